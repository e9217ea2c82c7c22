/** The text of a key block, freed of the syntax around it. */
export interface KeyText {
  /** `RSA PRIVATE KEY`, `PGP PRIVATE KEY BLOCK`, …; `PuTTY` for PuTTY's files. */
  readonly label: string;
  /** Lines between BEGIN and END without indentation, quotes and headers (PuTTY: all lines). */
  readonly lines: readonly string[];
  /** RFC 1421 headers say that it is encrypted. */
  readonly encrypted: boolean;
  /** The END line is there. */
  readonly ended: boolean;
}

/** An RSA key of 16,384 bits is 13 KiB of PEM; escapes and quotes may double that. */
const MOST_CHARACTERS = 65_536;
const BEGIN =
  /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----|---- BEGIN (SSH2 ENCRYPTED PRIVATE KEY) ----/;
const END = /-----END [A-Z0-9 ]{0,60}-----|---- END SSH2 ENCRYPTED PRIVATE KEY ----/;
const PUTTY = 'PuTTY-User-Key-File-';

/**
 * Finds the block in a match; where the match holds only a part of it, in what stands around. Null where none begins.
 * Reads plain PEM, CRLF, `\n` of JSON (escaped once or more), percent-encoding, YAML's indentation, string
 * concatenation of programs, comments and patches.
 */
export function readKeyText(secret: string, before = '', after = ''): KeyText | null {
  const holdsBegin = BEGIN.test(secret) || secret.includes(PUTTY);
  const near = holdsBegin ? secret : before.slice(-200) + secret;
  const whole = END.test(secret) || secret.includes('Private-MAC:') ? near : near + after;
  const text = unescape(whole.slice(0, MOST_CHARACTERS));
  const putty = text.indexOf(PUTTY);
  if (putty >= 0) {
    const lines = text.slice(putty).split(/\r\n|\n|\r/);
    return { label: 'PuTTY', lines: lines.map((line) => trimLine(line, '')), encrypted: false, ended: true };
  }
  const begin = BEGIN.exec(text);
  if (begin === null) return null;
  const rest = text.slice(begin.index + begin[0].length);
  const end = END.exec(rest)?.index;
  const body = rest.slice(0, end);
  const headless = body.replace(
    /Proc-Type:[ \t]*4,ENCRYPTED\s*(?:DEK-Info:[ \t]*[\w-]+(?:,[0-9A-Fa-f]+)?)?/,
    '\n',
  );
  return {
    label: begin[1] ?? begin[2] ?? '',
    lines: bodyLines(headless, end !== undefined),
    encrypted: headless !== body,
    ended: end !== undefined,
  };
}

function bodyLines(body: string, ended: boolean): string[] {
  let lines: string[] = [];
  let continued = false;
  for (const raw of body.split(/[\r\n]+/)) {
    // Headers of PGP and SSH2: `Version: …`, `Comment: "…"`, the latter continued after a backslash.
    const isHeader: boolean = continued || /^[ \t]*[A-Za-z][\w-]{1,60}: /.test(raw);
    continued = isHeader && raw.endsWith('\\');
    const line = isHeader ? '' : trimLine(raw, `'"\`,;\\|>*#()[]{}`).replace(/^\/{2,3}(?:[ \t]+|$)/, '');
    if (line === '' || line === '+' || line === '.') continue;
    // Without an END the block stops where the base64 does.
    if (!ended && !/^[A-Za-z0-9+/=]+$/.test(line)) break;
    lines.push(line);
  }
  // A patch: every line begins with its sign.
  if (lines.length > 2 && lines.every((line) => line.startsWith('+')))
    lines = lines.map((line) => line.slice(1));
  return lines;
}

/** Without white space and `extra` characters at both ends; `+` and `.` go too where they join strings (`" + "`). */
function trimLine(line: string, extra: string): string {
  const isEdge = (index: number, neighbour: number): boolean => {
    const character = line.charAt(index);
    if (character === '+' || character === '.')
      return extra !== '' && /^["'`\s]$/.test(line.charAt(neighbour));
    return character === ' ' || character === '\t' || (character !== '' && extra.includes(character));
  };
  let start = 0;
  let end = line.length;
  while (start < end && isEdge(start, start + 1)) start++;
  while (end > start && isEdge(end - 1, end - 2)) end--;
  return line.slice(start, end);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '/': '/',
  u000a: '\n',
  u000d: '\r',
  u002b: '+',
  u002f: '/',
  u003d: '=',
};
const PERCENT: Readonly<Record<string, string>> = {
  '%0a': '\n',
  '%0d': '\r',
  '%20': ' ',
  '%2b': '+',
  '%2f': '/',
  '%3d': '=',
  '%3a': ':',
  '%2c': ',',
};

function unescape(text: string): string {
  return text
    .replace(
      /\\{1,8}(u00[0-9a-f]{2}|[nrt/])/gi,
      (whole, code: string) => ESCAPES[code.toLowerCase()] ?? whole,
    )
    .replace(/%[0-9a-f]{2}/gi, (whole) => PERCENT[whole.toLowerCase()] ?? whole)
    .replace(/&#(?:10|13|x[ad]);/gi, '\n');
}
