export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const PERCENT = 37;
export const AMPERSAND = 38;
export const SINGLE_QUOTE = 39;
export const COMMA = 44;
export const COLON = 58;
export const EQUALS = 61;
export const BACKSLASH = 92;
export const BACKTICK = 96;

/** One of the quotes that strings stand in. */
export function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK;
}

/** A blank or a tab: no line break. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
