import { randomInt } from 'node:crypto';

/** 64 bits of a text's hash. */
export interface TextHash {
  readonly low: number;
  readonly high: number;
}

const { imul } = Math;

const FIRST_SLOTS = 1 << 12;
/** Above this share of used slots, looking for a key that is not there takes long. */
const MAX_LOAD = 0.7;

/**
 * A map from texts to numbers that keeps no text: 12 bytes a slot, so half a million paths take 12 MiB, where as many
 * strings in a `Map` take 100. The keys are hashes of 64 bits: with ten million of them, one lookup in a million
 * million meets a wrong one. The hash begins with a random number, so no image can be made for it to collide in.
 *
 * `space` sets apart what has the same text: a layer's number, a kind of key.
 */
export class HashTable {
  readonly #seedLow = randomInt(2 ** 32);
  readonly #seedHigh = randomInt(2 ** 32);
  #low = new Uint32Array(FIRST_SLOTS);
  #high = new Uint32Array(FIRST_SLOTS);
  #values = new Uint32Array(FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** To look for a text in several spaces. */
  hash(text: string): TextHash {
    let low = this.#seedLow;
    let high = this.#seedHigh;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      low = imul(((low << 5) | (low >>> 27)) ^ code, 0x9e3779b1);
      high = imul(((high << 13) | (high >>> 19)) ^ code, 0x85ebca77);
    }
    return { low: low ^ text.length, high: high ^ (low >>> 7) };
  }

  /** 0 where there is none. */
  get(space: number, key: string | TextHash): number {
    const slot = this.#find(space, typeof key === 'string' ? this.hash(key) : key);
    return this.#values[slot] ?? 0;
  }

  /** `value` is from 1 to 2^32 - 1. */
  set(space: number, key: string | TextHash, value: number): void {
    if (this.#size >= this.#values.length * MAX_LOAD) this.#grow();
    const slot = this.#find(space, typeof key === 'string' ? this.hash(key) : key);
    if (this.#values[slot] === 0) this.#size++;
    this.#low[slot] = this.#keyLow;
    this.#high[slot] = this.#keyHigh;
    this.#values[slot] = value;
  }

  #keyLow = 0;
  #keyHigh = 0;

  /** The slot of the key, or the free one where it would go; leaves the key itself in `#keyLow` and `#keyHigh`. */
  #find(space: number, hash: TextHash): number {
    const low = scramble(hash.low ^ imul(space + 1, 0xc2b2ae3d));
    const high = scramble(hash.high + imul(space + 1, 0x27d4eb2f) + low);
    this.#keyLow = low;
    this.#keyHigh = high;
    const mask = this.#values.length - 1;
    let slot = low & mask;
    while (this.#values[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high))
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const { length } = this.#values;
    const [lows, highs, values] = [this.#low, this.#high, this.#values];
    this.#low = new Uint32Array(length * 2);
    this.#high = new Uint32Array(length * 2);
    this.#values = new Uint32Array(length * 2);
    const mask = length * 2 - 1;
    for (let index = 0; index < length; index++) {
      const value = values[index] ?? 0;
      if (value === 0) continue;
      const low = lows[index] ?? 0;
      let slot = low & mask;
      while (this.#values[slot] !== 0) slot = (slot + 1) & mask;
      this.#low[slot] = low;
      this.#high[slot] = highs[index] ?? 0;
      this.#values[slot] = value;
    }
  }
}

/** MurmurHash3's last step: every bit of the input changes half of the output's. */
function scramble(value: number): number {
  let hash = value;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
