/**
 * Compiles a rule's pattern. `(?i)` at its start ignores case, as in other rule formats; JavaScript has only flags for that.
 * @param flags beside the `i`: `m`, `y`, `g`, `d`
 * @throws SyntaxError when it does not compile
 */
export function compilePattern(source: string, flags: string): RegExp {
  return source.startsWith('(?i)') ? new RegExp(source.slice(4), `${flags}i`) : new RegExp(source, flags);
}
