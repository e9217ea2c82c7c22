import type { FileSlice } from '../model/block.js';
import type { FileCertificate } from '../model/match.js';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
/** `BEGIN` in base64, where nothing stands before it: `tls.crt` of a Kubernetes Secret, kubeconfig. */
const ENCODED_BEGIN = Buffer.from(BEGIN).toString('base64');
/** The longest that are seen have hundreds of host names: 16 KiB. It is half of what a file's parts share of each other. */
const MAX_PEM_BYTES = 24 * 1024;
/** A file with more is a bundle of authorities, which has no key beside it. */
const MAX_IN_FILE = 20;
const BASE64_RUN = /^[A-Za-z0-9+/]*/;

/** What the keyword pass looks for; where none of these stands, nothing is looked for here. */
export const CERTIFICATE_KEYWORDS: readonly string[] = [BEGIN, ENCODED_BEGIN];

/** The certificates in PEM that begin in a slice's own part, also in base64. */
export function findCertificates(bytes: Uint8Array, slice: FileSlice): FileCertificate[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = [...plainBlocks(buffer, slice), ...encodedBlocks(buffer, slice)];
  if (found.length > MAX_IN_FILE) return [];
  return found.map((base64) => ({ file: slice.file, path: slice.path, base64 }));
}

function plainBlocks(buffer: Buffer, { start, end, from, to }: FileSlice): string[] {
  const text = buffer.subarray(start, end);
  const found: string[] = [];
  for (
    let at = text.indexOf(BEGIN, from - start);
    at >= 0 && at < to - start;
    at = text.indexOf(BEGIN, at + 1)
  ) {
    const base64 = bodyOf(text.subarray(at, at + MAX_PEM_BYTES).toString('latin1'));
    if (base64 !== null) found.push(base64);
    if (found.length > MAX_IN_FILE) break;
  }
  return found;
}

function encodedBlocks(buffer: Buffer, { start, end, from, to }: FileSlice): string[] {
  const text = buffer.subarray(start, end);
  const found: string[] = [];
  for (let at = text.indexOf(ENCODED_BEGIN, from - start); at >= 0 && at < to - start;) {
    const run = BASE64_RUN.exec(text.subarray(at, at + MAX_PEM_BYTES).toString('latin1'))?.[0] ?? '';
    // A chain: several in one run.
    for (const part of Buffer.from(run, 'base64').toString('latin1').split(BEGIN).slice(1)) {
      const base64 = bodyOf(BEGIN + part);
      if (base64 !== null) found.push(base64);
    }
    if (found.length > MAX_IN_FILE) break;
    at = text.indexOf(ENCODED_BEGIN, at + run.length);
  }
  return found;
}

/** What stands between the lines, in files or in strings of JSON and programs (`\n`); null where it is no base64. */
function bodyOf(text: string): string | null {
  const end = text.indexOf(END);
  if (end < 0) return null;
  const body = text.slice(BEGIN.length, end).replace(/\\+[nr]|[\s"',\\]+/g, '');
  return /^[A-Za-z0-9+/]{100,}={0,2}$/.test(body) ? body : null;
}
