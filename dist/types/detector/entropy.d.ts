/** Shannon entropy in bits per character; 0 for the empty text. */
export declare function entropy(text: string): number;
