import type { Check } from '../../model/check.js';
type JsonObject = Readonly<Record<string, unknown>>;
/** The JSON object that a text is, null where it is none. */
export declare function parseJsonObject(text: string): JsonObject | null;
/** The JSON object that base64 or base64url decodes to, null where it is none. */
export declare function decodeJsonObject(text: string): JsonObject | null;
/** `base64-json`: `glc_eyJ…`, `sntrys_eyJ…_…`, `ops_eyJ…`, `sk.eyJ….…`: from `eyJ` (`{"`) on, up to a separator. */
export declare const base64Json: Check;
export {};
