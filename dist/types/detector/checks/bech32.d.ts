import type { Check } from '../../model/check.js';
/** BIP 173's digits: the position is the value. */
export declare const BECH32_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/** The six 5-bit values that make `data` (5-bit values) fit its human part. */
export declare function bech32Checksum(human: string, data: readonly number[]): number[];
/** `age-bech32`: an age X25519 identity, the human part compared in lower case. */
export declare const ageBech32: Check;
