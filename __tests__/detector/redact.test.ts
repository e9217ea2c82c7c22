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
});
