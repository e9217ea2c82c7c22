import { hiddenSecrets, type Span } from './hidden-secrets.js';

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

/** Forms are looked up by so many of their first characters. */
const KEY_CHARS = 4;

interface Form {
  readonly text: string;
  readonly redacted: string;
}

/** The forms in which a text may quote secrets, by their first characters, the longest first. */
type Forms = ReadonlyMap<string, readonly Form[]>;

interface Redactor {
  readonly size: number;
  readonly forms: Forms;
  /** Of the texts that were redacted last: every place in a layer quotes the same instruction. */
  readonly results: Map<string, string>;
}

const MOST_RESULTS = 256;

/** Made once for a map of secrets: there are thousands of texts, and perhaps as many secrets. */
const known = new WeakMap<ReadonlyMap<string, string>, Redactor>();

/** `text` with every one of the raw secrets in it, plain or encoded, replaced by what stands beside it. */
export function redactAll(text: string, secrets: ReadonlyMap<string, string>): string {
  const { forms, results } = redactorOf(secrets);
  if (forms.size === 0) return text;
  const result = results.get(text) ?? redactForms(text, forms);
  results.delete(text);
  results.set(text, result);
  if (results.size > MOST_RESULTS) results.delete(results.keys().next().value ?? '');
  return result;
}

function redactForms(text: string, forms: Forms): string {
  const plain = findForms(text, forms);
  const hidden = hiddenSecrets(text, (inner) => findForms(inner, forms));
  const found = [...plain, ...hidden.map((span) => ({ ...span, redacted: HIDDEN }))];
  // What is encoded as a whole is hidden as a whole.
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let result = '';
  let last = 0;
  for (const { start, end, redacted } of found) {
    if (end <= last) continue;
    if (start >= last) result += text.slice(last, start) + redacted;
    last = end;
  }
  return last === 0 ? text : result + text.slice(last);
}

interface FoundForm extends Span {
  readonly redacted: string;
}

function findForms(text: string, forms: Forms): FoundForm[] {
  const found: FoundForm[] = [];
  for (let at = 0; at < text.length; at++) {
    const form = forms.get(text.slice(at, at + KEY_CHARS))?.find((each) => text.startsWith(each.text, at));
    if (form === undefined) continue;
    found.push({ start: at, end: at + form.text.length, redacted: form.redacted });
    at += form.text.length - 1;
  }
  return found;
}

function redactorOf(secrets: ReadonlyMap<string, string>): Redactor {
  const made = known.get(secrets);
  if (made?.size === secrets.size) return made;
  const list = [...secrets]
    .flatMap(([secret, redacted]) =>
      [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')].map((text) => ({
        text,
        redacted,
      })),
    )
    // What is shorter is in every text, and no secret.
    .filter(({ text }) => text.length >= KEY_CHARS)
    .sort((a, b) => b.text.length - a.text.length);
  const forms = new Map<string, Form[]>();
  for (const form of list) {
    const key = form.text.slice(0, KEY_CHARS);
    const others = forms.get(key);
    if (others === undefined) forms.set(key, [form]);
    else others.push(form);
  }
  const redactor = { size: secrets.size, forms, results: new Map<string, string>() };
  known.set(secrets, redactor);
  return redactor;
}
