import { decodeBase64 } from './decode-base64.js';
import { decodeGzip } from './decode-gzip.js';
import { decodeHex } from './decode-hex.js';
import { unescapeText } from './unescape.js';

/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where in a text secrets stand. */
export type FindSecrets = (text: string) => readonly Span[];

/** As deep as the detector decodes. */
const MAX_DEPTH = 6;
/** A run of base64 or hex, in lines perhaps; shorter ones hold no secret. */
const RUN = /[A-Za-z0-9+/_-]{12,}(?:\\?\r?\n[ \t]*[A-Za-z0-9+/_-]+(?=={0,2}(?:\r?\n|["']|$)))*={0,2}/g;
const GZIP = 'H4sI';
const ESCAPES = /[\\%&]/;
/** Of groups of four characters; hex has two. */
const PHASES = [0, 1, 2, 3];

/**
 * The parts of a text that hold a secret in an encoded form: whoever has a report could decode it as well.
 * @param find where secrets stand plainly
 */
export function hiddenSecrets(text: string, find: FindSecrets, depth = 0): readonly Span[] {
  if (depth >= MAX_DEPTH) return [];
  const spans: Span[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const holds = decodings(run).some((decoded) => holdsSecret(decoded, find, depth + 1));
    if (holds) spans.push({ start: index, end: index + run.length });
  }
  const unescaped = ESCAPES.test(text) ? unescapeText(text) : null;
  if (unescaped !== null) {
    const inner = [...find(unescaped.text), ...hiddenSecrets(unescaped.text, find, depth + 1)];
    spans.push(
      ...inner.map(({ start, end }) => ({ start: unescaped.locate(start), end: unescaped.locate(end) })),
    );
  }
  return spans;
}

function holdsSecret(text: string, find: FindSecrets, depth: number): boolean {
  return find(text).length > 0 || hiddenSecrets(text, find, depth).length > 0;
}

/** All that a run may stand for, as texts. */
function decodings(run: string): readonly string[] {
  const end = run.length;
  const decoded = PHASES.flatMap((phase) => [
    decodeBase64(run, phase, 0, phase, end),
    ...(phase < 2 ? [decodeHex(run, phase, phase, end)] : []),
  ]);
  const gzip = run.indexOf(GZIP);
  if (gzip >= 0) decoded.push(decodeGzip(run, gzip, end));
  return decoded.flatMap((each) => {
    if (each === null) return [];
    const bytes = Buffer.from(each.bytes);
    const texts = [bytes.toString('utf8')];
    // UTF-16, without its NULs.
    return bytes.includes(0)
      ? [...texts, Buffer.from(bytes.filter((byte) => byte !== 0)).toString('latin1')]
      : texts;
  });
}
