import type { FileTap } from '../../source/layer-entry.js';
import { berkeleyHeaders, isBerkeleyHash } from './berkeley-hash.js';
import { DamagedDatabase, DatabaseBytes } from './database-bytes.js';
import { isNdb, ndbHeaders } from './ndb.js';
import { isSqlite, sqliteHeaders } from './sqlite.js';

/**
 * Where RPM keeps its database: the usual folder, the one of SUSE and of Fedora since 36, and those of images that are
 * made with rpm-ostree. The file's name tells the kind: Berkeley DB's hash, RPM's own, SQLite's.
 */
const DATABASE =
  /^((?:var\/lib\/rpm|usr\/lib\/sysimage\/rpm(?:-ostree-base-db)?|usr\/share\/rpm)\/(?:Packages|Packages\.db|rpmdb\.sqlite))(-wal)?$/;

/**
 * A database is read as a whole, for its pages come in any order. That of a desktop with everything has about this many
 * bytes, that of an image one tenth.
 */
const MAX_DATABASE_BYTES = 320 * 2 ** 20;

interface Gathered {
  readonly layer: number;
  readonly path: string;
  database: DatabaseBytes | null;
  log: DatabaseBytes | null;
  isTooLarge: boolean;
}

/** Takes what is read of databases. */
export interface DatabaseSink {
  /** The header of an installed package; its memory is used again afterwards. @throws DamagedDatabase */
  addHeader(layer: number, header: Buffer): void;
  /** `reason` goes on after the path of the database. */
  addProblem(path: string, reason: string): void;
}

/**
 * Gathers RPM's databases as the layers pass, and reads each of them when the next file begins: only then it is known
 * whether a write-ahead log stands beside it. One database is in memory at a time.
 */
export class RpmDatabases {
  readonly #sink: DatabaseSink;
  readonly #maxBytes: number;
  #gathered: Gathered | null = null;

  /** @param maxBytes of a database with its log; one that is larger is a problem, and is not kept */
  constructor(sink: DatabaseSink, maxBytes = MAX_DATABASE_BYTES) {
    this.#sink = sink;
    this.#maxBytes = maxBytes;
  }

  /** Asked for every file of every layer. */
  open(layer: number, path: string): FileTap | null {
    const [, databasePath, log] = DATABASE.exec(path) ?? [];
    if (databasePath === undefined) return null;
    if (this.#gathered?.layer !== layer || this.#gathered.path !== databasePath) this.finish();
    const gathered = (this.#gathered ??= {
      layer,
      path: databasePath,
      database: null,
      log: null,
      isTooLarge: false,
    });
    const part = log === undefined ? 'database' : 'log';
    const bytes = new DatabaseBytes();
    return {
      write: (piece) => {
        const others = (gathered.database?.sizeBytes ?? 0) + (gathered.log?.sizeBytes ?? 0);
        if (others + bytes.sizeBytes + piece.length > this.#maxBytes) gathered.isTooLarge = true;
        if (!gathered.isTooLarge) bytes.append(piece);
      },
      end: () => {
        gathered[part] = bytes;
      },
    };
  }

  /** A file of this path has begun: the database is whole unless the file is part of it, or stands beside it. */
  pass(layer: number, path: string): void {
    const gathered = this.#gathered;
    if (gathered === null) return;
    const isBeside = path === gathered.path || path.startsWith(`${gathered.path}-`);
    if (gathered.layer !== layer || !isBeside) this.finish();
  }

  /** Reads what was gathered: no more of it comes. */
  finish(): void {
    const gathered = this.#gathered;
    this.#gathered = null;
    // A file that is cut short is told of by whoever read the layer.
    if (gathered === null || gathered.database === null) return;
    const { layer, path, database, log } = gathered;
    if (gathered.isTooLarge) {
      this.#sink.addProblem(path, `is larger than ${Math.floor(this.#maxBytes / 2 ** 20)} MiB`);
      return;
    }
    try {
      for (const header of headersOf(database, log)) this.#sink.addHeader(layer, header);
    } catch (error) {
      if (!(error instanceof DamagedDatabase)) throw error;
      this.#sink.addProblem(path, `could not be read: ${error.message}`);
    }
  }
}

/**
 * The headers of all installed packages.
 * @throws DamagedDatabase, perhaps after some of them
 */
export function* headersOf(database: DatabaseBytes, log: DatabaseBytes | null): Generator<Buffer> {
  // An installer makes the file first, and fills it later.
  if (database.sizeBytes === 0 && (log === null || log.sizeBytes === 0)) return;
  if (isSqlite(database)) yield* sqliteHeaders(database, log);
  else if (isNdb(database)) yield* ndbHeaders(database);
  else if (isBerkeleyHash(database)) yield* berkeleyHeaders(database);
  else throw new DamagedDatabase('it is no database of a kind that RPM has');
}
