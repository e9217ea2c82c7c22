/** A part of a text without the line breaks that wrap it: `text[from, to)`. */
export interface Stretch {
    readonly from: number;
    readonly to: number;
}
/** What is encoded in a text, perhaps in several lines, as a row of characters. */
export declare class Stretches {
    #private;
    readonly length: number;
    /** @param parts in order, none of them empty */
    constructor(parts: readonly Stretch[]);
    /** Where the first character stands. */
    get start(): number;
    /** Behind the last character. */
    get end(): number;
    join(text: string): string;
    /** Where in the text the character of that number stands; the last one for a higher number. */
    placeOf(number: number): number;
    /** Which character stands at that place of the text; -1 for one that is none of them. */
    numberAt(place: number): number;
}
/** In order; the last one ends at `end`. @param alphabet 1 for each byte that belongs to it */
export declare function stretchesBefore(text: string, end: number, lowest: number, alphabet: Uint8Array): Stretch[];
/** In order; the first one begins at `start`. */
export declare function stretchesAfter(text: string, start: number, highest: number, alphabet: Uint8Array): Stretch[];
/** Without the first characters. */
export declare function dropFirst(stretches: readonly Stretch[], count: number): Stretch[];
/** How many characters they have. */
export declare function lengthOf(stretches: readonly Stretch[]): number;
