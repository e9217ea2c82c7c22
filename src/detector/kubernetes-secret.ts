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
const DATA = /(?:^|[{,\s])["']?data["']?[ \t]*:[ \t]*(?:\r?\n|\{)/g;
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
      const body = manifest.slice(data.index + data[0].length, blocks[index + 1]?.index);
      for (const entry of body.matchAll(ENTRY)) {
        const decoded = decodeEntry(entry, region.start + begin + data.index + data[0].length);
        if (decoded !== null && !found.has(decoded.start)) found.set(decoded.start, decoded);
      }
    }
  }
  return [...found.values()];
}

function decodeEntry(entry: RegExpExecArray, offset: number): Decoded | null {
  const [whole, name = '', value = ''] = entry;
  const bytes = Buffer.from(value, 'base64');
  // A certificate's or key's DER has rules of its own; here only text is named by its key.
  if (bytes.length === 0 || bytes.includes(0)) return null;
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
