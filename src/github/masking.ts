import { setSecret, warning } from '@actions/core';

/** Shorter values stand in too many innocent lines: a mask on `dev-pass` is worth it, one on `admin` is not. */
const MIN_CHARS = 8;
/** Words of one case up to this length would be masked all over the log. A random token is longer, or has digits. */
const MAX_WORD_CHARS = 15;
/** The runner searches every line of the log for every mask; a thousand are still quick. */
const MAX_MASKS = 1000;

/**
 * Has the runner replace secrets by `***` in the rest of the job's log, for the steps after this one that might print
 * them. Masks work on lines, so a value of several lines is masked line by line.
 * @param mask how a value is handed to the runner
 */
export function createMasker(mask: (value: string) => void = setSecret): (raw: string) => void {
  const masked = new Set<string>();
  let isFull = false;
  return (raw) => {
    for (const line of linesToMask(raw)) {
      if (masked.has(line) || isFull) continue;
      if (masked.size === MAX_MASKS) {
        isFull = true;
        warning(`More than ${String(MAX_MASKS)} values to mask: later steps can print the rest unmasked.`);
        continue;
      }
      masked.add(line);
      mask(line);
    }
  };
}

/** The lines of a secret that are secret themselves: masking a PEM's first line would hide it wherever one is shown. */
export function linesToMask(raw: string): string[] {
  return (
    raw
      // A key in a JSON or dotenv file has its line breaks written as escapes.
      .split(/\r\n|[\r\n]|\\r\\n|\\n/)
      .map((line) => line.trim())
      .filter((line) => line.length >= MIN_CHARS && !isArmour(line) && !isCommon(line))
  );
}

/** `-----BEGIN …-----`, `Proc-Type: 4,ENCRYPTED`, `Comment: …`: the same in many files. */
function isArmour(line: string): boolean {
  return /^-{4,}|-{4,}$/.test(line) || /^[A-Za-z][A-Za-z-]*: /.test(line);
}

/** One word of one case (or capitalised), a short number, or one or two characters repeated. */
function isCommon(line: string): boolean {
  const isWord = /^([A-Z]?[a-z]+|[A-Z]+)$/.test(line) && line.length <= MAX_WORD_CHARS;
  const isNumber = /^\d+$/.test(line) && line.length <= MAX_WORD_CHARS;
  return isWord || isNumber || new Set(line).size <= 2;
}
