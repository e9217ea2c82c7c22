/** A part of a text. */
export interface Span {
    readonly start: number;
    readonly end: number;
}
/** Where in a text secrets stand. */
export type FindSecrets = (text: string) => readonly Span[];
/**
 * The parts of a text that hold a secret in an encoded form: whoever has a report could decode it as well.
 * @param find where secrets stand plainly
 */
export declare function hiddenSecrets(text: string, find: FindSecrets, depth?: number): readonly Span[];
