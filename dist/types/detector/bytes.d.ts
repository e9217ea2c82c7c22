export declare const TAB = 9;
export declare const LINE_FEED = 10;
export declare const CARRIAGE_RETURN = 13;
export declare const SPACE = 32;
export declare const DOUBLE_QUOTE = 34;
export declare const PERCENT = 37;
export declare const AMPERSAND = 38;
export declare const SINGLE_QUOTE = 39;
export declare const COMMA = 44;
export declare const COLON = 58;
export declare const EQUALS = 61;
export declare const BACKSLASH = 92;
export declare const BACKTICK = 96;
/** One of the quotes that strings stand in. */
export declare function isQuote(code: number): boolean;
/** A blank or a tab: no line break. */
export declare function isBlank(code: number): boolean;
