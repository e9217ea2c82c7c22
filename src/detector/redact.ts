/** How much of a long random token may be shown: enough to tell two keys apart, nothing that helps to guess one. */
const SHOWN_TAIL = 4;
const MIN_LENGTH_FOR_TAIL = 24;

/** What a redacted secret looks like when nothing of it may be shown. */
const HIDDEN = '********';

/**
 * A secret's redacted form: its public prefix, an ellipsis, and the last four characters of a long random token;
 * nothing at all of a password or a key file.
 * @param keywords the rule's literals: a prefix that is one of them is public knowledge
 */
export function redact(
  secret: string,
  options: { readonly keywords: readonly string[]; readonly guessable: boolean },
): string {
  if (/-----BEGIN|PuTTY-User-Key-File/.test(secret)) {
    const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(secret)?.[1] ?? 'PRIVATE KEY';
    return `-----BEGIN ${label}----- …`;
  }
  if (options.guessable || secret.length < MIN_LENGTH_FOR_TAIL) {
    const prefix = options.guessable ? '' : publicPrefix(secret, options.keywords);
    return secret.length - prefix.length < 8 ? HIDDEN : `${prefix}${HIDDEN}`;
  }
  const prefix = publicPrefix(secret, options.keywords);
  const isRandomTail = /^[A-Za-z0-9_+/=-]+$/.test(secret);
  const shown = isRandomTail && secret.length - prefix.length >= 20 ? secret.slice(-SHOWN_TAIL) : '';
  return `${prefix}…${shown}`;
}

/** The longest keyword that the secret begins with, and at most half of the secret. */
function publicPrefix(secret: string, keywords: readonly string[]): string {
  let prefix = '';
  for (const keyword of keywords) {
    if (secret.startsWith(keyword) && keyword.length > prefix.length && keyword.length * 2 <= secret.length)
      prefix = keyword;
  }
  return prefix;
}

/** `text` with every one of the raw secrets in it replaced by what stands beside it. Longest first. */
export function redactAll(text: string, secrets: ReadonlyMap<string, string>): string {
  let result = text;
  for (const secret of [...secrets.keys()].sort((a, b) => b.length - a.length)) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      if (form !== '' && result.includes(form))
        result = result.replaceAll(form, secrets.get(secret) ?? HIDDEN);
    }
  }
  return result;
}
