import { decodeName, normalizePath } from '../source/entry-path.js';
import type { FileTap } from '../source/layer-entry.js';

/** What a package manager recorded of one file. */
export interface FileRecord {
  /** Normalised, as in the layers. */
  readonly path: string;
  /** `md5:`, `sha1:` or `sha256:` and lower-case hex; null where only the name is on record. */
  readonly digest: string | null;
}

/** Takes what a record file says. The package is its name, with its version where the record tells it. */
export interface RecordSink {
  beginPackage(name: string): void;
  add(record: FileRecord): void;
}

/** Reads one line of a record file. */
export type ReadLine = (line: string, sink: RecordSink) => void;

/** The longest line in Debian's and Alpine's own records has some 500 bytes; paths may have 4,096. */
const MAX_LINE_BYTES = 16_384;
const LINE_FEED = 0x0a;

/** Gives a record file's lines to `readLine` as they pass. */
export class LineTap implements FileTap {
  readonly #readLine: ReadLine;
  readonly #sink: RecordSink;
  #begun: Buffer[] = [];
  #begunBytes = 0;

  constructor(readLine: ReadLine, sink: RecordSink) {
    this.#readLine = readLine;
    this.#sink = sink;
  }

  write(piece: Uint8Array): void {
    let from = 0;
    for (let feed = piece.indexOf(LINE_FEED); feed >= 0; feed = piece.indexOf(LINE_FEED, from)) {
      this.#take(piece.subarray(from, feed));
      from = feed + 1;
    }
    if (from === piece.length) return;
    // A line that is too long to be one is not kept, only counted, so that its end is not taken for a line.
    this.#begunBytes += piece.length - from;
    if (this.#begunBytes <= MAX_LINE_BYTES) this.#begun.push(Buffer.from(piece.subarray(from)));
  }

  end(): void {
    if (this.#begunBytes > 0) this.#take(new Uint8Array(0));
  }

  #take(rest: Uint8Array): void {
    const isTooLong = this.#begunBytes + rest.length > MAX_LINE_BYTES;
    const bytes = this.#begun.length === 0 ? rest : Buffer.concat([...this.#begun, rest]);
    this.#begun = [];
    this.#begunBytes = 0;
    if (!isTooLong) this.#readLine(decodeName(bytes).replace(/\r$/, ''), this.#sink);
  }
}

/** `<md5>  <path>`: dpkg's `*.md5sums` (deb-md5sums(5)). */
export const readMd5sums: ReadLine = (line, sink) => {
  const found = /^([0-9a-f]{32}) [ *](.+)$/.exec(line);
  if (found !== null) sink.add({ path: normalizePath(found[2] ?? ''), digest: `md5:${found[1] ?? ''}` });
};

/** `/<path>`: dpkg's `*.list`. Only names; they count for files in `/usr/share`, which nobody else should write to. */
export const readDpkgList: ReadLine = (line, sink) => {
  if (line.startsWith('/usr/share/')) sink.add({ path: normalizePath(line), digest: null });
};

/** Paragraphs of dpkg's `status`: configuration files are listed there, not in `*.md5sums` (`Conffiles`). */
export const readDpkgStatus: ReadLine = (line, sink) => {
  const name = /^Package: (\S+)$/.exec(line)?.[1];
  if (name !== undefined) sink.beginPackage(name);
  const file = /^ (\/.+) ([0-9a-f]{32})(?: obsolete| remove-on-upgrade)*$/.exec(line);
  if (file !== null) sink.add({ path: normalizePath(file[1] ?? ''), digest: `md5:${file[2] ?? ''}` });
};

/** Alpine's `lib/apk/db/installed`: a letter, a colon, a value; an empty line between packages (apk-tools, "Installed database V2"). */
export function readApkInstalled(): ReadLine {
  let folder = '';
  let file: string | null = null;
  let name = '';
  return (line, sink) => {
    const value = line.slice(2);
    switch (line.slice(0, 2)) {
      case '':
        [folder, file, name] = ['', null, ''];
        break;
      case 'P:':
        name = value;
        sink.beginPackage(name);
        break;
      case 'V:':
        sink.beginPackage(`${name} ${value}`.trim());
        break;
      case 'F:':
        folder = value;
        file = null;
        break;
      case 'R:':
        file = normalizePath(`${folder}/${value}`);
        break;
      case 'Z:': {
        const digest = apkDigest(value);
        if (file !== null && digest !== null) sink.add({ path: file, digest });
        file = null;
        break;
      }
    }
  };
}

/** `Q1` is SHA-1, `Q2` SHA-256, both in base64. */
function apkDigest(value: string): string | null {
  const hex = Buffer.from(value.slice(2), 'base64').toString('hex');
  if (value.startsWith('Q1') && hex.length === 40) return `sha1:${hex}`;
  return value.startsWith('Q2') && hex.length === 64 ? `sha256:${hex}` : null;
}

/**
 * Python's `*.dist-info/RECORD`: `path,sha256=<base64url>,size` in CSV, paths from the folder that holds `*.dist-info`
 * (PyPA, "Recording installed projects").
 */
export function readPythonRecord(siteFolder: string): ReadLine {
  return (line, sink) => {
    const found = /^(?:"((?:[^"]|"")+)"|([^",]+)),(?:(sha256|md5|sha1)=([A-Za-z0-9_-]+))?=*,\d*$/.exec(line);
    if (found === null) return;
    const name = found[1]?.replaceAll('""', '"') ?? found[2] ?? '';
    const path = normalizePath(name.startsWith('/') ? name : `${siteFolder}/${name}`);
    const hash = found[4];
    const digest =
      hash === undefined ? null : `${found[3] ?? ''}:${Buffer.from(hash, 'base64url').toString('hex')}`;
    sink.add({ path, digest });
  };
}
