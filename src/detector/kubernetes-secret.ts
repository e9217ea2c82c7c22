import type { Region } from './candidate.js';
import type { Decoded } from './decode.js';

/** Needles that call `kubernetesSecrets`. */
export const MANIFEST_KEYWORDS = [
  'kind: Secret',
  'kind: "Secret"',
  "kind: 'Secret'",
  '"kind": "Secret"',
  '"kind":"Secret"',
];

const KIND = /["']?kind["']?[ \t]*:[ \t]*["']?Secret\b/g;
/** `data` holds base64; `stringData` plain text, which needs nothing from here. */
const DATA = /(?:^|[{,\s])["']?data["']?[ \t]*:[ \t]*(?:(?:#[^\n]*)?\r?\n|\{)/g;
const ENTRY =
  /(?:^|[{,\s])["']?([\w.-]{1,253})["']?[ \t]*:[ \t]*["']?([A-Za-z0-9+/]{8,}={0,2})["']?[ \t]*(?=$|[\r\n,}#])/gm;
/** Kubernetes refuses a Secret above 1 MiB. */
const MAX_MANIFEST_BYTES = 1024 * 1024;

/**
 * The values of Kubernetes Secret manifests in a region, decoded: each as `name=value`, so that rules for assignments
 * see the name that the value has.
 */
export function kubernetesSecrets(region: Region): Decoded[] {
  const text = region.text.slice(region.start, Math.min(region.end, region.start + MAX_MANIFEST_BYTES));
  const found = new Map<number, Decoded>();
  let last = -1;
  for (const kind of text.matchAll(KIND)) {
    // The manifest around the line: documents are parted by `---`, items of a list by their own `kind`.
    const begin = text.lastIndexOf('\n---', kind.index) + 1;
    if (begin === last) continue;
    last = begin;
    const next = text.indexOf('\n---', kind.index);
    const manifest = text.slice(begin, next < 0 ? text.length : next);
    const blocks = [...manifest.matchAll(DATA)];
    for (const [index, data] of blocks.entries()) {
      const start = data.index + data[0].length;
      const limit = blocks[index + 1]?.index ?? manifest.length;
      const body = manifest.slice(start, bodyEnd(manifest, start, limit));
      for (const entry of body.matchAll(ENTRY)) {
        const decoded = decodeEntry(entry, region.start + begin + start);
        if (decoded !== null && !found.has(decoded.start)) found.set(decoded.start, decoded);
      }
    }
  }
  return [...found.values()];
}

/** Where the mapping ends whose entries begin at `start`, `limit` at most: `stringData` may follow, whose values are not encoded. */
function bodyEnd(manifest: string, start: number, limit: number): number {
  if (manifest.charAt(start - 1) === '{') {
    const close = manifest.slice(0, limit).indexOf('}', start);
    return close < 0 ? limit : close + 1;
  }
  const indent = indentOf(manifest.slice(manifest.lastIndexOf('\n', start - 2) + 1, start));
  for (let at = start; at < limit;) {
    const feed = manifest.indexOf('\n', at);
    const line = manifest.slice(at, feed < 0 ? manifest.length : feed);
    if (/^[ \t-]*[^\s#-]/.test(line) && indentOf(line) <= indent) return at;
    at = feed < 0 ? manifest.length : feed + 1;
  }
  return limit;
}

/** Blanks before the first key of a line, the dash of a list among them. */
function indentOf(line: string): number {
  return /^[ \t]*(?:-[ \t]+)?/.exec(line)?.[0].length ?? 0;
}

function decodeEntry(entry: RegExpExecArray, offset: number): Decoded | null {
  const [whole, name = '', value = ''] = entry;
  const bytes = Buffer.from(value, 'base64');
  // A certificate's or key's DER has rules of its own; here only text is named by its key.
  if (bytes.length === 0 || !isText(bytes)) return null;
  const start = offset + entry.index + whole.lastIndexOf(value);
  const prefix = name.length + 1;
  return {
    bytes: Buffer.concat([Buffer.from(`${name}=`), bytes]),
    encodings: ['base64'],
    start,
    end: start + value.length,
    locate: (at) => start + Math.max(0, Math.min(value.length - 1, Math.floor(((at - prefix) * 4) / 3))),
    holds: (at) => at >= start && at < start + value.length,
  };
}

/** UTF-8 without control characters: anything else is a key store, or no base64. */
function isText(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  return !/[\x00-\x08\x0e-\x1f\x7f\ufffd]/.test(text);
}
