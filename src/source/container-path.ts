import { normalizePath } from './entry-path.js';

/** Leads into a container. */
const INTO = '!/';
const COMPRESSED_NAMES: Readonly<Record<string, string>> = {
  tgz: 'tar',
  tzst: 'tar',
  tbz: 'tar',
  tbz2: 'tar',
  txz: 'tar',
  svgz: 'svg',
};

/**
 * `container!/member`. A name may say anything, and is only ever shown: it can't lead out of its container. One that is too
 * long is cut, its contents are not.
 */
export function memberPath(container: string, name: string, mostBytes: number): string {
  const inner = normalizePath(name.replaceAll('\0', '\ufffd'));
  return `${container}${INTO}${inner === '' ? '(no name)' : inner}`.slice(
    0,
    Math.max(mostBytes, container.length + 64),
  );
}

/** What the one file in a compressed file is called: the name without its ending, as the tools that unpack it have it. */
export function singleMemberName(container: string): string {
  const name = container.slice(container.lastIndexOf('/') + 1);
  const [, stem = '', ending = ''] =
    /^(.+)\.(gz|z|zst|zstd|bz2|xz|tgz|tzst|tbz2?|txz|svgz)$/i.exec(name) ?? [];
  if (stem === '') return name;
  const inner = COMPRESSED_NAMES[ending.toLowerCase()];
  return inner === undefined ? stem : `${stem}.${inner}`;
}
