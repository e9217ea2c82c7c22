import fc from 'fast-check';
import { unescapeText } from '../../src/detector/unescape.js';
import { Detector, type Match, type Rule } from '../../src/detector/index.js';

const examples = { match: [], ignore: [] };
const rules: Rule[] = [
  {
    id: 'demo-token',
    title: 'Demo',
    provider: 'Demo',
    severity: 'high',
    keywords: ['demo_live_'],
    pattern: 'demo_live_[a-z0-9]{20}',
    examples,
  },
  {
    id: 'demo-url',
    title: 'Demo URL',
    provider: 'Demo',
    severity: 'high',
    keywords: ['demo:'],
    pattern: 'demo://(?<user>\\w+):(?<secret>[^@\\s/]{6,40})@\\w+',
    examples,
  },
];
const token = ['demo_', 'live_', 'q7w8e9r1t2', 'y3u4i5o6p7'].join('');
const detector = new Detector(rules);

function scan(bytes: Uint8Array, path = 'file'): readonly Match[] {
  const slice = {
    file: 0,
    path,
    start: 0,
    end: bytes.length,
    offset: 0,
    from: 0,
    to: bytes.length,
    whole: true,
  };
  return detector.scan({ bytes, slices: [slice] }).matches;
}

function found(text: string | Uint8Array): [string, readonly string[]][] {
  return scan(typeof text === 'string' ? Buffer.from(text) : text).map((match) => [
    match.secret,
    match.encoding,
  ]);
}

