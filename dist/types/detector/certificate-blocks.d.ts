import type { FileSlice } from '../model/block.js';
import type { FileCertificate } from '../model/match.js';
/** What the keyword pass looks for; where none of these stands, nothing is looked for here. */
export declare const CERTIFICATE_KEYWORDS: readonly string[];
/** The certificates in PEM that begin in a slice's own part, also in base64. */
export declare function findCertificates(bytes: Uint8Array, slice: FileSlice): FileCertificate[];
