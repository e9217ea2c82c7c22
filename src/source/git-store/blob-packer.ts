import { ByteReader } from '../byte-reader.js';
import type { ContainerBudget } from '../container-budget.js';
import type { ContainerNotes } from '../container-notes.js';
import { packContainer } from '../container-reader.js';
import { sniffContainer } from '../container-sniff.js';
import type { FilePacker } from '../file-packer.js';

/** Where the contents of objects go, and what may be opened of them. */
export interface GitTarget {
  readonly packer: FilePacker;
  readonly budget: ContainerBudget;
  /** What could not be opened, and limits that were reached, are added to these. */
  readonly notes: ContainerNotes;
}

/** The reason of a limit: such archives are scanned as they stand. */
export const LARGE_ARCHIVE = 'is an archive too large to be opened in a history';

/**
 * Packs a blob as a file, and opens it where it is an archive. `onFile` is told of the file and of each that is in it.
 *
 * @returns what is to be waited for, if anything
 */
export function packBlob(
  { packer, budget, notes }: GitTarget,
  path: string,
  contents: Buffer,
  onFile: (file: number) => void,
): Promise<void> | undefined {
  onFile(packer.begin(path, contents.length));
  if (sniffContainer(contents) !== null) {
    const watched: FilePacker = {
      begin: (member, expectedBytes) => {
        const file = packer.begin(member, expectedBytes);
        onFile(file);
        return file;
      },
      write: (chunk) => packer.write(chunk),
      end: () => {
        packer.end();
      },
    };
    return packContainer(watched, path, ByteReader.of(contents), budget, notes);
  }
  const waiting = packer.write(contents);
  if (waiting !== undefined) {
    return waiting.finally(() => {
      packer.end();
    });
  }
  packer.end();
  return undefined;
}
