/** Where a value stands. */
export interface ValueRange {
    readonly start: number;
    readonly end: number;
    /** In quotes, so it is a literal. */
    readonly quoted: boolean;
}
/**
 * The value that begins at `valueAt`, behind blanks and what leads up to it (`os.getenv("X", `, `x || `); null when
 * there is none.
 * @param isField a field of `name,value,…`, which ends at the next comma
 */
export declare function readValue(text: string, valueAt: number, to: number, isField: boolean): ValueRange | null;
