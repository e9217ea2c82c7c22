import zlib from 'node:zlib';
import { redact, redactAll } from '../../src/detector/redact.js';

const long = ['q7w8e9r1t2', 'y3u4i5o6p7', 'a8s9d1f2g3', 'h4j5k6'].join('');
const plain = { keywords: ['demo_live_', 'demo_'], guessable: false };

describe('redact', () => {
  it('shows the public prefix and the last four characters of a long random token', () => {
    expect(redact(`demo_live_${long}`, plain)).toBe('demo_live_…j5k6');
  });

  it('shows nothing of a password, however long', () => {
    for (const secret of ['hunter2', long, `demo_live_${long}`]) {
      expect(redact(secret, { keywords: ['demo_live_'], guessable: true })).toBe('********');
    }
  });

  it('shows no tail of a short token', () => {
    expect(redact(`demo_${long.slice(0, 12)}`, plain)).toBe('demo_********');
  });

  it('shows the label of a key, and nothing of its body', () => {
    const key = ['-----BEGIN ', 'RSA PRIVATE KEY-----\n', long, '\n-----END '].join('');
    expect(redact(key, plain)).toBe('-----BEGIN RSA PRIVATE KEY----- …');
  });
});

describe('redactAll', () => {
  const secrets = new Map([
    ['p4ss/wörd+1', '[A]'],
    ['p4ss/wörd+12', '[B]'],
    ['$&$&', '[C]'],
  ]);

  it('replaces every form of every secret, the longest first', () => {
    const [first] = secrets.keys();
    const texts = [first ?? '', encodeURIComponent(first ?? ''), Buffer.from(first ?? '').toString('base64')];
    expect(redactAll(texts.join(' '), secrets)).toBe('[A] [A] [A]');
    expect(redactAll('x=p4ss/wörd+12;', secrets)).toBe('x=[B];');
    expect(redactAll('$&$&', secrets)).toBe('[C]');
  });

  describe('of a secret that stands there encoded', () => {
    const secret = ['Kq7wPz3', 'LmNxVt92Rb'].join('');
    const known = new Map([[secret, '[S]']]);
    const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
    const settings = `PORT=8080\nDB_PASSWORD=${secret}\nLOG_LEVEL=info\n`;
    const wrapped = base64(settings.repeat(2)).replace(/(.{76})/g, '$1\n');

    it.each([
      ['base64', `ENV CONFIG=${base64(settings)} B=2`, 'ENV CONFIG=******** B=2'],
      [
        'base64 in base64',
        `RUN echo ${base64(base64(settings))} | base64 -d`,
        'RUN echo ******** | base64 -d',
      ],
      ['base64 in lines', `RUN cat <<E >x\n${wrapped}\nE`, 'RUN cat <<E >x\n********\nE'],
      ['gzip', `x: ${base64(zlib.gzipSync(settings))}`, 'x: ********'],
      ['hex', `x'${Buffer.from(settings).toString('hex')}'`, "x'********'"],
      ['UTF-16', `-enc ${base64(Buffer.from(settings, 'utf16le'))}`, '-enc ********'],
      ['escapes', `a\\u003d${secret.replace('P', '\\x50')}"`, 'a\\u003d********"'],
      [
        'base64 in JSON in JSON',
        JSON.stringify(JSON.stringify({ a: base64(settings) })),
        '"{\\"a\\":\\"********\\"}"',
      ],
    ])('hides the whole of %s', (_, text, expected) => {
      expect(redactAll(text, known)).toBe(expected);
    });

    it('leaves all else as it is', () => {
      const text = `COPY app/${'long/path/'.repeat(9)} . && echo ${base64('nothing that is secret here')} # \\u0041%41`;
      expect(redactAll(text, known)).toBe(text);
    });

    it('knows of secrets that are added later', () => {
      const growing = new Map([['another-secret', '[A]']]);
      expect(redactAll(secret, growing)).toBe(secret);
      growing.set(secret, '[S]');
      expect(redactAll(secret, growing)).toBe('[S]');
    });
  });
});
