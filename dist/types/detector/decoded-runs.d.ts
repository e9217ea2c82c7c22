import type { Decoded, Form } from './decode.js';
/** What has been decoded of a text so far: several hits in one run decode it once. */
export declare class DecodedRuns {
    #private;
    /** Whether what is encoded at a place was decoded. @param back how many characters before it its group begins */
    hold(form: Form, place: number, back: number): boolean;
    /** From where on a run around a place needs decoding; `from` where none of that form came close. */
    lowest(form: Form, place: number, from: number): number;
    add(form: Form, run: Decoded): void;
}
