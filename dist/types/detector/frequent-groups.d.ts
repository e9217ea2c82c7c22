/** Groups of four bytes, folded, the most frequent first: made by `scripts/frequent-groups.mjs`. */
export declare const FREQUENT_GROUPS: string;
