// @ts-check
/**
 * Counts which groups of four bytes are the most frequent in source code and prose, folded as the keyword finder folds
 * them, and writes them to src/detector/frequent-groups.ts: `node scripts/frequent-groups.mjs FILE…`, then Prettier.
 * The table there was made from the Python, C, Perl, JavaScript, Go and JSON files, the documents and the programs of a
 * Debian system.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../src/detector/frequent-groups.ts', import.meta.url));
/** What is rarer makes too few false candidates to be worth a place in the table. */
const GROUPS = 8000;

/** @type {Map<number, number>} */
const counts = new Map();
for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  for (let at = 0; at + 4 <= bytes.length; at += 6) {
    const group = bytes.readInt32LE(at) | 0x20202020;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
}
const groups = [...counts]
  .sort((a, b) => b[1] - a[1])
  .map(([group]) =>
    String.fromCharCode(group & 0xff, (group >>> 8) & 0xff, (group >>> 16) & 0xff, (group >>> 24) & 0xff),
  )
  // Keywords are of ASCII, which folding leaves above the blank: other groups need no warning.
  .filter((text) => /^[\x20-\x7f]{4}$/.test(text))
  .slice(0, GROUPS);
const lines = groups.join('').match(/.{1,96}/gs) ?? [];
writeFileSync(
  TARGET,
  [
    '/** Groups of four bytes, folded, the most frequent first: made by `scripts/frequent-groups.mjs`. */',
    'export const FREQUENT_GROUPS =',
    ...lines.map(
      (line, index) =>
        `  '${line.replaceAll("'", "\\'").replaceAll('\x7f', '\\x7f')}'${index === lines.length - 1 ? ';' : ' +'}`,
    ),
    '',
  ].join('\n'),
);
