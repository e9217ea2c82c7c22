import type { Decoded, Form } from './decode.js';

/** base64 can be read in four ways, and a keyword's characters may stand in what is none of them by chance. */
const MAX_RUNS = 4;
/** A secret that is cut where decoding stopped is found in the next piece, with so much before it. */
const OVERLAP_BYTES = 16 * 1024;

/** What has been decoded of a text so far: several hits in one run decode it once. */
export class DecodedRuns {
  readonly #byForm = new Map<Form, Decoded[]>();

  /** Whether what is encoded at a place was decoded. @param back how many characters before it its group begins */
  hold(form: Form, place: number, back: number): boolean {
    return this.#byForm.get(form)?.some((run) => run.holds(place, back)) === true;
  }

  /** From where on a run around a place needs decoding; `from` where none of that form came close. */
  lowest(form: Form, place: number, from: number): number {
    // The bytes of a character of UTF-16 are told apart by where the text begins.
    if (form === 'utf-16') return from;
    const ends = (this.#byForm.get(form) ?? []).filter(({ end }) => end <= place).map(({ end }) => end);
    return Math.max(from, ...ends.map((end) => end - OVERLAP_BYTES));
  }

  add(form: Form, run: Decoded): void {
    const runs = this.#byForm.get(form) ?? [];
    this.#byForm.set(form, [run, ...runs].slice(0, MAX_RUNS));
  }
}
