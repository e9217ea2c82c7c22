/** `keyword-pass.wat`, compiled by `scripts/wasm.mjs`; base 64. */
export declare const KEYWORD_PASS: string;
