import { entropy } from './entropy.js';

/**
 * Texts that stand where a secret would, and are none: variables, templates, documented examples, fillers.
 * What is dropped here is dropped for every rule, so each test is narrow.
 */
export function isPlaceholder(secret: string): boolean {
  return isTemplate(secret) || isFiller(secret) || isDocumented(secret) || isSequence(secret);
}

const TEMPLATE =
  /\$\{|\$\(|\{\{|\}\}|<%|%>|#\{|%\(\w+\)|\{[A-Za-z_][\w.]*\}|^\$[A-Za-z_]\w*$|^%\w+%$|^@\w+@$|^__\w+__$|^<[^<>]*>$|^\[[A-Za-z _-]+\]$|%[sdv](?![0-9A-Fa-f])|^!\w+ |^(?:env|ref|secret|vault|file|arn|op|sops|ssm|awssm|gcpsm|keyvault|process\.env|os\.environ)[:.[/]/;

/** `${X}`, `{{ x }}`, `<your-key>`, `%s`, `$VAR`, and references to a secret kept elsewhere (`vault:…`, `arn:…`). */
function isTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** Words that people write in place of a secret. Compared without case; `_`, `-`, `.` and blanks do not count. */
const FILLER_WORDS =
  /example|placeholder|changeme|changeit|change_?this|replace_?(?:me|this|with)|redacted|your[_-]?(?:own|api|key|token|secret|password|access|client|account|private|db|app|auth|bot|user|project)|insert[_-]|put[_-]?your|enter[_-]?your|goes[_-]?here|dummy|notreal|not[_-]a[_-]real|fake[_-]|sample|foobar|lorem|ipsum|my[_-]?(?:api|secret|super|access|private)[_-]?|todo[_-]|fixme|xxxxx|x{4}[_-]|\*\*\*|\.\.\.|…|____|----|some[_-]?(?:secret|token|key|password)|abc123|123abc|deadbeef|c0ffee|test[_-]?(?:token|key|secret|password|only)|supersecret|secret[_-]?(?:key|token|value|here)|<[a-z]/i;

/** The mean token of forty characters holds one of the short words by chance once in millions; of a thousand, not so rarely. */
const LONG = 200;

function isFiller(text: string): boolean {
  if (text.length < LONG && FILLER_WORDS.test(text)) return true;
  return repeats(text);
}

/** Documented examples that no filler word gives away. Pieces, so that this file trips no scanner. */
const DOCUMENTED = [
  ['AKIAI44QH8DH', 'BEXAMPLE'],
  ['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCY'],
  ['je7MtGbClwBF/2Zp9Utk/', 'h3yCo8nv'],
  ['AIzaSyD-9tSrke72PouQMn', 'MX-a7eZSW0jkFMBWY'],
  // https://docs.stripe.com/keys: the key of Stripe's documentation, in public test mode.
  ['sk_test_4eC39HqLyj', 'WDarjtT1zdp7dc'],
  ['sk_test_BQokikJOvB', 'iI2HlWgH4olfQ2'],
].map((pieces) => pieces.join(''));

function isDocumented(text: string): boolean {
  return DOCUMENTED.some((example) => text.includes(example));
}

/** One character, or a short group, over most of the text: `000000`, `xyxyxyxy`, `abcdabcdabcd`. */
function repeats(text: string): boolean {
  const body = text.replace(/^[A-Za-z]{2,8}[_-](?:[a-z]{2,5}[_-])?/, '');
  if (body.length >= 8 && new Set(body).size <= 2 + body.length / 20) return true;
  if (/(.)\1{7}/.test(body) && body.length < 80) return true;
  return /^(.{1,8}?)\1{2,}.{0,8}$/s.test(body) && body.length >= 8 && entropy(body) < 3.4;
}

const ALPHABETS = ['0123456789', '1234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Alphabet and digits in order, over at least half of the text: `1234567890abcdef`, `abcdefghijklmnop`. */
function isSequence(text: string): boolean {
  const folded = text.toLowerCase();
  let inOrder = 0;
  let run = 1;
  for (let at = 1; at <= folded.length; at++) {
    const step = folded.charCodeAt(at) - folded.charCodeAt(at - 1);
    const wraps = folded.charCodeAt(at) === 0x30 && folded.charCodeAt(at - 1) === 0x39;
    const turns = (folded[at] === 'a' && /[09]/.test(folded[at - 1] ?? '')) || (folded[at] === '0' && folded[at - 1] === 'f');
    if (step === 1 || step === -1 || wraps || turns) {
      run++;
      continue;
    }
    if (run >= 5) inOrder += run;
    run = 1;
  }
  if (inOrder >= 10 && inOrder * 2 >= folded.length - 8) return true;
  return folded.length < 24 && ALPHABETS.some((alphabet) => alphabet.length < 26 && folded.includes(alphabet.slice(0, 6)) && !/^\d+$/.test(alphabet));
}

/** What people write for a password that is none, beyond `isPlaceholder`. Whole values, compared without case. */
const DEFAULT_PASSWORDS = new Set(
  (
    'password passwd pass pwd secret secrets token key none null nil undefined true false yes no on off empty blank root admin ' +
    'administrator user username guest test tests testing tester default postgres postgresql mysql mariadb mongo mongodb redis ' +
    'rabbitmq guest oracle sa dev develop development local localhost prod production staging demo hunter2 letmein welcome ' +
    'qwerty asdf foo bar baz qux foobar foobarbaz hello world secret1 secret123 pass123 password1 password123 passw0rd p@ssw0rd ' +
    'p@ssword p@ss pa55word mypassword mysecret mytoken mykey changeme changeit change_me please_change s3cr3t s3cret sekret ' +
    'hidden masked private public string text value object function number int integer boolean char any bytes required optional ' +
    'auto plain basic bearer digest prompt stdin file env environment unused ignored invalid wrong incorrect correct ' +
    'correcthorsebatterystaple 123 1234 12345 123456 1234567 12345678 123456789 1234567890 123123 111111 000000 abc abc123 ' +
    'toor docker vagrant alpine ubuntu debian centos minio minioadmin minio123 elastic kibana grafana sonar jenkins nexus ' +
    'keycloak artifactory wordpress drupal joomla magento odoo gitlab github opensesame thisisasecret notsosecret'
  ).split(' '),
);

/** Whether `value` is something that stands where a password would and is none, or is public knowledge. */
export function isDefaultPassword(value: string): boolean {
  return DEFAULT_PASSWORDS.has(value.toLowerCase());
}
