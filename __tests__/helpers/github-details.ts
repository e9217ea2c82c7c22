type Json = Readonly<Record<string, unknown>>;

const MAX_ANNOTATION_BYTES = 64 * 1024;
const MAX_TITLE_CHARS = 255;

/** The annotations of a request for a check run. */
export function annotationsOf(sent: Json): Json[] {
  return [...((((sent['output'] ?? {}) as Json)['annotations'] ?? []) as readonly Json[])];
}

/** Limits that the description has in words only. */
export function objectionToAnnotations(sent: Json): string | null {
  for (const annotation of annotationsOf(sent)) {
    const { path, title, message, start_line: start, end_line: end } = annotation;
    const isOneLine = start === end;
    if (String(path).startsWith('/') || String(path) === '') return 'path must be relative';
    if (Number(start) < 1 || Number(end) < Number(start)) return 'end_line must not be before start_line';
    if (!isOneLine && annotation['start_column'] !== undefined)
      return 'columns are for annotations of one line';
    if ((typeof title === 'string' ? title : '').length > MAX_TITLE_CHARS) return 'title is too long';
    if (Buffer.byteLength(String(message)) > MAX_ANNOTATION_BYTES) return 'message is too long';
  }
  return null;
}

/** Lines of the new file that a patch shows: those that a review comment can be on. */
export function linesOfDiff(patch: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 0;
  for (const text of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text)?.[1];
    if (start !== undefined) line = Number(start);
    else if (!text.startsWith('-') && !text.startsWith('\\')) lines.add(line++);
  }
  return lines;
}
