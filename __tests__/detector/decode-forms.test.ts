import zlib from 'node:zlib';
import { Detector, type Match, type Rule } from '../../src/detector/index.js';

const examples = { match: [], ignore: [] };
const demo = { provider: 'Demo', severity: 'high', examples } as const;
const rules: Rule[] = [
  { ...demo, id: 'token', title: 'Token', keywords: ['demo-live-'], pattern: 'demo-live-[a-z0-9]{20}' },
  // Too short to be looked for in base64 or hex.
  { ...demo, id: 'short', title: 'Short', keywords: ['dm_'], pattern: 'dm_[a-z0-9]{20}' },
  {
    ...demo,
    id: 'url',
    title: 'URL',
    keywords: ['demo://'],
    pattern: 'demo://(?<user>\\w+):(?<secret>[^@\\s/]{6,40})@\\w+',
  },
  {
    ...demo,
    id: 'password',
    title: 'Password',
    general: true,
    guessable: true,
    keywords: ['passw'],
    assignment: { name: 'password$', value: '[^\\s"\']{8,64}' },
  },
];
const random = ['q7w8e9r1t2', 'y3u4i5o6p7'].join('');
const token = ['demo-', 'live-', random].join('');
const short = ['dm', '_', random].join('');
const password = ['Xk7', 'vQ2mZr9', '-tB4'].join('');
const detector = new Detector(rules);

function scan(content: string | Uint8Array, path = 'srv/file'): readonly Match[] {
  const bytes = Buffer.from(content);
  const end = bytes.length;
  const slice = { file: 0, path, start: 0, end, offset: 0, from: 0, to: end, whole: true };
  return detector.scan({ bytes, slices: [slice] }).matches;
}

function found(content: string | Uint8Array): string[] {
  return scan(content).map(({ rule, secret, encoding }) => [rule, secret, ...encoding].join(' '));
}

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const wrap = (text: string, by = '\n', length = 76): string =>
  text.replace(new RegExp(`(.{${String(length)}})(?=.)`, 'g'), `$1${by}`);
const settings = `PORT=8080\nDB_PASSWORD=${password}\nUPSTREAM=${short}\nURL=demo://bob:${password}@db\n`;
/** What the settings hold, as `found` tells it. */
const all = (...encoding: string[]): string[] =>
  [`password ${password}`, `short ${short}`, `url ${password}`].map((each) => [each, ...encoding].join(' '));

/** In gzip nothing has a place of its own, and there each secret is told once. */
const packedAll = [`short ${short} base64 gzip`, `url ${password} base64 gzip`];

describe('settings in an encoded form', () => {
  it.each([
    ['on one line', base64(settings)],
    ['after a name', `export CONFIG=${base64(settings)} && ./run`],
    ['in the shell', `echo ${base64(settings)} | base64 -d > .env`],
    ['in a URL of data', `<a href="data:text/plain;base64,${base64(settings)}">`],
    ['in lines of 76', wrap(base64(settings.repeat(2)))],
    ['in lines of 64 with CR', wrap(base64(settings.repeat(2)), '\r\n', 64)],
    ['in a block of YAML', `a:\n  env: |\n    ${wrap(base64(settings.repeat(2)), '\n    ')}\nnext: 1\n`],
    ['in a string of JSON', JSON.stringify({ env: wrap(base64(settings.repeat(2))) })],
    ['in JSON in JSON', JSON.stringify({ a: JSON.stringify({ env: wrap(base64(settings.repeat(2))) }) })],
  ])('are found %s of base64', (_, text) => {
    const expected = all('base64');
    expect(found(text).slice(0, expected.length)).toEqual(expected);
    expect(new Set(found(text))).toEqual(new Set(expected));
  });

  it('are found without padding, in base64url', () => {
    const text = `NOTE=~~~???>>>\n${settings}`;
    expect(found(Buffer.from(text).toString('base64url'))).toEqual(all('base64url'));
  });

  it.each([1, 2, 3, 4])('are found in base64 in base64, %i times more', (times) => {
    let text = settings;
    for (let count = 0; count <= times; count++) text = base64(text);
    expect(found(text)).toEqual(all(...Array<string>(times + 1).fill('base64')));
  });

  it('are found in gzip in base64, wrapped, with what follows', () => {
    const text = `x: |\n  ${wrap(base64(zlib.gzipSync(settings)), '\n  ')}\npath: /srv/.env\n`;
    expect(found(text)).toEqual(packedAll);
    expect(scan(text).map(({ line, column }) => [line, column])).toEqual(Array(2).fill([2, 3]));
  });

  it('are found in gzip with a name in its header, and as far as it goes where it is cut off', () => {
    const packed = zlib.gzipSync(settings + '# and more\n'.repeat(3));
    const named = Buffer.concat([packed.subarray(0, 10), Buffer.from('name.env\0'), packed.subarray(10)]);
    named[3] = 8;
    expect(found(base64(named))).toEqual(packedAll);
    const cut = base64(named.subarray(0, named.length - 12));
    expect(found(cut)).toContain(`short ${short} base64 gzip`);
  });

  it('are not found in gzip that inflates to more than any configuration', () => {
    expect(found(base64(zlib.gzipSync(settings + '\n'.repeat(9 * 2 ** 20))))).toEqual([]);
  });

  it('are found in a release of Helm', () => {
    const release = {
      name: 'shop',
      config: { password },
      manifest: `kind: Secret\nstringData:\n  t: ${short}\n`,
    };
    const packed = base64(base64(zlib.gzipSync(JSON.stringify(release))));
    const manifest = `apiVersion: v1\nkind: Secret\ntype: helm.sh/release.v1\ndata:\n  release: ${packed}\n`;
    expect(found(manifest)).toEqual([
      `short ${short} base64 base64 gzip`,
      `password ${password} base64 base64 gzip`,
    ]);
  });

  it('are found in hex, in lines too', () => {
    const hex = Buffer.from(settings).toString('hex');
    expect(found(`INSERT INTO t VALUES (0x${hex});`)).toEqual(all('hex'));
    expect(found(`${wrap(hex.toUpperCase(), '\n', 60)}\n`)).toEqual(all('hex'));
  });

  it('are found in the UTF-16 of a command of PowerShell', () => {
    const command = Buffer.from(`$password='${password}'; ./run ${short}`, 'utf16le');
    expect(found(`powershell -EncodedCommand ${base64(command)}`)).toEqual([
      `password ${password} base64 utf-16le`,
      `short ${short} base64 utf-16le`,
    ]);
  });
});

