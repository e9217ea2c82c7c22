import { UserError } from '../model/errors.js';
import { type BaselineEntry, entryKey } from './baseline-entry.js';

/** Of this format. A file that says another one was written by a later version. */
const FORMAT = 1;

const HEADER = `# drydock-baseline ${String(FORMAT)}
# Findings that are known: they are reported, and do not block. Written by drydock baseline write, update and prune.
# A line each: fingerprint, rule, where, path. Any order will do, and a line may stand here twice.
# The numbered lines keep apart what two branches add, so that Git can merge it. For what is left, .gitattributes:
#   .drydock-baseline merge=union
`;

const ENTRY =
  /^(?<fingerprint>[0-9a-f]{32})[ \t]+(?<rule>[a-z0-9][a-z0-9-]*)[ \t]+(?<where>(?:image|provenance|context):\S+)[ \t]+(?<path>\S+)$/;
const VERSION = /^# drydock-baseline (\d+)/;
/** The lines that Git sets around the two sides of a conflict. */
const CONFLICT = /^(?:<{7}|\|{7}|>{7})(?: |$)|^={7}$/;

/** Bits of a fingerprint that a mark is for. More marks, fewer conflicts, and a longer file: this one has 7 kB of them. */
const MARK_BITS = 10;

/**
 * The file's text: a mark for each value of a fingerprint's first bits, and after it the findings that begin with it, in
 * order. Git can merge two additions when an unchanged line stands between them, and here one nearly always does.
 */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = Array.from({ length: 2 ** MARK_BITS }, (): string[] => []);
  for (const entry of distinct(entries)) {
    const line = [entry.fingerprint, entry.rule, encodeField(entry.where), encodeField(entry.path)].join(' ');
    lines[parseInt(entry.fingerprint.slice(0, 3), 16) >> (12 - MARK_BITS)]?.push(line);
  }
  const blocks = lines.flatMap((block, index) => {
    const mark = (index << (12 - MARK_BITS)).toString(16).padStart(3, '0');
    // By code unit: the order must not depend on the machine's language.
    return [`# ${mark}`, ...block.sort()];
  });
  return `${HEADER}${blocks.join('\n')}\n`;
}

/**
 * Reads what `formatBaseline` wrote and people or Git merged.
 * @param file named in errors
 * @throws UserError naming file and line; it never quotes the line, which may be of any file
 */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  const entries: BaselineEntry[] = [];
  const lines = text.replace(/^\ufeff/, '').split('\n');
  lines.forEach((raw, index) => {
    const line = raw.trim();
    const at = `${file}:${String(index + 1)}`;
    if (line === '' || line.startsWith('#')) {
      const format = VERSION.exec(line)?.[1];
      if (format !== undefined && Number(format) !== FORMAT)
        throw new UserError(`${at}: a baseline of format ${format}`, 'it needs a later version of Drydock');
      return;
    }
    if (CONFLICT.test(line))
      throw new UserError(`${at}: a merge conflict`, 'keep the lines of both sides, in any order');
    const { fingerprint, rule, where, path } = ENTRY.exec(line)?.groups ?? {};
    if (fingerprint === undefined || rule === undefined || where === undefined || path === undefined) {
      throw new UserError(
        `${at}: not a line of a baseline`,
        'it must be fingerprint, rule, where and path; drydock baseline write makes a file of such lines',
      );
    }
    entries.push({ fingerprint, rule, where: decodeField(where), path: decodeField(path) });
  });
  return distinct(entries);
}

function distinct(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const byKey = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = entryKey(entry);
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  return [...byKey.values()];
}

/** White space and whatever cannot be seen as `%XX` of its UTF-8 bytes (RFC 3986, section 2.1), so that fields stay apart. */
function encodeField(text: string): string {
  if (text === '') return '-';
  return text.replace(/[%\s\p{C}\p{Z}]/gu, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
}

function decodeField(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
