/**
 * As much of DER (X.690) as keys need. Reading never throws: what is cut short or nonsense gives null.
 */
export interface DerValue {
    /** The identifier byte: 0x30 sequence, 0x02 integer, 0x04 octet string, 0x06 object identifier, … */
    readonly tag: number;
    readonly content: Uint8Array;
    /** Offset after it in the bytes it was read from. */
    readonly end: number;
}
export declare const DER_INTEGER = 2;
export declare const DER_BIT_STRING = 3;
export declare const DER_OCTET_STRING = 4;
export declare const DER_OBJECT_ID = 6;
export declare const DER_SEQUENCE = 48;
/** The value that starts at `start`, null where it is none or is longer than the bytes. */
export declare function readDer(bytes: Uint8Array, start?: number): DerValue | null;
/** Whether the bytes begin with a sequence that is longer than they are. */
export declare function isCutShort(bytes: Uint8Array): boolean;
/** The values in a sequence that starts at the first byte; null where one of them is broken. */
export declare function readDerSequence(bytes: Uint8Array): DerValue[] | null;
/** Values one after the other up to the end; null where one of them is broken. */
export declare function readDerValues(bytes: Uint8Array): DerValue[] | null;
/** A value with its head. */
export declare function writeDer(tag: number, ...contents: readonly Uint8Array[]): Buffer;
/** A non-negative integer of big-endian bytes. */
export declare function writeDerInteger(bytes: Uint8Array): Buffer;
/** `1.2.840.113549.1.1.1` and the like. */
export declare function writeDerObjectId(dotted: string): Buffer;
/** The number that big-endian bytes are. */
export declare function toBigInt(bytes: Uint8Array): bigint;
