import type { Check } from '../../model/check.js';
import type { KeyFacts } from './key-facts.js';
export interface PgpArmour {
    readonly bytes: Buffer;
    /** Null where the block has no checksum line: it is optional since RFC 9580. */
    readonly checksumFits: boolean | null;
}
/** Decodes the lines between BEGIN and END (headers left out). Null where they are no base64. */
export declare function readArmour(lines: readonly string[]): PgpArmour | null;
/** The checksum line of an armour: `=` and the CRC-24 in base64. */
export declare function armourChecksum(bytes: Uint8Array): string;
/** Facts of the secret key packet that a block begins with (RFC 4880 and 9580, section 5.5.3). Null where there is none. */
export declare function readPgpKey(bytes: Uint8Array): KeyFacts | null;
/** `pgp-armour`: the checksum of the block; also tells whether the key is encrypted. */
export declare const pgpArmour: Check;