describe('a file in UTF-16', () => {
  const text = `NOTE=caf\u00e9 \u65e5\u672c\r\n  DB_PASSWORD=${password}\r\nUPSTREAM=${short}\r\n`;

  it.each([
    ['utf-16le', false],
    ['utf-16be', true],
  ])('is read as %s, with and without a byte order mark', (encoding, isBig) => {
    for (const mark of ['\ufeff', '']) {
      const little = Buffer.from(mark + (mark === '' ? `PORT=8080 of the shop\r\n${text}` : text), 'utf16le');
      const matches = scan(isBig ? Buffer.from(little).swap16() : little);
      const first = mark === '' ? 3 : 2;
      expect(matches.map((match) => [match.secret, match.encoding, match.line, match.column])).toEqual([
        [password, [encoding], first, 15],
        [short, [encoding], first + 1, 10],
      ]);
    }
  });

  it('counts the columns of its first line from behind the mark', () => {
    const [match] = scan(Buffer.from(`\ufeffUPSTREAM=${short}\r\n`, 'utf16le'));
    expect(match).toMatchObject({ line: 1, column: 10 });
  });
});

describe('escapes', () => {
  it.each([
    [
      'a URL in a query',
      `https://a.example.org/?next=${encodeURIComponent(`demo://bob:${password}@db`)}&x=1`,
      `url ${password} percent`,
    ],
    [
      'a URL in a query in a query',
      `next=${encodeURIComponent(encodeURIComponent(`demo://bob:${password}@db`))}`,
      `url ${password} percent percent`,
    ],
    ['a URL in JSON of PHP', `{"u":"demo:\\/\\/bob:${password}@db"}`, `url ${password} escape`],
    ['a token in a query in a query', `u=a%3Ftoken%253D${short}%2526x`, `short ${short}`],
    [
      'JSON in a query',
      encodeURIComponent(JSON.stringify({ password, a: 1 })),
      `password ${password} percent`,
    ],
    [
      'JSON in an attribute of HTML',
      `<p data-x="{&quot;password&quot;:&quot;${password}&quot;}">`,
      `password ${password} escape`,
    ],
    [
      'JSON in JSON in JSON',
      JSON.stringify(JSON.stringify(JSON.stringify({ password }))),
      `password ${password} escape`,
    ],
    [
      'JSON that is safe in HTML',
      `{"env":"DB_PASSWORD\\u003d${password}\\n"}`,
      `password ${password} escape`,
    ],
    ['dashes of JavaScript', `'${token.replaceAll('-', '\\x2d')}'`, `token ${token} escape`],
    ['dashes of Django', `'${token.replaceAll('-', '\\u002D')}'`, `token ${token} escape`],
    ['dashes of HTML', `<b>${token.replaceAll('-', '&#45;')}</b>`, `token ${token} escape`],
    [
      'a string with nothing but escapes',
      `{"a":"${Array.from(token, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
      `token ${token} escape`,
    ],
    [
      'a mail in quoted-printable',
      `Content-Transfer-Encoding: quoted-printable\n\nyour token:=20${short.slice(0, 9)}=\n${short.slice(9)}\n`,
      `short ${short} quoted-printable`,
    ],
  ])('are seen through in %s', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('leave a URL without credentials alone', () => {
    expect(found('next=https%3A%2F%2Fshop.example.org%2Fwelcome')).toEqual([]);
  });

  it('tell the line and the column of the escaped text', () => {
    const [match] = scan(`first\n  u=${encodeURIComponent(`demo://bob:${password}@db`)}\n`);
    expect(match).toMatchObject({ line: 2, column: 3 + 'u=demo%3A%2F%2Fbob%3A'.length });
  });
});

describe('a secret that stands in several forms', () => {
  it('is told once where one line holds it plainly and has escapes beside it', () => {
    expect(found(`{"a":"${short}","b":"x\\u0061\\u0062\\u002d"}`)).toEqual([`short ${short}`]);
    expect(found(`DB_PASSWORD=${password} # \\x2d\n`)).toEqual([`password ${password}`]);
  });

  it('is told by each place', () => {
    expect(found(`UPSTREAM=${short}\n${base64(settings)}\n`)).toEqual([`short ${short}`, ...all('base64')]);
  });

  it('is what is encoded, not the encoded value of a general rule', () => {
    expect(found(`PASSWORD=${base64(`UPSTREAM=${short} in the settings`).slice(0, 60)}\n`)).toEqual([
      `short ${short} base64`,
    ]);
  });
});
