import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap small, whatever is scanned. V8 lets it grow to four times what lives in it before it looks for garbage;
 * twice costs no time that can be measured, and the peak of a large image is that of a small one.
 *
 * Keeps the heap's nursery at the size that it begins with. What a scan leaves behind dies young, and V8 answers by
 * letting the nursery grow to many times what lives in it: a hundred megabytes, for nothing. So small a nursery is cleared
 * by the thread that fills it: waking others takes longer. Called by the entries before anything is read.
 */
export function limitHeap(): void {
  setFlagsFromString('--heap-growing-percent=100');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
}
