import { DamagedInput } from './damaged-input.js';

/** Of a compressed block: the longest literals header, and the longest description of a Huffman tree in FSE. */
export const TREE_BYTES = 5 + 1 + 127;
const MAX_ACCURACY_LOG = 6;
/** There is a weight for each byte but the last one (RFC 8878, 4.2.1). */
const MAX_WEIGHTS = 255;

/**
 * Whether the weights of the Huffman tree that a compressed block may begin with come to an end. A table in which a state
 * reads no bits and leads to itself never uses its bits up, and fzstd reads such weights for ever.
 *
 * @param block the block's first bytes, `TREE_BYTES` of them where it has as many
 * @throws DamagedInput where they do not end, or break the specification.
 */
export function checkHuffmanTree(block: Uint8Array): void {
  const [first = 0] = block;
  // Literals that are stored, repeated, or use the tree of the block before.
  if ((first & 3) !== 2) return;
  const sizeFormat = (first >> 2) & 3;
  const treeAt = sizeFormat < 2 ? 3 : sizeFormat + 2;
  const treeBytes = block[treeAt] ?? 0;
  // Weights of four bits each, not compressed.
  if (treeBytes >= 128) return;
  const tree = block.subarray(treeAt + 1, treeAt + 1 + treeBytes);
  if (tree.length < treeBytes || tree.length < 2) throw corrupt();
  const { probabilities, accuracyLog, bytes } = readProbabilities(tree);
  const weights = countWeights(tree.subarray(bytes), makeTable(probabilities, accuracyLog), accuracyLog);
  if (weights > MAX_WEIGHTS) throw corrupt();
}

function corrupt(): DamagedInput {
  return new DamagedInput('zstd data is corrupt');
}

interface Probabilities {
  readonly probabilities: readonly number[];
  readonly accuracyLog: number;
  /** Of the description. */
  readonly bytes: number;
}

/** RFC 8878, 4.1.1 */
function readProbabilities(tree: Uint8Array): Probabilities {
  const accuracyLog = ((tree[0] ?? 0) & 15) + 5;
  if (accuracyLog > MAX_ACCURACY_LOG) throw corrupt();
  let at = 4;
  const take = (count: number): number => {
    const value = ((tree[at >> 3] ?? 0) | ((tree[(at >> 3) + 1] ?? 0) << 8)) >> (at & 7);
    at += count;
    return value & ((1 << count) - 1);
  };
  const probabilities: number[] = [];
  let left = 1 << accuracyLog;
  while (left > 0) {
    if (probabilities.length > MAX_WEIGHTS) throw corrupt();
    const bits = 32 - Math.clz32(left + 1);
    const lowMask = (1 << (bits - 1)) - 1;
    const threshold = (1 << bits) - 1 - (left + 1);
    let value = take(bits);
    if ((value & lowMask) < threshold) {
      // Small values take a bit less.
      at--;
      value &= lowMask;
    } else if (value > lowMask) value -= threshold;
    const probability = value - 1;
    probabilities.push(probability);
    left -= Math.abs(probability);
    if (probability !== 0) continue;
    for (let zeros = 3; zeros === 3;) {
      if (probabilities.length > MAX_WEIGHTS) throw corrupt();
      zeros = take(2);
      for (let count = 0; count < zeros; count++) probabilities.push(0);
    }
  }
  const bytes = (at + 7) >> 3;
  if (left < 0 || bytes >= tree.length) throw corrupt();
  return { probabilities, accuracyLog, bytes };
}

interface State {
  readonly bits: number;
  readonly base: number;
}

/** RFC 8878, 4.1.1: which state reads how many bits, and where from the next one is counted. */
function makeTable(probabilities: readonly number[], accuracyLog: number): readonly State[] {
  const size = 1 << accuracyLog;
  const symbols = new Array<number>(size).fill(0);
  const next = probabilities.map((probability) => Math.abs(probability));
  let high = size;
  for (const [symbol, probability] of probabilities.entries()) {
    if (probability === -1) symbols[--high] = symbol;
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, probability] of probabilities.entries()) {
    for (let count = 0; count < probability; count++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
  return symbols.map((symbol) => {
    const state = next[symbol] ?? 1;
    next[symbol] = state + 1;
    const bits = accuracyLog - (31 - Math.clz32(state));
    return { bits, base: (state << bits) - size };
  });
}

/** RFC 8878, 4.2.1.2: two states by turns, whose bits are read from the end. Stops counting above the most there may be. */
function countWeights(stream: Uint8Array, table: readonly State[], accuracyLog: number): number {
  const last = stream.at(-1) ?? 0;
  if (last === 0) throw corrupt();
  // Above the bits stands a one, and zeros up to the byte's end.
  let at = stream.length * 8 - (Math.clz32(last) - 24) - 1;
  const take = (count: number): number => {
    at -= count;
    const byte = at >> 3;
    return (((stream[byte] ?? 0) | ((stream[byte + 1] ?? 0) << 8)) >> (at & 7)) & ((1 << count) - 1);
  };
  if (at < 2 * accuracyLog) throw corrupt();
  const states = [take(accuracyLog), take(accuracyLog)];
  let weights = 0;
  for (let turn = 0; weights <= MAX_WEIGHTS; turn ^= 1) {
    weights++;
    const { bits, base } = table[states[turn] ?? 0] ?? { bits: 0, base: 0 };
    // The other state has a weight left.
    if (at < bits) return weights + 1;
    states[turn] = base + take(bits);
  }
  return weights;
}
