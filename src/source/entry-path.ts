const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text of a tar header or PAX record. Names are bytes on Linux: what is not UTF-8 is read as Latin-1, which keeps
 * every byte apart, so that two odd names never become one.
 */
export function decodeName(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}

/** The bytes before the first zero byte: fields are C strings. */
export function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** An empty, `.` or `..` part, a leading or a trailing slash. */
const UNTIDY = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * The path as it is reported: relative, without `./`, leading or trailing slash. `..` is resolved and stops at the
 * root, as it does in a container. The root itself is the empty string.
 */
export function normalizePath(path: string): string {
  if (!UNTIDY.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The target of a relative link that stands at `path`; a link that starts with `/` counts from the archive's top. */
export function resolveLink(path: string, target: string): string {
  if (target.startsWith('/')) return normalizePath(target);
  return normalizePath(`${path.slice(0, path.lastIndexOf('/') + 1)}${target}`);
}
