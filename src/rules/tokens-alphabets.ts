/** What random parts of tokens are made of. */
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = LOWER.toUpperCase();
export const DIGITS = '0123456789';
export const WORD = UPPER + LOWER + DIGITS;
export const HEX = `${DIGITS}abcdef`;
export const BASE64 = `${WORD}+/`;
export const BASE64URL = `${WORD}_-`;
