import { entropy } from './entropy.js';
import { isDefaultPassword } from './placeholder.js';

/**
 * Whether a value assigned to a name like `password` or `api_key` can be a secret at all. General rules know no format,
 * so everything that code and configuration assign to such names must be told apart here: words, expressions, paths,
 * addresses, digests, messages.
 * @param chosen a password in a configuration file, where words with a digit or a symbol are what people choose
 */
export function isPlausibleSecret(written: string, quoted: boolean, chosen = false): boolean {
  // `R\u00e9initialiser` of Java's translations: letters.
  const value = written.replace(/\\u0[0-9a-f]{3}/gi, 'e');
  if (value.length < 6 || value.length > 512) return false;
  if (isDefaultPassword(value)) return false;
  if (/[\x00-\x1f\x7f]/.test(value)) return false;
  if (isExpression(value, quoted) || isAddress(value) || isPublicShape(value)) return false;
  if (chosen ? isName(value) : isProse(value)) return false;
  return isMixed(value);
}

/** Code rather than a literal: calls, members, indexes, operators, type names. */
export function isExpression(value: string, quoted: boolean): boolean {
  if (
    /^(?:function|return|new|await|async|typeof|void|this|self|super|lambda|def|let|const|var|import|from)\b/.test(
      value,
    )
  )
    return true;
  if (/=>|\(\)|\[\]|[!=]==|^[([{]/.test(value)) return true;
  const called = /^[A-Za-z_$][\w$.:>?-]*(?=[([])/.exec(value)?.[0];
  if (called !== undefined && (/^[a-z_]{3,}$|^[a-z_]\w*(?:\.\w+)+$/.test(called) || isProse(called)))
    return true;
  if (quoted) return false;
  // `config.password`, `process.env.TOKEN`, `user_password`, `PASSWORD_MIN_LENGTH`, `this.x`
  if (/^[$&*@!]?[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+[!?]?$/.test(value)) return true;
  // `a==b`, `verify=false`
  return /[!=<>]=|::|->|^[A-Za-z_]\w*=[^=]/.test(value) && !/^[A-Za-z0-9+/]+=*$/.test(value);
}

/** Paths, URLs, host names, e-mail addresses, MIME types, dates, versions. */
function isAddress(value: string): boolean {
  if (
    /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|\\\\|file:|https?:|ftp:|urn:|data:|mailto:|jdbc:|tcp:|unix:|oci:|git@)/.test(
      value,
    ) &&
    !/^\/[A-Za-z0-9+/]{30,}=*$/.test(value)
  )
    return true;
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i.test(value)) return true;
  if (
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|local|internal|svc|cluster|html?|js|ts|json|ya?ml|py|rb|php|java|go|txt|md|pem|crt|key|conf|cfg|ini|xml|css|png|svg|jpg|so|sh)$/i.test(
      value,
    )
  )
    return true;
  if (/^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(value)) return true;
  if (/^\d{4}-\d\d-\d\d/.test(value) || /^v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$/.test(value)) return true;
  return /^[a-z]+\/[a-z0-9.+-]+$/.test(value) && value.length < 40 && entropy(value) < 4;
}

/** Digests, UUIDs, integrity values, colours, numbers, mangled names: shapes that code and lock files are full of. */
function isPublicShape(value: string): boolean {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return true;
  if (/^(?:sha(?:1|224|256|384|512)|md5|blake2b)[-:=]/i.test(value)) return true;
  if (/^#?[0-9a-f]{6}$|^0x[0-9a-f]+$/i.test(value)) return true;
  // The names of functions in compiled C++ and Rust
  if (/^_?_Z[NLK]?\d/.test(value)) return true;
  // The scope of a signature of AWS: `AKIA…/20250101/eu-west-1/s3/aws4_request`
  if (/\/\d{8}\/[\w-]+\/[\w-]+\/aws4_request$/.test(value)) return true;
  if (/^[\d.,:/ +-]+$/.test(value)) return true;
  // Names of algorithms, limits of so many a minute
  if (/^(?:scram|hmac|pbkdf2|aes|rsa|sha|md5|s?sha\d|argon2|s?crypt|bcrypt)[-_]?[\w-]{0,20}$/i.test(value))
    return true;
  if (/^\d+\/[a-z]{1,6}(?:\/[a-z]{1,10})?(?:,|$)/.test(value)) return true;
  return (
    /^\$(?:2[abxy]?|5|6|y|argon2\w*|apr1|1)\$/.test(value) ||
    /^(?:\{SSHA|\{SHA|pbkdf2|(?:argon2|s?crypt)\w*[:$])/i.test(value)
  );
}

const WORD_ENDS =
  /[_\-./:,@$!?#*+|~ ]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/;

/** Messages and identifiers: words of letters, joined by blanks, `_`, `-`, `.`, or humps. */
function isProse(value: string): boolean {
  if (/\s/.test(value)) return true;
  const letters = value.split(WORD_ENDS).filter((word) => /^[A-Za-z]+$/.test(word));
  if (letters.length === 0) return false;
  const wordy = letters.filter(isWordLike).join('').length;
  const digits = value.replace(/\D/g, '').length;
  // Names of things: nearly all of it words, few digits.
  return (
    wordy + digits >= value.replace(/[^A-Za-z0-9]/g, '').length * 0.9 &&
    digits <= 4 &&
    wordy >= value.length * 0.6
  );
}

/** Words that tell that a value names a password, and is none. */
const SELF_NAMING = /pass|pwd|secret|token|cred|login|auth|user|key|config|settings|field|input|value|label/i;

/** The same for passwords that people choose: words alone, and names of where the password is kept. */
function isName(value: string): boolean {
  if (/\s/.test(value)) return true;
  if (!isProse(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasSymbol = /[!@#%^&*+=?~]/.test(value);
  return SELF_NAMING.test(value) ? !(hasDigit && hasSymbol) : !(hasDigit || hasSymbol);
}

/** Short words and abbreviations that names are made of, and that look like none. */
const SHORT_WORDS = new Set(
  (
    'api aws cdn css dns ftp gcp gpg html http https jwt kms ldap mfa nfs npm ntp otp pgp php rds rpc rsa smb smtp sql ssh ssl ' +
    'sso tcp tls udp url vpn xml yml ad am an as at be by db de do en go hd id if in io ip is it js me my no of on op or os pm ' +
    'py so to ts ui up us vm we'
  ).split(' '),
);

/** One case, vowels where words have them, no runs of consonants that no word has. */
function isWordLike(word: string): boolean {
  if (!/^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)$/.test(word)) return false;
  const folded = word.toLowerCase();
  if (word.length <= 2 || SHORT_WORDS.has(folded)) return SHORT_WORDS.has(folded);
  const vowels = folded.replace(/[^aeiouy]/g, '').length;
  return vowels * 6 >= folded.length && !/[^aeiouy]{5}|[aeiou]{4}|q[^u]|[jvwx][jqvwxz]/.test(folded);
}

/** A secret that a machine or a password generator made: several kinds of characters, well spread. */
function isMixed(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const bits = entropy(value);
  if (kinds === 1) return value.length >= 16 && bits >= 3.2 && !isWordLike(value.toLowerCase());
  if (kinds === 2) return value.length >= 8 && bits >= 2.75;
  return value.length >= 8 && bits >= 2.5;
}
