/**
 * The lines of the new file that a patch shows, by their 1-based numbers: those that were added and the unchanged ones
 * around them. GitHub takes review comments on these alone.
 * @param patch hunks of a unified diff as `GET /pulls/{n}/files` gives them, without the files' names
 */
export function readDiffLines(patch: string): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  let number = 0;
  let left = 0;
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    // Within a hunk every line has a mark before it, so `@@` can only be the next one's head.
    if (hunk !== null) {
      number = Number(hunk[1]);
      left = Number(hunk[2] ?? 1);
    } else if (left > 0 && (line.startsWith('+') || line.startsWith(' '))) {
      lines.set(number, line.slice(1).replace(/\r$/, ''));
      number += 1;
      left -= 1;
    }
  }
  return lines;
}
