import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export type DatabaseName =
  'rpmdb.sqlite' | 'rpmdb.sqlite-wal' | 'Packages.db' | 'Packages' | 'Packages-big-endian';

/** One of the databases in this folder, unpacked. */
export function readDatabase(name: DatabaseName): Buffer {
  return gunzipSync(readFileSync(path.join(import.meta.dirname, `${name}.gz`)));
}
