import type { RepositoryPlace } from './repository-place.js';

/** The commit that was scanned, as its files can be looked at. */
export interface RepositoryLinks {
  /** `https://github.com` */
  readonly serverUrl: string;
  /** `owner/name` */
  readonly repository: string;
  /** Of the commit, in full. */
  readonly sha: string;
  /** Gitea and Forgejo have other addresses than GitHub for a file at a commit; default `github`. */
  readonly server?: 'github' | 'gitea' | undefined;
}

/** Files that GitHub shows rendered, without lines, unless it is told not to. */
const RENDERED = /\.(?:md|markdown|mdown|rst|adoc|asciidoc|org|textile|ipynb|csv|tsv|svg)$/i;

/** Address of a line at the commit; null where that makes no web address. */
export function lineUrl(
  { serverUrl, repository, sha, server }: RepositoryLinks,
  place: RepositoryPlace,
): string | null {
  const plain = RENDERED.test(place.file) ? (server === 'gitea' ? '?display=source' : '?plain=1') : '';
  const folder = server === 'gitea' ? 'src/commit' : 'blob';
  const path = encodePath(place.file);
  return webAddress(`${serverUrl}/${repository}/${folder}/${sha}/${path}${plain}#L${place.line}`);
}

/** Address of a commit of the same repository; null where that makes no web address. */
export function commitUrl({ serverUrl, repository }: RepositoryLinks, sha: string): string | null {
  return webAddress(`${serverUrl}/${repository}/commit/${encodeURIComponent(sha)}`);
}

/** Percent-encoded, part by part (RFC 3986, 3.3), so that no name has a scheme, a query or a fragment in it. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}

/** Servers refuse much longer ones, and one of them would take the room of a whole table. */
const MAX_ADDRESS_CHARS = 2_000;

/** The address in its normal form when it is one of the web that can be followed, else null. */
export function webAddress(url: string): string | null {
  if (url.length > MAX_ADDRESS_CHARS) return null;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}
