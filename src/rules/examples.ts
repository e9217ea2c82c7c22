import { base62Checksum } from '../detector/checks/token-checksums.js';
import { UserError } from '../model/errors.js';
import { makeRandom } from './examples-random.js';
import type { Random } from './examples-random.js';
import { TOKEN_GENERATORS } from './tokens.js';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const WORD = UPPER + LOWER + DIGITS;

/** The alphabets of `${w:36}` and the like, by their letters. */
const ALPHABETS: ReadonlyMap<string, string> = new Map([
  ['w', WORD],
  ['u', `${WORD}_-`],
  ['b', `${WORD}+/`],
  ['a', LOWER + DIGITS],
  ['A', UPPER + DIGITS],
  ['h', `${DIGITS}abcdef`],
  ['H', `${DIGITS}ABCDEF`],
  ['d', DIGITS],
  ['l', LOWER],
  ['U', UPPER],
  ['L', UPPER + LOWER],
  ['B', `${UPPER}234567`],
  ['c', `${LOWER}234567`],
]);

/** Symbols that no URL, shell, YAML or dotenv file takes for syntax inside a value. */
const PASSWORD_SYMBOLS = '*-_+.^~!';

/** How a text becomes what stands in an example. */
const ENCODERS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['base64', (text) => Buffer.from(text, 'utf8').toString('base64')],
  ['base64url', (text) => Buffer.from(text, 'utf8').toString('base64url')],
  ['hex', (text) => Buffer.from(text, 'utf8').toString('hex')],
  ['urlencode', percentEncode],
]);

/** More would be no example. */
const MOST_CHARACTERS = 20_000;

/**
 * A rule's example with its generators (`docs/rules.md`, "Examples") replaced by seeded random values: the same
 * template and seed give the same text. Any other `${…}` stands as it is, but for generators inside it.
 *
 * @throws UserError where a generator is not closed, its length is no number from 1 to 20,000, or no token has its name
 */
export function expandExample(template: string, seed: number | string): string {
  return expand(template, makeRandom(seed));
}

function expand(template: string, random: Random): string {
  let text = '';
  let at = 0;
  for (let open = template.indexOf('${'); open >= 0; open = template.indexOf('${', at)) {
    text += template.slice(at, open);
    const generator = generatorAt(template, open);
    text += generator === null ? '${' : generate(generator.name, generator.argument, random);
    at = generator === null ? open + 2 : generator.end;
  }
  return text + template.slice(at);
}

interface Generator {
  readonly name: string;
  readonly argument: string;
  /** Offset after its `}`. */
  readonly end: number;
}

/** The generator that begins at `${`; null where it is something else, a variable. */
function generatorAt(template: string, open: number): Generator | null {
  const head = /^\$\{([A-Za-z0-9]{1,12})([:}])/.exec(template.slice(open, open + 16));
  const [, name = '', mark] = head ?? [];
  if (name === 'uuid' && mark === '}') return { name, argument: '', end: open + '${uuid}'.length };
  const isGenerator =
    ALPHABETS.has(name) || ENCODERS.has(name) || ['password', 'crc62', 'token'].includes(name);
  const from = open + name.length + 3;
  // `${d:-5}` and `${w:?}` are the shell's defaults.
  const isDefault = ALPHABETS.has(name) && /^[-=?+]/.test(template.slice(from, from + 1));
  if (!isGenerator || mark !== ':' || isDefault) return null;
  // Braces inside must be paired: JSON in `${base64:…}` is.
  let depth = 1;
  for (let at = from; at < template.length; at++) {
    const character = template.charAt(at);
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) return { name, argument: template.slice(from, at), end: at + 1 };
  }
  throw new UserError(`the generator \${${name}:…} of an example is not closed`, 'end it with }');
}

function generate(name: string, argument: string, random: Random): string {
  if (name === 'uuid') return uuid(random);
  const encode = ENCODERS.get(name);
  if (encode !== undefined) return encode(expand(argument, random));
  if (name === 'token') return token(argument, random);
  const length = lengthOf(name, argument);
  if (name === 'password') return password(length, random);
  const body = random.text(ALPHABETS.get(name) ?? WORD, length);
  return name === 'crc62' ? body + base62Checksum(body) : body;
}

function lengthOf(name: string, argument: string): number {
  const length = /^\d{1,5}$/.test(argument) ? Number(argument) : 0;
  if (length >= 1 && length <= MOST_CHARACTERS) return length;
  throw new UserError(
    `the generator \${${name}:${argument.slice(0, 20)}} of an example has no length`,
    `write a number from 1 to ${MOST_CHARACTERS} after the colon`,
  );
}

function token(name: string, random: Random): string {
  const generator = TOKEN_GENERATORS.get(name);
  if (generator !== undefined) return generator(random);
  throw new UserError(
    `no token generator is named "${name.slice(0, 40)}"`,
    `there are ${[...TOKEN_GENERATORS.keys()].join(', ')}`,
  );
}

/** Version 4 of RFC 9562. */
function uuid(random: Random): string {
  const hex = ALPHABETS.get('h') ?? '';
  const groups = [
    random.text(hex, 8),
    random.text(hex, 4),
    random.text(hex, 3),
    random.text(hex, 3),
    random.text(hex, 12),
  ];
  return `${groups[0]}-${groups[1]}-4${groups[2]}-${'89ab'.charAt(random.below(4))}${groups[3]}-${groups[4]}`;
}

/** Letters at both ends, and a symbol, a digit and both cases inside where there is room. */
function password(length: number, random: Random): string {
  const characters = Array.from(random.text(WORD, length));
  const inside = length - 2;
  if (inside >= 4) {
    const start = 1 + random.below(inside - 3);
    const kinds = [LOWER, PASSWORD_SYMBOLS, DIGITS, UPPER];
    kinds.forEach((kind, index) => (characters[start + index] = kind.charAt(random.below(kind.length))));
    for (let at = start + 6; at < length - 1; at += 6) {
      characters[at] = PASSWORD_SYMBOLS.charAt(random.below(PASSWORD_SYMBOLS.length));
    }
  }
  if (length > 1) {
    characters[0] = UPPER.charAt(random.below(26));
    characters[length - 1] = LOWER.charAt(random.below(26));
  }
  return characters.join('');
}

/** All but RFC 3986's unreserved characters. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
