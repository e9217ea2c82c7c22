import { spawn } from 'node:child_process';
import { gitEnvironment, SAFE_OPTIONS } from './git-command.js';

/** Takes objects, in the order in which they were asked for. */
export interface ObjectSink {
  begin(index: number, sizeBytes: number): void;
  /** The chunk's memory is not used again. Await what is returned, if anything. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** Await what is returned, if anything. */
  end(): void | Promise<void>;
  /** Instead of the others, for an object that the repository does not have. */
  missing(index: number): void;
}

const LINE_FEED = 0x0a;
/** `<id> blob <size>`: an ID has 64 digits at most. */
const MAX_HEADER_BYTES = 256;

/**
 * Reads objects of a repository with one `git cat-file --batch`.
 *
 * @param cwd a folder in which Git finds the repository
 * @param ids object IDs, in full
 * @returns how many were read or missing: fewer than were asked for when Git ended early or wrote something odd
 * @throws the signal's reason once it is aborted
 */
export async function readObjects(
  cwd: string,
  ids: readonly string[],
  sink: ObjectSink,
  signal?: AbortSignal,
): Promise<number> {
  if (ids.length === 0) return 0;
  // Without --buffer, every object would be a write of its own.
  const child = spawn('git', [...SAFE_OPTIONS, 'cat-file', '--batch', '--buffer'], {
    cwd,
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => {
      resolve();
    });
    child.once('close', () => {
      resolve();
    });
  });
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  // Git that ended early closes its input: how many objects came says so.
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${ids.join('\n')}\n`);
  try {
    return await readBatch(child.stdout as AsyncIterable<Buffer>, ids.length, sink);
  } finally {
    signal?.removeEventListener('abort', stop);
    child.kill();
    await ended;
    signal?.throwIfAborted();
  }
}

/**
 * Reads what `git cat-file --batch` writes: for each object `<id> <type> <size>`, a line feed, the contents and another
 * line feed; or `<id> missing`. (https://git-scm.com/docs/git-cat-file#_batch_output)
 *
 * @returns how many of the `count` objects came whole or missing
 */
export async function readBatch(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
  sink: ObjectSink,
): Promise<number> {
  let index = 0;
  let header: Buffer = Buffer.alloc(0);
  /** Bytes of contents to come, or null in a header. */
  let restBytes: number | null = null;
  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (restBytes === null) {
        if (index === count) return index;
        const lineEnd = chunk.indexOf(LINE_FEED, at);
        header = Buffer.concat([header, chunk.subarray(at, lineEnd < 0 ? undefined : lineEnd)]);
        if (header.length > MAX_HEADER_BYTES) return index;
        if (lineEnd < 0) break;
        at = lineEnd + 1;
        const line = header.toString('latin1');
        header = Buffer.alloc(0);
        if (/^[0-9a-f]+ missing$/.test(line)) sink.missing(index++);
        else {
          const size = /^[0-9a-f]+ [a-z]+ (\d+)$/.exec(line)?.[1];
          if (size === undefined) return index;
          restBytes = Number(size);
          sink.begin(index, restBytes);
        }
      } else if (restBytes > 0) {
        const piece = chunk.subarray(at, at + restBytes);
        await sink.write(piece);
        restBytes -= piece.length;
        at += piece.length;
      } else {
        if (chunk[at] !== LINE_FEED) return index;
        at++;
        restBytes = null;
        await sink.end();
        index++;
      }
    }
  }
  return index;
}
