import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readKeyText } from '../../../src/detector/checks/key-text.js';
import { ed25519Pkcs8 } from '../../../src/detector/checks/ssh-key.js';
import { publicHalf } from '../../../src/detector/checks/index.js';
import { expandExample } from '../../../src/rules/examples.js';
import { changeCharacter, runCheck } from './run-check.js';

const make = (name: string, seed: number | string = 1): string => expandExample(`\${token:${name}}`, seed);

/** The fingerprint as OpenSSL computes it. */
function fingerprint(pem: string): string {
  const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex');
}

describe('private-key', () => {
  it.each([
    ['pem-rsa', 'RSA private key of 2048 bits'],
    ['pem-pkcs8', 'RSA private key of 2048 bits'],
    ['pem-pkcs8-ed25519', 'Ed25519 private key of 256 bits'],
    ['pem-ec', 'EC private key of 256 bits'],
    ['pem-dsa', 'DSA private key of 1024 bits'],
    ['pem-openssh-ed25519', 'Ed25519 private key of 256 bits'],
    ['putty', 'Ed25519 private key of 256 bits'],
    ['pgp-private', 'PGP private key'],
  ])('tells kind and size of %s', (name, note) => {
    expect(runCheck('private-key', make(name))).toEqual({ outcome: 'pass', note });
  });

  it.each([
    ['pem-rsa-encrypted', 'RSA private key'],
    ['pem-encrypted', 'PKCS#8 private key'],
    ['pem-openssh-encrypted', 'Ed25519 private key of 256 bits'],
  ])('lowers %s, which is encrypted', (name, start) => {
    const note = `${start}, encrypted: it opens only with its passphrase`;
    expect(runCheck('private-key', make(name))).toEqual({ outcome: 'pass', note, atMost: 'low' });
  });

  const whole = make('pem-rsa');
  const lines = whole.split('\n');
  it.each([
    ['CRLF', lines.join('\r\n')],
    ['an escaped line feed', lines.join('\\n')],
    ['a line feed escaped twice', lines.join('\\\\n')],
    ['an escaped CRLF', lines.join('\\r\\n')],
    ['YAML indentation', lines.map((line) => `      ${line}`).join('\n')],
    ['tabs', lines.map((line) => `\t\t${line}`).join('\n')],
    ['blanks in place of line feeds', lines.join(' ')],
    ['one long line', [lines[0], lines.slice(1, -1).join(''), lines.at(-1)].join('\n')],
    ['strings joined in Java', lines.map((line) => `    "${line}\\n"`).join(' +\n')],
    ['strings joined in Python', lines.map((line) => `    '${line}\\n'`).join('\n')],
    ['strings joined in PHP', lines.map((line) => `'${line}' . "\\n"`).join(' .\n')],
    ['a list', lines.map((line) => `  "${line}",`).join('\n')],
    ['comments', lines.map((line) => `# ${line}`).join('\n')],
    ['comments of another kind', lines.map((line) => `// ${line}`).join('\n')],
    ['a patch', lines.map((line) => `+${line}`).join('\n')],
    ['percent-encoding', encodeURIComponent(whole)],
    ['JSON with escaped slashes', JSON.stringify(whole).replaceAll('/', '\\/')],
    [
      'JSON of HTML-safe encoders',
      JSON.stringify(whole).replaceAll('+', '\\u002b').replaceAll('=', '\\u003D'),
    ],
    ['XML', lines.join('&#10;')],
    ['blank lines between', lines.join('\n\n')],
    ['blanks at line ends', lines.join('  \n')],
  ])('reads a key with %s', (_, text) => {
    expect(runCheck('private-key', text)).toEqual({ outcome: 'pass', note: 'RSA private key of 2048 bits' });
    expect(publicHalf(text)?.spkiSha256).toBe(fingerprint(whole));
  });

  it('keeps a line of slashes, which the prime of P-521 is full of', () => {
    const der = Buffer.concat([Buffer.from('308200', 'hex'), Buffer.alloc(120, 0xff)]).toString('base64');
    const text = `-----BEGIN PRIVATE KEY-----\n${der.slice(0, 64)}\n${der.slice(64, 128)}\n-----END PRIVATE KEY-----`;
    expect(readKeyText(text)?.lines).toEqual([der.slice(0, 64), der.slice(64, 128)]);
  });

  it('reads an encrypted key whose headers stand on one line with it', () => {
    const text = make('pem-rsa-encrypted').replaceAll('\n', ' ');
    expect(runCheck('private-key', text)).toMatchObject({ outcome: 'pass', atMost: 'low' });
  });

  it('takes what the match lacks from its surroundings', () => {
    const cut = whole.length - 200;
    expect(runCheck('private-key', whole.slice(0, cut), { after: `${whole.slice(cut)}\nnext` }).outcome).toBe(
      'pass',
    );
    const body = lines.slice(1).join('\n');
    expect(runCheck('private-key', body, { before: `key: |\n${lines[0]}\n` }).outcome).toBe('pass');
  });

  it.each([
    ['an ellipsis', 'MIIEpAIBAAKCAQEA...\n'],
    ['an ellipsis after a start', `${lines.slice(1, 4).join('\n')}\n...\n`],
    ['an ellipsis in UTF-8', `${lines.slice(1, 4).join('\n')}\u00e2\u0080\u00a6`],
    ['nothing', ''],
    ['a few characters', 'MIIEpAIBAAKCAQEA'],
    ['filler', `${'x'.repeat(64)}\n${'x'.repeat(64)}`],
    ['words', 'your private key goes here, paste it in place of this line, all of it please; do not forget'],
    ['an example of the AWS documentation', `${lines[1]}EXAMPLE${lines.slice(2, -1).join('\n')}`],
  ])('drops a block with %s', (_, body) => {
    const text = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`;
    expect(runCheck('private-key', text)).toEqual({ outcome: 'drop', note: 'holds no key' });
  });

  it('drops the labels in the code of a parser', () => {
    const code =
      "const BEGIN = '-----BEGIN RSA PRIVATE KEY-----';\nconst END = '-----END RSA PRIVATE KEY-----';\n";
    const unended =
      "if (text.startsWith('-----BEGIN PRIVATE KEY-----')) {\n  return parsePkcs8(text.slice(27), options);\n}\n";
    expect(runCheck('private-key', code).outcome).toBe('drop');
    expect(runCheck('private-key', unended.slice(20, 48), { after: unended.slice(48) }).outcome).toBe('drop');
  });

  it('fails a key that is cut short', () => {
    const cut = [...lines.slice(0, 10), lines.at(-1)].join('\n');
    expect(runCheck('private-key', cut)).toEqual({ outcome: 'fail', note: 'the key is cut short' });
    expect(runCheck('private-key', lines.slice(0, 10).join('\n'))).toMatchObject({ outcome: 'fail' });
  });

  it('fails random base64 under a key label', () => {
    const text = expandExample('-----BEGIN PRIVATE KEY-----\n${b:640}\n-----END PRIVATE KEY-----', 7);
    expect(runCheck('private-key', text)).toEqual({ outcome: 'fail', note: 'the key does not parse' });
  });

  it.each(['pem-rsa', 'pem-pkcs8', 'pem-ec', 'pem-openssh-ed25519', 'putty', 'pgp-private'])(
    'fails %s with one character changed in the middle of its numbers',
    (name) => {
      const text = make(name);
      const at = { 'pem-ec': 60, 'pem-openssh-ed25519': 140, putty: 130, 'pgp-private': 110 }[name] ?? 300;
      expect(runCheck('private-key', changeCharacter(text, at)).outcome).toBe('fail');
    },
  );

  it('reads keys that OpenSSL makes, of every kind', () => {
    const pairs = [
      generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
      generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('ed448'),
      generateKeyPairSync('x25519'),
      generateKeyPairSync('x448'),
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
      generateKeyPairSync('rsa-pss', { modulusLength: 1024 }),
    ];
    for (const { privateKey } of pairs) {
      const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
      expect(runCheck('private-key', pem).outcome).toBe('pass');
      expect(publicHalf(pem)?.spkiSha256).toBe(fingerprint(pem));
    }
  });

  it('knows a public test key: RFC 8410, section 10.3', () => {
    const seed = Buffer.from('d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842', 'hex');
    const text = `-----BEGIN PRIVATE KEY-----\n${ed25519Pkcs8(seed).toString('base64')}\n-----END PRIVATE KEY-----`;
    expect(runCheck('private-key', text)).toEqual({
      outcome: 'pass',
      note: 'Ed25519 private key of 256 bits: known test key of RFC 8410, section 10.3',
      atMost: 'low',
    });
  });

  it('has nothing to say of what is no private key', () => {
    expect(runCheck('private-key', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----')).toEqual({
      outcome: 'none',
    });
  });

  it('never tells a piece of the key', () => {
    for (const name of ['pem-rsa', 'putty', 'pgp-private', 'pem-openssh-ed25519']) {
      const text = make(name);
      const { note = '' } = runCheck('private-key', text);
      expect(text.split('\n').some((line) => line.length > 20 && note.includes(line.slice(0, 12)))).toBe(
        false,
      );
    }
  });
});

describe('pgp-armour', () => {
  it('proves the checksum, and reads whether the key is encrypted', () => {
    const text = make('pgp-private');
    expect(runCheck('pgp-armour', text)).toEqual({ outcome: 'pass', note: 'checksum fits; PGP private key' });
    expect(runCheck('pgp-armour', changeCharacter(text, 110)).outcome).toBe('fail');
    expect(
      runCheck('pgp-armour', text.replace('BLOCK-----\n', 'BLOCK-----\nVersion: GnuPG v2\n')).outcome,
    ).toBe('pass');
  });

  it('says of a block without checksum only what the key tells', () => {
    const text = make('pgp-private').replace(/\n=.{4}\n/, '\n');
    expect(runCheck('pgp-armour', text)).toEqual({ outcome: 'none', note: 'PGP private key' });
  });

  it('lowers an encrypted key', () => {
    const bytes = Buffer.from(make('pgp-private').split('\n').slice(2, -2).join(''), 'base64');
    // The S2K usage of this packet is byte 53: head 2, version 1, time 4, algorithm 1, curve 10, point 35.
    expect(bytes[53]).toBe(0);
    bytes[53] = 254;
    const text = `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${bytes.toString('base64')}\n-----END PGP PRIVATE KEY BLOCK-----`;
    expect(runCheck('pgp-armour', text).atMost).toBe('low');
    expect(runCheck('private-key', text).atMost).toBe('low');
  });
});

describe('publicHalf', () => {
  it('is the same for a key in all its formats', () => {
    const rsa = publicHalf(make('pem-rsa', 5));
    expect(rsa).toEqual({ kind: 'RSA', bits: 2048, spkiSha256: fingerprint(make('pem-rsa', 5)) });
    expect(publicHalf(make('pem-pkcs8', 5))).toEqual(rsa);
  });

  it('is told by OpenSSH and PuTTY keys', () => {
    const plain = publicHalf(make('pem-openssh-ed25519'));
    expect(plain).toMatchObject({ kind: 'Ed25519', bits: 256 });
    // Both are of the same seed, so of the same key; the encrypted one's public half is in plain text.
    expect(publicHalf(make('pem-openssh-encrypted'))).toEqual(plain);
    expect(publicHalf(make('putty'))).toEqual(plain);
  });

  it.each(['', 'hello', '-----BEGIN PRIVATE KEY-----', make('pem-encrypted'), make('pgp-private')])(
    'is null where it is hidden or missing',
    (text) => {
      expect(publicHalf(text)).toBeNull();
    },
  );
});

describe('private-key-base64', () => {
  const bare = (name: string): string => make(name).split('\n').slice(1, -1).join('');

  it.each([
    ['pem-rsa', 'RSA private key of 2048 bits'],
    ['pem-pkcs8', 'RSA private key of 2048 bits'],
    ['pem-ec', 'EC private key of 256 bits'],
    ['pem-pkcs8-ed25519', 'Ed25519 private key of 256 bits'],
  ])('tells kind and size of %s without its first and last line', (name, note) => {
    expect(runCheck('private-key-base64', bare(name))).toEqual({ outcome: 'pass', note });
  });

  it('doubts what begins like a key and is none', () => {
    const text = expandExample('MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${b:1592}', 1);
    expect(runCheck('private-key-base64', text).outcome).toBe('fail');
    expect(runCheck('private-key-base64', bare('pem-rsa').slice(0, 900)).outcome).toBe('fail');
  });
});
