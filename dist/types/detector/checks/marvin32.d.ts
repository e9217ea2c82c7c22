/**
 * Marvin32, the checksum of Microsoft's identifiable keys: the 64-bit state folded to 32 bits.
 * The algorithm is that of .NET's `Marvin.ComputeHash32`, whose test vectors it passes.
 *
 * @param seed 8 bytes as text: a label such as `Default0`, read as a big-endian 64-bit number.
 * @returns an unsigned 32-bit number
 */
export declare function marvin32(data: Uint8Array, seed: string | bigint): number;
