import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../model/errors.js';
import { type ArchiveEntry, READ_BYTES, readStream } from './archive-entries.js';
import { DamagedInput, messageOf } from './damaged-input.js';
import { parseJson, toList, toObject } from './json-value.js';

/** What an OCI image layout consists of (OCI image specification, `image-layout.md`), and Docker's files beside it. */
const LAYOUT_NAMES = ['blobs', 'index.json', 'manifest.json', 'oci-layout', 'repositories'];

/**
 * The files of an OCI layout folder, or of an unpacked docker-archive. Links to files are followed, as some build tools
 * keep the blobs elsewhere; links to folders are not, as these could lead in circles.
 *
 * @throws UserError where the folder is neither: it is not read then, it may be anything.
 */
export async function openFolder(
  folder: string,
  onPiece: (piece: Uint8Array) => void,
): Promise<AsyncIterable<ArchiveEntry>> {
  const topNames = await readdir(folder);
  const isLayout = topNames.includes('index.json') && topNames.includes('blobs');
  if (!isLayout && !(await isUnpackedArchive(folder, topNames))) {
    throw new UserError(
      `${folder} is a folder, but no OCI layout: it has no index.json with a folder "blobs" beside it`,
      'give an OCI layout, or scan the folder as a build context',
    );
  }
  return readEntries(
    folder,
    isLayout ? topNames.filter((name) => LAYOUT_NAMES.includes(name)) : topNames,
    onPiece,
  );
}

/** Many a project has a `manifest.json`; only Docker's is a list of images with layers. */
async function isUnpackedArchive(folder: string, topNames: readonly string[]): Promise<boolean> {
  if (!topNames.includes('manifest.json')) return false;
  const value = parseJson(await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => ''));
  return toList(value).some((item) => 'Layers' in toObject(item));
}

async function* readEntries(
  folder: string,
  names: readonly string[],
  onPiece: (piece: Uint8Array) => void,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  for (const topName of names.toSorted()) {
    for await (const name of listFiles(folder, topName)) {
      yield { name, type: 'file', linkPath: '', contents: () => readContents(join(folder, name), onPiece) };
    }
  }
}

function readContents(path: string, onPiece: (piece: Uint8Array) => void): AsyncIterable<Uint8Array> {
  return readStream(createReadStream(path, { highWaterMark: READ_BYTES }), onPiece);
}

async function* listFiles(folder: string, name: string): AsyncGenerator<string, void, undefined> {
  const path = join(folder, name);
  const info = await lstat(path).catch(rethrowDamaged);
  if (info.isDirectory()) {
    const children = await readdir(path).catch(rethrowDamaged);
    for (const child of children.toSorted()) yield* listFiles(folder, `${name}/${child}`);
  } else if (info.isFile() || (info.isSymbolicLink() && (await isFile(path)))) {
    yield name;
  }
}

async function isFile(path: string): Promise<boolean> {
  // What a broken link stands for is missing, and is told as that.
  return await stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}

function rethrowDamaged(error: unknown): never {
  throw new DamagedInput(messageOf(error));
}
