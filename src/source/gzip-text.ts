import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** The text's UTF-8 as one gzip member (RFC 1952). */
export async function gzipText(text: string): Promise<Buffer> {
  return promisify(gzip)(text);
}
