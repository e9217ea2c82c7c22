/** A name with the value that it is given, in whatever syntax. Positions are byte offsets in the text. */
export interface Assignment {
    /** As it stands there: `ddApiKey`, `DD-API-KEY`. */
    readonly name: string;
    /** The same in snake case: `dd_api_key`. */
    readonly snake: string;
    readonly nameStart: number;
    readonly value: string;
    readonly valueStart: number;
    readonly valueEnd: number;
    /** The value stands in quotes (so it is a literal, not an expression). */
    readonly quoted: boolean;
}
/** `A-Z a-z 0-9 _ - .` and what else a name is made of. */
export declare function isNameByte(code: number): boolean;
/**
 * The assignment whose name stands around `position`; null when what stands there is given no value.
 * @param text bytes as Latin-1
 * @param from start of the file in `text`
 * @param to end of the file in `text`
 */
export declare function assignmentAround(text: string, position: number, from: number, to: number): Assignment | null;
/** `ddApiKey`, `DD-API-KEY` and `dd.api.key` are all `dd_api_key`. */
export declare function snakeCase(name: string): string;
