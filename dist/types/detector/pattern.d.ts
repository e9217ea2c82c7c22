/**
 * Compiles a rule's pattern. `(?i)` at its start ignores case, as in other rule formats; JavaScript has only flags for that.
 * @param flags beside the `i`: `m`, `y`, `g`, `d`
 * @throws SyntaxError when it does not compile
 */
export declare function compilePattern(source: string, flags: string): RegExp;
