/** Shorter pieces of an encoded form stand in innocent text by chance. */
const MIN_CHARS = 12;

interface Form {
  readonly text: string;
  /** Names the value by its position, so that a failing test does not print it. */
  readonly name: string;
}

/**
 * Looks for raw values in texts: plain, as a JSON string has them, URL-encoded, or in base64 (both alphabets), at each of
 * the three alignments that a value can have in a longer text.
 */
export class RawSearch {
  /** By the first characters, so that thousands of values cost no more than one. */
  readonly #forms = new Map<string, Form[]>();

  constructor(values: readonly string[]) {
    values.forEach((value, index) => {
      for (const [name, text] of formsOf(value)) {
        if (text.length < MIN_CHARS) continue;
        const start = text.slice(0, MIN_CHARS);
        const known = this.#forms.get(start) ?? [];
        this.#forms.set(start, known);
        known.push({ text, name: `value ${String(index)}, ${name}` });
      }
    });
  }

  /** What of the values stands in the text: `value 3, URL-encoded`. */
  find(text: string): string[] {
    const found = new Set<string>();
    for (let at = 0; at + MIN_CHARS <= text.length; at++) {
      for (const form of this.#forms.get(text.slice(at, at + MIN_CHARS)) ?? [])
        if (text.startsWith(form.text, at)) found.add(form.name);
    }
    return [...found];
  }
}

function formsOf(value: string): Map<string, string> {
  const forms = new Map([
    ['plain', value],
    ['JSON', JSON.stringify(value).slice(1, -1)],
    ['URL-encoded', encodeURIComponent(value)],
    ['form-encoded', new URLSearchParams({ v: value }).toString().slice(2)],
    ['HTML', value.replaceAll('&', '&amp;').replaceAll('/', '&#x2F;').replaceAll('+', '&#x2B;')],
  ]);
  for (const offset of [0, 1, 2]) {
    const base64 = alignedBase64(value, offset);
    forms.set(`base64 at ${String(offset)}`, base64);
    forms.set(`base64url at ${String(offset)}`, base64.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** The characters that depend on the value alone, when `offset` bytes (modulo 3) stand before it. */
function alignedBase64(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(first, last);
}
