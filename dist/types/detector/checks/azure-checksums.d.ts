import type { Check } from '../../model/check.js';
/**
 * The signatures of Azure's identifiable keys, and the labels that seed their checksums: a service has one for each
 * kind of its keys. From Microsoft's published description of identifiable secrets.
 */
export declare const AZURE_SEEDS: Readonly<Record<string, readonly string[]>>;
/** `azure-identifiable`: the signature stands 10 characters before the padding, the checksum is the last 4 bytes. */
export declare const azureIdentifiable: Check;
/**
 * The 4 characters that follow the first 80 of a common annotated key. Two schemes: base 62 of the checksum's bytes
 * (the present one), and plain base64 of its first three (older keys).
 */
export declare function commonAnnotatedChecksums(first80: string): readonly string[];
/** `azure-common-annotated`: 84 characters, or the long form of 88, with `JQQJ9` at offset 52. */
export declare const azureCommonAnnotated: Check;
/** The last 3 characters of an `8Q~` client secret, from the 37 before them. */
export declare function entraChecksum(first37: string): string;
/** `entra-client-secret`: the older `7Q~` ones have no checksum. */
export declare const entraClientSecret: Check;
/**
 * `azure-devops-pat`: 52 characters of base 32. The published samples verify, but the scheme is not official:
 * a checksum that does not fit says nothing.
 */
export declare const azureDevopsPat: Check;
