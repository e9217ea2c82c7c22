/** The part of sql.js (SQLite, compiled to WebAssembly) that the tests use; the package has no types of its own. */
declare module 'sql.js' {
  export interface Database {
    run(sql: string, values?: readonly (string | number | Uint8Array)[]): void;
    exec(sql: string): { readonly values: readonly (readonly (string | number | Uint8Array | null)[])[] }[];
    /** The bytes of the database file. */
    export(): Uint8Array;
    close(): void;
  }
  export default function initSqlJs(): Promise<{ readonly Database: new () => Database }>;
}
