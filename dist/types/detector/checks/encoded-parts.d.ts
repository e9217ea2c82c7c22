import type { Check } from '../../model/check.js';
/** `base64-userpass`: HTTP's basic credentials, as `.docker/config.json` and `.npmrc` keep them. */
export declare const base64Userpass: Check;
/** `discord-token`: the first part is the account's number in base64, a snowflake of 17 to 20 digits. */
export declare const discordToken: Check;
/**
 * `pypi-macaroon`: after `pypi-`, a macaroon of version 2 (libmacaroons' binary format): a byte 2, fields of a type, a
 * length and data, sections that end with a byte 0, and last a signature of 32 bytes.
 */
export declare const pypiMacaroon: Check;
