import type { FileSlice } from '../model/block.js';
import type { BlockResult, FileCertificate, FileDigests, Match } from '../model/match.js';

/** A match with the path of its file, its line and column counted from the file's beginning. */
export interface FileMatch extends Match {
  readonly path: string;
}

/** A part of a file that spans several blocks. */
interface FilePart {
  /** Offset in the file where the part's own bytes begin. */
  readonly from: number;
  readonly newlines: number;
  readonly tailBytes: number;
  readonly ownBytes: number;
}

/** Certificates are kept until it is known whether there is a key to them; of more than this, no more are kept. */
const MAX_CERTIFICATE_CHARACTERS = 2 ** 25;

/** Gathers the results of blocks, which come in any order, by file. */
export class MatchCollector {
  readonly #matches = new Map<number, FileMatch[]>();
  readonly #parts = new Map<number, FilePart[]>();
  readonly #digests = new Map<number, FileDigests>();
  readonly #certificates: FileCertificate[] = [];
  #certificateCharacters = 0;

  add(result: BlockResult, slices: readonly FileSlice[]): void {
    for (const digests of result.digests) this.#digests.set(digests.file, digests);
    for (const certificate of result.certificates) {
      this.#certificateCharacters += certificate.base64.length;
      if (this.#certificateCharacters <= MAX_CERTIFICATE_CHARACTERS) this.#certificates.push(certificate);
    }
    if (result.matches.length === 0 && result.lines.length === 0) return;
    const byFile = new Map(slices.map((slice) => [slice.file, slice]));
    for (const match of result.matches) {
      const path = byFile.get(match.file)?.path ?? '';
      const matches = this.#matches.get(match.file);
      if (matches === undefined) this.#matches.set(match.file, [{ ...match, path }]);
      else matches.push({ ...match, path });
    }
    for (const { file, newlines, tailBytes } of result.lines) {
      const slice = byFile.get(file);
      if (slice === undefined) continue;
      const part = {
        from: slice.offset + slice.from - slice.start,
        newlines,
        tailBytes,
        ownBytes: slice.to - slice.from,
      };
      const parts = this.#parts.get(file);
      if (parts === undefined) this.#parts.set(file, [part]);
      else parts.push(part);
    }
  }

  /** Of a file with matches; null for one that does not stand whole in a block. */
  digests(file: number): FileDigests | null {
    return this.#digests.get(file) ?? null;
  }

  /** Certificates in files `[first, end)`, in order of file. */
  certificates(first: number, end: number): FileCertificate[] {
    return this.#certificates
      .filter(({ file }) => file >= first && file < end)
      .sort((a, b) => a.file - b.file);
  }

  /** Files `[first, end)` with matches or certificates. Call when all blocks are scanned. */
  filesOfInterest(first: number, end: number): Set<number> {
    const files = [...this.#matches.keys(), ...this.#certificates.map(({ file }) => file)];
    return new Set(files.filter((file) => file >= first && file < end));
  }

  /** Matches in files `[first, end)`, in order of file and place. Call when all blocks are scanned. */
  matches(first: number, end: number): FileMatch[] {
    const files = [...this.#matches.keys()]
      .filter((file) => file >= first && file < end)
      .sort((a, b) => a - b);
    return files.flatMap((file) => {
      const parts = this.#parts.get(file)?.sort((a, b) => a.from - b.from);
      const matches = this.#matches.get(file) ?? [];
      return matches
        .map((match) => (parts === undefined ? match : inFile(match, parts)))
        .sort((a, b) => a.start - b.start);
    });
  }
}

/** Adds the lines and the begun line of the parts before the one that the match is in. */
function inFile(match: FileMatch, parts: readonly FilePart[]): FileMatch {
  let lines = 0;
  let begunBytes = 0;
  for (
    let index = 0;
    index + 1 < parts.length && (parts[index + 1]?.from ?? Infinity) <= match.start;
    index++
  ) {
    const part = parts[index];
    if (part === undefined) break;
    lines += part.newlines;
    begunBytes = part.newlines === 0 ? begunBytes + part.ownBytes : part.tailBytes;
  }
  return {
    ...match,
    line: match.line + lines,
    column: match.line === 1 ? match.column + begunBytes : match.column,
  };
}
