import { randomInt } from 'node:crypto';

const { imul } = Math;
const FIRST_SLOTS = 1 << 6;

/**
 * Object IDs, numbered in the order in which they are added: 20 or 32 bytes and a number each, where as many strings in a
 * `Map` take a hundred and more. The hash begins with a random number: IDs that a tree names can be made up, but not so
 * that they all meet in one slot.
 */
export class ObjectIds {
  readonly idBytes: number;
  readonly #seed = randomInt(2 ** 32);
  #bytes: Uint8Array;
  /** The number of an ID and one; 0 where the slot is free. */
  #slots = new Uint32Array(FIRST_SLOTS);
  #size = 0;

  constructor(idBytes: number) {
    this.idBytes = idBytes;
    this.#bytes = new Uint8Array(idBytes * FIRST_SLOTS);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of the ID at `bytes[at]`; -1 where it is not known. */
  find(bytes: Uint8Array, at = 0): number {
    return (this.#slots[this.#slotOf(bytes, at)] ?? 0) - 1;
  }

  /** The number of the ID at `bytes[at]`, a new one where it was not known. */
  add(bytes: Uint8Array, at = 0): number {
    const slot = this.#slotOf(bytes, at);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const number = this.#size++;
    if ((number + 1) * this.idBytes > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (let index = 0; index < this.idBytes; index++)
      this.#bytes[number * this.idBytes + index] = bytes[at + index] ?? 0;
    this.#slots[slot] = number + 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** In hex. */
  text(number: number): string {
    return Buffer.from(this.#bytes.subarray(number * this.idBytes, (number + 1) * this.idBytes)).toString(
      'hex',
    );
  }

  #slotOf(bytes: Uint8Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(bytes, at) & mask;
    for (;;) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0 || this.#isEqual(number - 1, bytes, at)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isEqual(number: number, bytes: Uint8Array, at: number): boolean {
    const start = number * this.idBytes;
    for (let index = 0; index < this.idBytes; index++)
      if (this.#bytes[start + index] !== bytes[at + index]) return false;
    return true;
  }

  /** MurmurHash3's last step for every four bytes: a hash that only multiplies and rotates meets the same whatever its seed. */
  #hash(bytes: Uint8Array, at: number): number {
    let hash = this.#seed;
    for (let index = at; index < at + this.idBytes; index += 4) {
      hash ^=
        (bytes[index] ?? 0) |
        ((bytes[index + 1] ?? 0) << 8) |
        ((bytes[index + 2] ?? 0) << 16) |
        ((bytes[index + 3] ?? 0) << 24);
      hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash ^= hash >>> 16;
    }
    return hash;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number++)
      this.#slots[this.#slotOf(this.#bytes, number * this.idBytes)] = number + 1;
  }
}
