import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { UserError } from '../model/errors.js';
import { readTarEntries } from './archive-entries.js';
import { ByteReader } from './byte-reader.js';
import { codeOf, DamagedInput, messageOf } from './damaged-input.js';
import { decompress } from './decompress.js';
import { DEFAULT_LIMITS } from './limits.js';
import {
  type GivenProvenance,
  type ProvenanceDocument,
  readProvenanceDocuments,
} from './provenance-documents.js';
import { SNIFF_BYTES, sniffContent } from './sniff.js';

/**
 * Reads the provenance that a user has as a file:
 *
 * - the metadata file of a build (`docker buildx build --metadata-file`, `bake --metadata-file`, the output `metadata` of
 *   docker/build-push-action), which also names the image;
 * - a provenance alone, as `docker buildx history inspect attachment --type provenance` and `docker buildx imagetools
 *   inspect --format '{{json .Provenance}}'` print it: SLSA v0.2 or v1, in an in-toto statement or a DSSE envelope or
 *   not, for one platform or for several;
 * - the archive that `docker buildx history export` writes.
 *
 * @returns all of them that are in the file: one or more
 * @throws UserError where there is none, and where the file cannot be read.
 */
export async function readProvenanceFile(file: string): Promise<readonly GivenProvenance[]> {
  const bytes = await readAll(file);
  const content = sniffContent(bytes.subarray(0, SNIFF_BYTES));
  const documents =
    content === 'gzip' || content === 'tar'
      ? await readBundle(file, bytes, content)
      : [{ name: file, text: bytes.toString('utf8') }];
  const found = readProvenanceDocuments(documents);
  if (found.length > 0) return found;
  throw new UserError(
    `${file} holds no provenance`,
    'give the metadata file of docker buildx build --metadata-file, or what docker buildx history inspect attachment --type provenance prints',
  );
}

async function readAll(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > DEFAULT_LIMITS.allDocumentsBytes) {
      throw new UserError(
        `${file} is larger than any provenance: ${size} bytes`,
        'give the file that docker buildx build --metadata-file writes',
      );
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (codeOf(error) === 'ENOENT') throw new UserError(`there is no file ${file}`, 'check the provenance');
    throw new UserError(`${file} can not be read: ${messageOf(error)}`);
  }
}

/** The JSON files of an archive, as far as they have room in memory together. */
async function readBundle(
  file: string,
  bytes: Buffer,
  content: 'gzip' | 'tar',
): Promise<readonly ProvenanceDocument[]> {
  const limits = DEFAULT_LIMITS;
  const raw = new ByteReader(Readable.from([bytes]));
  const reader = content === 'gzip' ? new ByteReader(decompress(raw, content, limits)) : raw;
  const documents: ProvenanceDocument[] = [];
  let roomBytes = limits.allDocumentsBytes;
  try {
    for await (const found of readTarEntries(reader, limits)) {
      const { name, type } = found;
      const entry = new ByteReader(found.contents());
      if (type !== 'file' || sniffContent(await entry.peek(SNIFF_BYTES)) !== 'json') continue;
      const text = Buffer.from(await entry.peek(roomBytes + 1));
      roomBytes -= text.length;
      if (roomBytes < 0)
        throw new DamagedInput(`it holds more than ${limits.allDocumentsBytes} bytes of JSON`);
      documents.push({ name, text: text.toString('utf8') });
    }
  } catch (error) {
    if (!(error instanceof DamagedInput)) throw error;
    throw new UserError(
      `${file} can not be read to its end: ${error.message}`,
      'write it again with docker buildx history export',
    );
  }
  return documents;
}
