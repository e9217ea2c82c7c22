import { parentPort, workerData } from 'node:worker_threads';
import { Detector } from '../detector/index.js';
import {
  unpackSlices,
  type WorkerAnswer,
  type WorkerReady,
  type WorkerStart,
  type WorkerTask,
} from './protocol.js';

/** The entry of a worker thread: a detector that scans the blocks it is sent. */
function serve(): void {
  const port = parentPort;
  // Loaded outside of a worker thread there is nothing to serve.
  if (port === null) return;
  const { rules, now } = workerData as WorkerStart;
  const detector = new Detector(rules, { now });
  port.on('message', ({ id, bytes, slices }: WorkerTask) => {
    const result = detector.scan({ bytes, slices: unpackSlices(slices) });
    const answer: WorkerAnswer = { id, result, buffer: bytes.buffer };
    port.postMessage(answer, [bytes.buffer as ArrayBuffer]);
  });
  port.postMessage('ready' satisfies WorkerReady);
}

serve();
