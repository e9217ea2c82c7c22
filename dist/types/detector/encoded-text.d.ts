/** Encoded forms of text that no keyword has to tell. */
export type EncodedTextForm = 'base64' | 'hex';
/** Takes the form and the position of a group: of four characters of base64, of two of hex. */
export type OnEncodedText = (form: EncodedTextForm, position: number) => void;
/**
 * Tells where text stands in base64 or hex in `bytes[start, end)`, in order: once in each run, and once more every 64 KiB
 * of a longer one. What other bytes look like in base64 is passed over. Most bytes are not looked at: what ends a run
 * rules out all windows over it.
 */
export declare function findEncodedText(bytes: Uint8Array, start: number, end: number, onText: OnEncodedText): void;
