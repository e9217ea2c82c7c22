import { entropy } from './entropy.js';

/**
 * Texts that stand where a secret would, and are none: variables, templates, documented examples, fillers.
 * What is dropped here is dropped for every rule, so each test is narrow.
 */
export function isPlaceholder(secret: string): boolean {
  return isTemplate(secret) || isFiller(secret) || isDocumented(secret) || isSequence(secret);
}

const TEMPLATE = new RegExp(
  [
    /\$\{|\$\(|\{\{|\}\}|<%|%>|#\{/, // shells, Jinja, Helm, ERB, Ruby
    /%\(\w+\)[sd]|^%[sdv]$|%[sdv][^%]*%[sdv]|[:/@_-]%[sdv](?!\w)|^%[sdv][:/@_-]/, // printf
    /\{[A-Za-z_][\w.]*\}|^\$[A-Za-z_]\w{0,63}$|^%\w+%$|^@\w+@$|^__\w+__$/,
    /^<[^<>]*>$|<[a-z][\w -]{2,40}>|^\[[A-Za-z _-]+\]$|^!\w+ /,
    /^(?:env|ref|secret|vault|file|arn|op|sops|ssm|awssm|gcpsm|keyvault|process\.env|os\.environ)[:.[/]/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** `${X}`, `{{ x }}`, `<your-key>`, `%s`, `$VAR`, and references to a secret kept elsewhere (`vault:…`, `arn:…`). */
function isTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** Words that people write in place of a secret. Compared without case; `_`, `-`, `.` and blanks do not count. */
const FILLER_WORDS =
  /example|placeholder|change[_-]?(?:me|it|this)|replace[_-]?(?:me|this|with)|redacted|your[_-]?(?:own|api|key|token|secret|password|access|client|account|private|db|app|auth|bot|user|project)|insert[_-]|put[_-]?your|enter[_-]?your|goes[_-]?here|dummy|notreal|not[_-]a[_-]real|fake[_-]|sample|foobar|lorem|ipsum|my[_-]?(?:api|secret|super|access|private)[_-]?|todo[_-]|fixme|xxxxx|x{4}[_-]|\*\*\*|\.\.\.|…|_{6}|----|some[_-]?(?:secret|token|key|password)|abc123|123abc|1234-1234|deadbeef|c0ffee|test[_-]?(?:token|key|secret|password|only)|secret[_-]?(?:key|token|value|here)|pass(?:word)?_?here/i;

/** The mean token of forty characters holds one of the short words by chance once in millions; of a thousand, not so rarely. */
const LONG = 200;
/** In a case of its own each of these is too long for chance, however long the text. */
const LONG_FILLER_WORDS = /EXAMPLE|example|PLACEHOLDER|placeholder|REDACTED|redacted|changeme|CHANGEME/;

function isFiller(text: string): boolean {
  if ((text.length < LONG ? FILLER_WORDS : LONG_FILLER_WORDS).test(text)) return true;
  return isOwnName(text) || repeats(text);
}

/** `DOCKER_PASSWORD`, `vmware_pwd`, `new-password`: what stands there says what belongs there. */
function isOwnName(text: string): boolean {
  return (
    text.length < 60 &&
    /^(?:[A-Z]{1,20}_){0,5}(?:PASSWORD|PASSWD|PASSPHRASE|PWD|PASS|DBPASS|SECRET|TOKEN|KEY|HERE)$|^(?:[a-z]{1,20}[_-]){0,5}(?:password|passwd|passphrase|pwd|pass|dbpass|secret|token|key|here)$/.test(
      text,
    )
  );
}

/** Documented examples that no filler word gives away. Pieces, so that this file trips no scanner. */
const DOCUMENTED = [
  ['AKIAI44QH8DH', 'BEXAMPLE'],
  ['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCY'],
  ['je7MtGbClwBF/2Zp9Utk/', 'h3yCo8nv'],
  ['AIzaSyD-9tSrke72PouQMn', 'MX-a7eZSW0jkFMBWY'],
  // Of Firebase's own samples and tests: https://github.com/firebase/firebase-android-sdk
  ['AIzaSyAnLA7NfeLq', 'uW1tJFpx_eQCxoX-oo6YyIs'],
  ['AIzaSyCkEhVjf3pd', 'uRDt6d1yKOMitrUEke8agEM'],
  ['AIzaSyDMAScliyLx', '7F0NPDEJi1QmyCgHIAODrlU'],
  ['AIzaSyD3asb-2pEZ', 'VqMkmL6M9N6nHZRR_znhrh0'],
  ['AIzayDNSXIbFmlXb', 'IE6mCzDLQAqITYefhixbX4A'],
  ['AIzaSyAdOS2zB6NC', 'sk1pCdZ4-P6GBdi_UUPwX7c'],
  ['AIzaSyASWm6HmTMd', 'YWpgMnjRBjxcQ9CKctWmLd4'],
  ['AIzaSyANUvH9H9Bs', 'Uccjsu2pCmEkOPjjaXeDQgY'],
  ['AIzaSyA5_iVawFQ8', 'ABuTZNUdcwERLJv_a_p4wtM'],
  ['AIzaSyA4UrcGxgwQ', 'FTfaI3no3t7Lt1sjmdnP5sQ'],
  ['AIzaSyDSb51JiIcB', '6OJpwwMicseKRhhrOq1cS7g'],
  ['AIzaSyBF2RrAIm4a', '0mO64EShQfqfd2AFnzAvvuU'],
  ['AIzaSyBcE-OOIbhj', 'yR83gm4r2MFCu4MJmprNXsw'],
  ['AIzaSyB8qGxt4ec1', '5vitgn44duC5ucxaOi4FmqE'],
  ['AIzaSyA8vmApnrHN', 'FE0bApF4hoZ11srVL_n0nvY'],
  // The search key of Yarn's documentation, which is public
  ['6fe4476ee5a18328', '82e326b506d14126'],
  // The documentation of requests-oauthlib
  ['kjerht23', '09u'],
  ['sdf0o98', '23sjdfsdf'],
  // RFC 6749 and RFC 6750, in the documentation of every OAuth library.
  ['2YotnFZFEjr1', 'zCsicMWpAA'],
  ['tGzv3JOkF0XG', '5Qx2TlKWIA'],
  ['SplxlOBeZQQYb', 'YS6WxSbIA'],
  ['7Fjfp0ZBr1Kt', 'DRbnfVdmIw'],
  ['45ghiukldja', 'hdnhzdauz'],
  // https://docs.stripe.com/keys: the key of Stripe's documentation, in public test mode.
  ['sk_test_4eC39HqLyj', 'WDarjtT1zdp7dc'],
  ['sk_test_BQokikJOvB', 'iI2HlWgH4olfQ2'],
  // https://learn.microsoft.com/nuget/reference/nuget-config-file
  ['33f!!', 'lloppa'],
  ['hal+9ooo', '_da!sY'],
  // The OAuth clients of Google's and GitHub's command lines, the same on every machine.
  ['d-FL95Q19q7M', 'QmFpd7hHD0Ty'],
  ['ZmssLNjJy299', '8hD4CTg2ejr2'],
  ['34ddeff2b558a23d38fb', 'a8a6de74f086ede1cc0b'],
  // The first accounts of Hardhat and Anvil, and the words that Hardhat and Ganache make them of.
  ['ac0974bec39a17e36ba4a6b4d238ff94', '4bacb478cbed5efcae784d7bf4f2ff80'],
  ['59c6995e998f97a5a0044966f0945389', 'dc9e86dae88c7a8412f4603b6b78690d'],
  ['5de4111afa1a4b94908f83103eb1f170', '6367c2e68ca870fc3fb9a804cdab365a'],
  ['7c852118294e51e653712a81e05800f4', '19141751be58f605c371e15141b007a6'],
  ['test test test test test test', ' test test test test test junk'],
  ['abandon abandon abandon abandon', ' abandon abandon'],
  ['myth like bonus scare over', ' problem client lizard pioneer submit female collect'],
  ['candy maple cake sugar', ' pudding cream honey rich smooth crumble sweet treat'],
  // The help text of kubectl, which stands in the program itself.
  ['uXFGweU9l3', '5qcif'],
  // The access token of Hugging Face's own continuous integration, in every copy of transformers.
  ['hf_94wBhPGp6KrrTH3K', 'DchhKpRxZwd6dmHWLL'],
  // The documentation of SQLAlchemy, whose user is Oracle's scott.
  ['tiger', '^5HHH'],
  // The comment on wp_salt() in every WordPress: wp-includes/pluggable.php.
  ['h`GXHhD>SLWVfg1(1(N{;.V', '!MoE(SfbA_ksP@'],
  ['eZyT)-Naw]F8CwA*VaW#q*|', '.)g@o}||wf~@C-YSt}'],
  ['LzJ}op]mr|6+![P}Ak:uNdJC', 'JZd>(Hx.-Mh#Tz)pCI'],
  ['+XSqHc;@Q*K_b|Z?NC[3H!!EO', 'Nbh.n<+=uKR:>*c(u'],
  ['!=oLUTXh,QW=H `}`L|9/^4-3', ' STz},T(w}W<I`.JjPi'],
  ['|i|Ux`9<p-h$aFf(qnT:sDO:D', '1P^wZ$$/Ra@miTJi9G'],
  ['Xakm<o xQy rw4EMsLKM-?!T+', ',PFF})H4lzcW57AF0U'],
  ['%:R{[P|,s.KuMltH5}cI;/k<G', 'x~j!f0I)m_sIyu+&NJZ'],
].map((pieces) => pieces.join(''));

function isDocumented(text: string): boolean {
  return DOCUMENTED.some((example) => text.includes(example));
}

/** A long text of more kinds of characters than this repeats none of them for want of others: base64 has 64. */
const MOST_OF_FEW = 40;

/** One character, or a short group, over most of the text: `000000`, `xyxyxyxy`, `abcdabcdabcd`. */
function repeats(text: string): boolean {
  const body = text.replace(/^[A-Za-z]{2,8}[_-](?:[a-z]{2,5}[_-])?/, '');
  if (body.length >= 8 && new Set(body).size <= Math.min(2 + body.length / 20, MOST_OF_FEW)) return true;
  const run = /(.)\1{7,}/.exec(body);
  // Zeros in base64 are a run of A: Dropbox's tokens have one.
  const isZeros = run?.[1] === 'A' && body.length - run[0].length >= 40;
  if (run !== null && body.length < 80 && !isZeros) return true;
  return /^(.{1,8}?)\1{2,}.{0,8}$/s.test(body) && body.length >= 8 && entropy(body) < 3.4;
}

const ALPHABETS = [
  '0123456789',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
];

/** Alphabet and digits in order, over at least half of the text: `1234567890abcdef`, `abcdefghijklmnop`. */
function isSequence(text: string): boolean {
  const folded = text.toLowerCase();
  let inOrder = 0;
  let run = 1;
  for (let at = 1; at <= folded.length; at++) {
    const step = folded.charCodeAt(at) - folded.charCodeAt(at - 1);
    const wraps = folded.charCodeAt(at) === 0x30 && folded.charCodeAt(at - 1) === 0x39;
    const turns =
      (folded[at] === 'a' && /[09]/.test(folded[at - 1] ?? '')) ||
      (folded[at] === '0' && folded[at - 1] === 'f');
    if (step === 1 || step === -1 || wraps || turns) {
      run++;
      continue;
    }
    if (run >= 5) inOrder += run;
    run = 1;
  }
  if (inOrder >= 10 && inOrder * 2 >= folded.length - 8) return true;
  if (isInterleaved(folded)) return true;
  return (
    folded.length < 24 &&
    ALPHABETS.some(
      (alphabet) => alphabet.length < 26 && folded.includes(alphabet.slice(0, 6)) && !/^\d+$/.test(alphabet),
    )
  );
}

/** Letters and digits in order, by turns: `a1b2c3d4-e5f6-g7h8`. By chance, ten such characters are never seen. */
function isInterleaved(folded: string): boolean {
  const text = folded.replace(/[^a-z0-9]/g, '');
  let run = 2;
  let longest = 0;
  for (let at = 2; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 2);
    const wraps = text[at] === '0' && text[at - 2] === '9';
    run = step === 1 || wraps ? run + 1 : 2;
    longest = Math.max(longest, run);
  }
  return longest >= 10 && longest * 2 >= text.length - 16;
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
    'keycloak artifactory wordpress drupal joomla magento odoo gitlab github opensesame tiger thisisasecret notsosecret'
  ).split(' '),
);

/** Whether `value` is something that stands where a password would and is none, or is public knowledge. */
export function isDefaultPassword(value: string): boolean {
  return DEFAULT_PASSWORDS.has(value.toLowerCase()) || /^(.)\1*$/s.test(value);
}

/** Words that passwords of tutorials and of the careless are made of, and that say nothing about whose they are. */
const COMMON_WORDS = [
  ...'password passwd passphrase pass pwd secret secure security admin administrator root user username login test testing'.split(
    ' ',
  ),
  ...'tester guest default welcome qwerty letmein super strong very long really complex easy simple new old temp temporary'.split(
    ' ',
  ),
  ...'initial master my your the this that is not a for dev local demo foo bar baz some any other another example db'.split(
    ' ',
  ),
  ...'database postgres mysql redis mongo oracle docker service system server client key token'.split(' '),
].sort((a, b) => b.length - a.length);
const COMMON = new RegExp(`^(?:${COMMON_WORDS.join('|')}){1,4}$`);
const ONE_COMMON = new RegExp(`^(?:${COMMON_WORDS.join('|')})$`);

/** Digits and symbols in place of the letters that they look like. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Whether a password is a common word with the usual decoration (`P@ssw0rd1`, `Admin@123`, `testing123-2`), or several
 * with hardly any (`supersecret1`): whoever guesses tries these first, and more often than not they are examples.
 */
export function isCommonPassword(value: string): boolean {
  if (value.length > 32) return false;
  // `pmapass`, `radiuspassword`
  if (/^[a-z]{1,12}(?:pass|passwd|password|passphrase|pwd|secret)$/.test(value)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const common = kinds < 3 ? COMMON : ONE_COMMON;
  // What stands before or after the word is decoration; what stands in it may be a letter in disguise.
  const stripped = value.toLowerCase().replace(/^[^a-z@$0-9]+|[^a-z]+$/g, '');
  return [value.toLowerCase(), stripped].some((text) => {
    const folded = text.replace(/[013457@$!]/g, (char) => LOOKALIKES[char] ?? char).replace(/[^a-z]/g, '');
    return folded.length >= 3 && common.test(folded);
  });
}