describe('decoding', () => {
  it.each([0, 1, 2, 3, 4, 5])('finds base64 with %i bytes before the token', (before) => {
    const encoded = Buffer.from(
      `${'x='.repeat(3).slice(0, before)}${before === 0 ? '' : ' '}${token}\n`,
    ).toString('base64');
    expect(found(`data: ${encoded}\n`)).toEqual([[token, ['base64']]]);
  });

  it('finds base64 that is wrapped after 76 characters', () => {
    const encoded = Buffer.from(`${'-'.repeat(100)} ${token} ${'-'.repeat(100)}`)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n');
    expect(found(encoded)).toEqual([[token, ['base64']]]);
  });

  it('finds base64 in base64', () => {
    const inner = Buffer.from(`TOKEN=${token}`).toString('base64');
    const outer = Buffer.from(`{"auth":"${inner}"}`).toString('base64');
    expect(found(`kind: Secret\ndata:\n  config.json: ${outer}\n`)).toEqual([[token, ['base64', 'base64']]]);
  });

  it('tells base64url', () => {
    const encoded = Buffer.from(`\u00ff\u00fe?>?>${token}`, 'latin1').toString('base64url');
    expect(encoded).toMatch(/[-_]/);
    expect(found(encoded)).toEqual([[token, ['base64url']]]);
  });

  it.each(['hex', 'HEX'])('finds %s', (form) => {
    const encoded = Buffer.from(token).toString('hex');
    expect(found(form === 'hex' ? encoded : encoded.toUpperCase())).toEqual([[token, ['hex']]]);
  });

  it('finds UTF-16 of both byte orders', () => {
    const little = Buffer.from(`\ufeffTOKEN=${token}\r\n`, 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(found(little)).toEqual([[token, ['utf-16le']]]);
    expect(found(big)).toEqual([[token, ['utf-16be']]]);
  });

  it('finds UTF-16 behind a keyword of three bytes', () => {
    const short: Rule = { ...(rules[0] as Rule), keywords: ['dm_'], pattern: 'dm_[a-z0-9]{20}' };
    const secret = ['dm_', 'q7w8e9r1t2y3u4i5o6p7'].join('');
    const bytes = Buffer.from(`TOKEN=${secret}\r\n`, 'utf16le');
    const slice = {
      file: 0,
      path: 'x.reg',
      start: 0,
      end: bytes.length,
      offset: 0,
      from: 0,
      to: bytes.length,
      whole: true,
    };
    const { matches } = new Detector([short]).scan({ bytes, slices: [slice] });
    expect(matches.map((match) => match.secret)).toEqual([secret]);
  });

  it('finds a file of settings in base64 by the names in it', () => {
    const short: Rule = { ...(rules[0] as Rule), keywords: ['dm_'], pattern: 'dm_[a-z0-9]{20}' };
    const secret = ['dm_', 'q7w8e9r1t2y3u4i5o6p7'].join('');
    for (const name of ['SHOP_API_KEY', 'SHOP_TOKEN', 'CLIENT_SECRET', 'DB_PASSWORD']) {
      for (const before of ['', 'A=1\n', 'A=12\n']) {
        const text = Buffer.from(`${before}${name}=${secret}\nLOG_LEVEL=info\n`).toString('base64');
        const bytes = Buffer.from(text);
        const slice = {
          file: 0,
          path: 'x.txt',
          start: 0,
          end: bytes.length,
          offset: 0,
          from: 0,
          to: bytes.length,
          whole: true,
        };
        const { matches } = new Detector([short]).scan({ bytes, slices: [slice] });
        expect(matches.map((match) => [match.secret, match.encoding])).toEqual([[secret, ['base64']]]);
      }
    }
  });

  it('sees through backslash and percent escapes', () => {
    const secret = 'p4ss+w0rd';
    expect(found(`"demo:\\/\\/bob:${secret.replace('+', '\\u002b')}@host"`)).toEqual([[secret, ['escape']]]);
    expect(found(`u=demo:%2F%2Fbob%3Ap4ssw0rd%40host`)).toEqual([['p4ssw0rd', ['percent']]]);
  });

  it('decodes the values of a Kubernetes Secret, and places them on their lines', () => {
    const manifest = `apiVersion: v1\nkind: Secret\ndata:\n  other: ${Buffer.from('nothing here').toString('base64')}\n  token: ${Buffer.from(token).toString('base64')}\n`;
    const [match] = scan(Buffer.from(manifest));
    expect(match).toMatchObject({ secret: token, encoding: ['base64'], line: 5, column: 10 });
  });

  it('gets through thousands of Kubernetes Secrets in one document', () => {
    const value = Buffer.from(token).toString('base64');
    const manifest = `kind: Secret\ndata:\n  token: ${value}\n`.repeat(8000);
    expect(scan(Buffer.from(manifest))).toHaveLength(8000);
  });

  it('takes the values of stringData as they stand', () => {
    // Twenty letters and digits, which are base64 as well.
    const rule: Rule = {
      id: 'demo-password',
      title: 'Demo',
      provider: 'Demo',
      severity: 'high',
      keywords: ['password'],
      assignment: { name: 'password$', value: '[\\x21-\\xff]{8,40}' },
      examples,
    };
    const plain = ['OV7Li9g24k', 'OsAcvUTGr3'].join('');
    const encoded = Buffer.from('kept-In-data-1').toString('base64');
    for (const manifest of [
      `kind: Secret\ndata:\n  a.password: ${encoded}\nstringData:\n  b.password: ${plain}\n`,
      `- kind: Secret\n  data:\n    a.password: ${encoded}\n  stringData:\n    b.password: ${plain}\n`,
      `{"kind": "Secret", "data": {"a.password": "${encoded}"}, "stringData": {"b.password": "${plain}"}}`,
    ]) {
      const slice = { file: 0, path: 'x.yml', start: 0, end: manifest.length, offset: 0, from: 0 };
      const { matches } = new Detector([rule]).scan({
        bytes: Buffer.from(manifest),
        slices: [{ ...slice, to: manifest.length, whole: true }],
      });
      expect(matches.map(({ secret }) => secret)).toContain('kept-In-data-1');
      expect(matches.find(({ secret }) => secret === plain)?.encoding).toEqual([]);
      expect(matches.every(({ secret }) => [plain, encoded, 'kept-In-data-1'].includes(secret))).toBe(true);
    }
  });

  it('tells the token of an encoded login, not the login as well', () => {
    const login: Rule = {
      id: 'demo-login',
      title: 'Demo',
      provider: 'Demo',
      severity: 'high',
      keywords: ['"auth"'],
      pattern: '"auth": "(?<secret>[A-Za-z0-9+/]{8,200}={0,2})"',
      checks: ['base64-userpass'],
      examples,
    };
    const both = new Detector([...rules, login]);
    const rulesOf = (password: string): string[] => {
      const text = `{"auth": "${Buffer.from(`ci:${password}`).toString('base64')}"}`;
      const slice = { file: 0, path: 'config.json', start: 0, end: text.length, offset: 0, from: 0 };
      return both
        .scan({ bytes: Buffer.from(text), slices: [{ ...slice, to: text.length, whole: true }] })
        .matches.map(({ rule }) => rule);
    };
    expect(rulesOf(token)).toEqual(['demo-token']);
    expect(rulesOf('no-known-form-7')).toEqual(['demo-login']);
  });

  it('tells where the encoded form stands', () => {
    const encoded = Buffer.from(`a: ${token}`).toString('base64');
    const [match] = scan(Buffer.from(`first\n  ${encoded}\n`));
    expect(match).toMatchObject({ line: 2, column: 3 + 4, start: 6 + 2 + 4 });
  });
});

describe('unescapeText', () => {
  it('keeps track of where each character came from', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '\\n', '%41', '\\u0041', '\\x41', '&amp;', '\\', '%', '\\/')),
        (parts) => {
          const text = parts.join('');
          const unescaped = unescapeText(text);
          if (unescaped === null) return;
          expect(unescaped.locate(unescaped.text.length)).toBe(text.length);
          for (let at = 0; at < unescaped.text.length; at++) {
            expect(unescaped.locate(at + 1)).toBeGreaterThan(unescaped.locate(at));
          }
        },
      ),
    );
  });
});
