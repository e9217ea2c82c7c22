/** CRC-32 of bytes, or of a string's Latin-1 bytes, as an unsigned number. */
export declare function crc32(input: string | Uint8Array): number;
/** CRC-24 of OpenPGP armour (RFC 4880, section 6.1), as an unsigned number. */
export declare function crc24(bytes: Uint8Array): number;
