import { decodeBase64 } from './decode-base64.js';
import { decodeEscapes, decodeQuotedPrintable, escapedForms } from './decode-escapes.js';
import { decodeGzip } from './decode-gzip.js';
import { decodeHex } from './decode-hex.js';
import { decodeUtf16 } from './decode-utf16.js';
import type { Needle } from './keyword-finder.js';

/** An encoded run within a text, decoded. */
export interface Decoded {
  readonly bytes: Uint8Array;
  /** From the outermost to the innermost. */
  readonly encodings: readonly string[];
  /** The run is `text[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Where in the text the decoded byte at `offset` is encoded. */
  locate(offset: number): number;
  /** Whether what is encoded at a place of the text, in a group that begins `back` characters before, is in it. */
  holds(place: number, back: number): boolean;
}

/**
 * `manifest` is no encoding of a keyword, but a place where values are encoded: a Kubernetes Secret. `certificate` is no
 * place of a secret: what stands there is gathered.
 */
export type Form =
  | 'plain'
  | 'base64'
  | 'hex'
  | 'utf-16'
  | 'gzip'
  | 'escape'
  | 'url-escape'
  | 'quoted-printable'
  | 'manifest'
  | 'certificate';

export interface EncodedNeedle extends Needle {
  readonly form: Form;
  /** For base64: how many bytes of its group of three stand before the keyword; else 0. */
  readonly phase: number;
}

/** Longer runs are decoded around the hit only: a key or a file of settings is smaller. */
export const MAX_RUN_BYTES = 96 * 1024;

/** Encoded forms in which a keyword can be found without decoding anything. */
export function encodedForms(keyword: string, ignoreCase: boolean): EncodedNeedle[] {
  const bytes = Buffer.from(keyword, 'latin1');
  const needles: EncodedNeedle[] = [];
  const utf16 = Buffer.alloc(bytes.length * 2 - 1);
  bytes.forEach((byte, index) => (utf16[index * 2] = byte));
  needles.push({ form: 'utf-16', phase: 0, bytes: utf16, ignoreCase, isRare: true });
  needles.push(...escapedForms(keyword));
  // Shorter keywords are, in base64 or hex, too short to be told from chance.
  if (ignoreCase || bytes.length < 4) return needles;
  for (const phase of [0, 1, 2]) {
    const core = base64Core(bytes, phase);
    if (core.length >= 5) {
      needles.push({ form: 'base64', phase, bytes: Buffer.from(core), ignoreCase: false, isRare: true });
      const urlSafe = core.replaceAll('+', '-').replaceAll('/', '_');
      if (urlSafe !== core)
        needles.push({ form: 'base64', phase, bytes: Buffer.from(urlSafe), ignoreCase: false, isRare: true });
    }
  }
  needles.push({ form: 'hex', phase: 0, bytes: Buffer.from(bytes.toString('hex')), ignoreCase: true });
  return needles;
}

/** The characters of `bytes` in base64, when `phase` unknown bytes stand before, that no neighbour can change. */
function base64Core(bytes: Buffer, phase: number): string {
  const padded = Buffer.concat([Buffer.alloc(phase), bytes]);
  const text = padded.toString('base64').replaceAll('=', '');
  const first = Math.ceil((phase * 8) / 6);
  const last = Math.floor((padded.length * 8) / 6);
  return text.slice(first, last);
}

/** How many characters before an encoded needle its group of four begins. */
export function groupOffset({ form, phase }: EncodedNeedle): number {
  return form === 'base64' ? Math.ceil((phase * 8) / 6) : 0;
}

/**
 * Decodes the run around the hit of an encoded needle; null when there is none worth it.
 * @param from what stands before is decoded already
 */
export function decodeAround(
  text: string,
  position: number,
  needle: EncodedNeedle,
  from: number,
  to: number,
): Decoded | null {
  const lowest = Math.max(from, position - MAX_RUN_BYTES);
  const highest = Math.min(to, position + MAX_RUN_BYTES);
  switch (needle.form) {
    case 'base64':
      return decodeBase64(text, position, groupOffset(needle), lowest, highest);
    case 'hex':
      return decodeHex(text, position, lowest, highest);
    case 'utf-16':
      return decodeUtf16(text, position, from, to);
    case 'gzip':
      return decodeGzip(text, position, to);
    case 'escape':
    case 'url-escape':
      return decodeEscapes(text, position, from, to);
    case 'quoted-printable':
      return decodeQuotedPrintable(text, position, highest);
    case 'plain':
    case 'manifest':
    case 'certificate':
      return null;
  }
}
