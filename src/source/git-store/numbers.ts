const FIRST_LENGTH = 1 << 4;

/** A list of whole numbers below 2^31 that grows: four bytes each. What was not set is `empty`. */
export class Numbers {
  readonly #empty: number;
  #values: Int32Array;

  constructor(empty: number) {
    this.#empty = empty;
    this.#values = new Int32Array(FIRST_LENGTH).fill(empty);
  }

  get(index: number): number {
    return this.#values[index] ?? this.#empty;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const larger = new Int32Array(Math.max(index + 1, this.#values.length * 2)).fill(
        this.#empty,
        this.#values.length,
      );
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[index] = value;
  }
}
