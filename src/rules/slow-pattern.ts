import { compilePattern } from '../detector/pattern.js';
import { analyseBacktracking } from './backtracking.js';
import { repetitionOf } from './repetition.js';

/** Time for the analysis: what is not decided by then is tried, as on a busy machine all of them may be. */
const ANALYSIS_MS = 1500;
/** A text's first length, short enough for what takes twice as long with every character. */
const FIRST_LENGTH = 8;
const GROWTH = 1.25;
/** All texts are tried up to this length, and those that took longest up to the other. */
const SCREEN_LENGTH = 400;
const LAST_LENGTH = 2048;
const SLOWEST = 3;
/** At these lengths the square of the length takes ten milliseconds, the cube seconds. */
const MAX_MS = 120;
const MAX_WORDS = 3;
const MAX_SIGNS = 8;
const MAX_PAIRED = 4;
/** At the end, so that a pattern for whole texts has to look for another way. */
const MISFIT = '\u0001';
const FILLERS = ['a', 'A', '0', ' ', '\n', '\r', '\r\n', 'a ', 'a=', 'Aa0', 'a\n', 'a.'];

/**
 * Whether a pattern can take too long on texts of some kilobytes. One that repeats at one place alone is not looked at any
 * further; others are analysed, and tried on texts made to be slow for them where the analysis does not decide, or says
 * that all is well because a repetition ends somewhere.
 * @param source in JavaScript's syntax, perhaps after `(?i)`
 */
export async function isSlowPattern(source: string): Promise<boolean> {
  const { runs, isBounded, isNested } = repetitionOf(source);
  if (runs < 2 && !isNested) return false;
  const { isSafe, isDecided } = await analyseBacktracking(source, ANALYSIS_MS);
  if (!isSafe) return true;
  return (!isDecided || isBounded || isNested) && growsTooFast(source);
}

/** Tries texts that grow: exported for its tests. A pattern cannot be stopped while it is tried, so each text grows but little. */
export function growsTooFast(source: string): boolean {
  const pattern = compilePattern(source, '');
  const timed: { readonly make: (length: number) => string; readonly ms: number }[] = [];
  for (const make of hostileTexts(source)) {
    let ms = 0;
    for (let length = FIRST_LENGTH; length <= SCREEN_LENGTH; length *= GROWTH) {
      ms = timeMs(pattern, make(Math.ceil(length)));
      if (ms > MAX_MS) return true;
    }
    timed.push({ make, ms });
  }
  const slowest = timed.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  return slowest.some(({ make }) => {
    for (let length = SCREEN_LENGTH; length <= LAST_LENGTH; length *= GROWTH)
      if (timeMs(pattern, make(Math.ceil(length))) > MAX_MS) return true;
    return false;
  });
}

/** The shorter of two times, so that a machine that was busy for a moment condemns nothing. */
function timeMs(pattern: RegExp, text: string): number {
  const once = (): number => {
    const startMs = performance.now();
    pattern.test(text);
    return performance.now() - startMs;
  };
  const ms = once();
  return ms > MAX_MS ? Math.min(ms, once()) : ms;
}

/** Words of the pattern, after which something is repeated: once behind the word, and with it. */
function hostileTexts(source: string): ((length: number) => string)[] {
  // Escapes that are no text, classes and names of groups are passed over.
  const tokens = source.matchAll(
    /\\[A-Za-z]|\[(?:\\.|[^\]])*\]|\(\?<\w+>|((?:\\[^A-Za-z0-9]|[\w<>=:;!@#%&"'~,/-])+)/g,
  );
  const words = [...tokens].flatMap(([, word]) => word?.replaceAll('\\', '') ?? []);
  const letters = [...new Set(words.join('').match(/[A-Za-z]/g) ?? [])].reverse().slice(0, MAX_SIGNS);
  const signs = [...new Set(source.match(/[^\sA-Za-z0-9\\()[\]{}|?*+^$]/g) ?? [])].slice(0, MAX_SIGNS);
  const pairs = signs.slice(0, MAX_PAIRED).flatMap((one, _, some) => some.map((other) => one + other));
  const fillers = new Set([...FILLERS, ...letters, ...signs, ...signs.map((sign) => `a${sign}`), ...pairs]);
  const texts: ((length: number) => string)[] = [];
  for (const word of ['', ...new Set(words)].slice(0, MAX_WORDS + 1)) {
    for (const filler of fillers) {
      texts.push((length) => (word + filler.repeat(length)).slice(0, word.length + length) + MISFIT);
      if (word !== '') texts.push((length) => (word + filler).repeat(length).slice(0, length) + MISFIT);
    }
  }
  return texts;
}
