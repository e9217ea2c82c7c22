import { entropy } from '../detector/entropy.js';

/** Seeded random values, the same on every machine: no value of an example stands in a file, and no test depends on luck. */
export interface Random {
  /** An integer from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** `count` random bytes. */
  bytes(count: number): Buffer;
  /** `length` characters, see {@link drawText}. */
  text(alphabet: string, length: number): string;
}

/** mulberry32 on a seed that FNV-1a makes of a text or a number. Not for keys that guard anything. */
export function makeRandom(seed: number | string): Random {
  let state = fnv1a(String(seed));
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((word() / 0x1_0000_0000) * limit);
  return {
    below,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
    text: (alphabet, length) => drawText(alphabet, length, below),
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
/** What looks like a filler, or like a word: 40 random characters hold one of them once in a hundred times. */
const FILLERS =
  /(.)\1\1|__|--|[_-]{3}|abc|xyz|123|234|345|456|567|678|789|321|432|543|654|765|876|987|foo|bar|xxx|test|fake|todo|your|pass|none|null|dead|beef|c0ffee|key|demo|name|user/i;
/** From this length on every class of characters in the alphabet must be there. */
const ALL_CLASSES_FROM = 20;
const MOST_DRAWS = 60;

/**
 * Random characters like a provider's own, without the rare draws that would make an example fail by bad luck: no
 * class of characters missing, no run that looks like a filler, entropy near what is usual for the length.
 */
function drawText(alphabet: string, length: number, below: (limit: number) => number): string {
  const expected = 0.87 * Math.log2(Math.max(2, Math.min(length, alphabet.length)));
  let best = '';
  let bestEntropy = -1;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const text = Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('');
    if (length < 4 || alphabet.length < 10) return text;
    // Long texts hold some short word by chance; there nobody takes it for a filler.
    const isPlain =
      (length > 120 || !FILLERS.test(text)) &&
      (length < ALL_CLASSES_FROM || CLASSES.every((kind) => !kind.test(alphabet) || kind.test(text)));
    const found = entropy(text) - (isPlain ? 0 : 8);
    if (found >= expected) return text;
    if (best === '' || found > bestEntropy) [best, bestEntropy] = [text, found];
  }
  return best;
}
