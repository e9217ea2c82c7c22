import { createHash, createHmac } from 'node:crypto';
import type { KeyFacts } from './key-facts.js';
import { decodeBase64 } from './numerals.js';
import { readSshPublicKey } from './ssh-key.js';

/**
 * PuTTY's key files, versions 2 and 3 (its manual, appendix C). The MAC of one that is not encrypted can be recomputed.
 * Null where it is none, or not whole.
 *
 * @param lines of the file, without indentation
 */
export function readPuttyKey(lines: readonly string[]): KeyFacts | null {
  const start = lines.findIndex((line) => line.startsWith('PuTTY-User-Key-File-'));
  const head = /^PuTTY-User-Key-File-([23]): ?([\w@.-]+)$/.exec(lines[start] ?? '');
  if (head === null) return null;
  const file = lines.slice(start);
  const encryption = headerOf(file, 'Encryption');
  const publicBlob = blobOf(file, 'Public-Lines');
  const privateBlob = blobOf(file, 'Private-Lines');
  const mac = headerOf(file, 'Private-MAC');
  if (encryption === null || publicBlob === null || privateBlob === null || mac === null) return null;
  const facts = readSshPublicKey(publicBlob) ?? { kind: 'SSH', bits: null, encrypted: false, spki: null };
  if (encryption !== 'none') return { ...facts, encrypted: true };
  const [, version = '', algorithm = ''] = head;
  const comment = Buffer.from(headerOf(file, 'Comment') ?? '', 'latin1');
  const signed = [Buffer.from(algorithm), Buffer.from(encryption), comment, publicBlob, privateBlob];
  return puttyMac(version, signed) === mac.toLowerCase()
    ? facts
    : { ...facts, damage: 'its MAC does not fit' };
}

/** The MAC of a file that is not encrypted, in hex, over its five strings in SSH's wire format. */
export function puttyMac(version: string, strings: readonly Uint8Array[]): string {
  const key = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  const mac = version === '2' ? createHmac('sha1', key) : createHmac('sha256', '');
  for (const bytes of strings) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest('hex');
}

function headerOf(lines: readonly string[], name: string): string | null {
  const line = lines.find((text) => text.startsWith(`${name}: `) || text === `${name}:`);
  return line === undefined ? null : line.slice(name.length + 2);
}

function blobOf(lines: readonly string[], name: string): Buffer | null {
  const at = lines.findIndex((line) => line.startsWith(`${name}: `));
  const count = Number(headerOf(lines, name));
  if (at < 0 || !Number.isInteger(count) || count < 1 || count > 500) return null;
  const body = lines.slice(at + 1, at + 1 + count);
  return body.length === count ? decodeBase64(body.join('')) : null;
}
