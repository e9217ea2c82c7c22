/** A text with its escapes undone, and where each of its characters came from. */
export interface Unescaped {
    readonly text: string;
    readonly encoding: 'percent' | 'escape' | 'quoted-printable';
    locate(offset: number): number;
}
/** Undoes backslash, percent and XML escapes in `text`; null when there are none. */
export declare function unescapeText(text: string): Unescaped | null;
/** Undoes quoted-printable, as mail has it: `=3D`, and `=` at the end of a line that goes on; null when there is none. */
export declare function unquotePrintable(text: string): Unescaped | null;
