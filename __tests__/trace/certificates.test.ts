import { describe, expect, it } from '@jest/globals';
import { publicHalf } from '../../src/detector/checks/index.js';
import { Detector } from '../../src/detector/index.js';
import type { FileCertificate } from '../../src/model/match.js';
import { BlockPacker, BLOCK_BYTES } from '../../src/source/block-packer.js';
import { matchCertificates } from '../../src/trace/certificates.js';
import { makeCertificate, makeKey, type TestName } from './make-certificate.js';

const NOW = Date.parse('2026-06-01');
const shop: TestName = [['CN', 'shop.example.com']];
const key = makeKey();
const at = (path: string, { base64 }: { base64: string }): FileCertificate => ({ file: 0, path, base64 });

/** The only key's notes, and whether it is trusted. */
function useOf(certificates: readonly FileCertificate[], roots?: readonly string[]) {
  return matchCertificates([key.spkiSha256], certificates, NOW, roots).get(key.spkiSha256);
}

describe('matchCertificates', () => {
  it('tells subject, validity and that it is self-signed', () => {
    const other = makeCertificate({ key: makeKey(), subject: [['CN', 'other']] });
    const own = makeCertificate({ key, subject: shop });
    expect(useOf([at('etc/other.crt', other), at('srv/ssl/server.crt', own)])).toEqual({
      notes: [
        'key of certificate srv/ssl/server.crt: CN shop.example.com, valid until 2036-01-01, self-signed',
      ],
      isPubliclyTrusted: false,
    });
  });

  it('finds the key by the public half that the detector tells of it', () => {
    expect(publicHalf(key.pem)?.spkiSha256).toBe(key.spkiSha256);
  });

  it('says nothing of keys without a certificate, and of what is no certificate', () => {
    const other = makeCertificate({ key: makeKey(), subject: shop });
    expect(
      useOf([at('a', other), { file: 0, path: 'b', base64: Buffer.alloc(200, 7).toString('base64') }]),
    ).toBeUndefined();
    expect(useOf([])).toBeUndefined();
  });

  it('a certificate at several places is told once, several certificates worst first, and no more than three', () => {
    const own = makeCertificate({ key, subject: shop });
    const others = ['2030-01-01', '2031-01-01', '2032-01-01', '2033-01-01'].map((to) =>
      makeCertificate({ key, subject: shop, to }),
    );
    const notes =
      useOf([...others.map((other, index) => at(`c${index}`, other)), at('a', own), at('b', own)])?.notes ??
      [];
    expect(notes.map((note) => note.slice(0, 28))).toEqual([
      'key of certificate a and 1 m',
      'key of certificate c3: CN sh',
      'key of certificate c2: CN sh',
      'key of 2 more certificates',
    ]);
  });

  it('names the host where there is no common name, and takes line breaks out of names', () => {
    const subject: TestName = [['O', 'Shop']];
    expect(useOf([at('a', makeCertificate({ key, subject, host: 'shop.example.com' }))])?.notes[0]).toContain(
      ': shop.example.com, ',
    );
    const odd = makeCertificate({ key, subject: [['CN', 'a\u001b[31m\n::warning::b']] });
    expect(useOf([at('a\nb', odd)])?.notes[0]).not.toMatch(/[\n\u001b]/);
  });

  describe('a public authority', () => {
    const rootKey = makeKey();
    const rootName: TestName = [
      ['O', 'Test Root Authority'],
      ['CN', 'Root 1'],
    ];
    const root = makeCertificate({ key: rootKey, subject: rootName, isAuthority: true });
    const middleKey = makeKey();
    const middleName: TestName = [
      ['O', 'Somebody'],
      ['CN', 'Middle 1'],
    ];
    const middle = makeCertificate({
      key: middleKey,
      subject: middleName,
      issuer: { key: rootKey, subject: rootName },
      isAuthority: true,
    });
    const leaf = makeCertificate({ key, subject: shop, issuer: { key: middleKey, subject: middleName } });

    it('vouches by a chain of signatures to a root', () => {
      expect(useOf([at('fullchain.pem', leaf), at('fullchain.pem', middle)], [root.pem])).toEqual({
        notes: [
          'key of certificate fullchain.pem: CN shop.example.com, issued by Middle 1 (Somebody), valid until 2036-01-01',
        ],
        isPubliclyTrusted: true,
      });
    });

    it('does not where a link of the chain is missing, forged, or the root is not public', () => {
      const forged = makeCertificate({ key, subject: shop, issuer: { key: makeKey(), subject: middleName } });
      expect(useOf([at('a', leaf)], [root.pem])?.isPubliclyTrusted).toBe(false);
      expect(useOf([at('a', forged), at('b', middle)], [root.pem])?.isPubliclyTrusted).toBe(false);
      expect(useOf([at('a', leaf), at('b', middle), at('c', root)])?.isPubliclyTrusted).toBe(false);
    });

    it.each(["Let's Encrypt", 'DigiCert Inc', 'GoDaddy.com, Inc.'])(
      'vouches by its name, as %s, where the rest of the chain is not there',
      (name) => {
        const issuer = {
          key: makeKey(),
          subject: [
            ['C', 'US'],
            ['O', name],
            ['CN', 'R11'],
          ] as TestName,
        };
        const valid = makeCertificate({ key, subject: shop, issuer });
        expect(useOf([at('a', valid)])?.isPubliclyTrusted).toBe(true);
      },
    );

    it('does not vouch for what has expired or is not valid yet, nor for who only calls himself so', () => {
      const issuer = { key: rootKey, subject: rootName };
      const expired = makeCertificate({ key, subject: shop, issuer, to: '2026-05-31' });
      const early = makeCertificate({ key, subject: shop, issuer, from: '2026-06-02' });
      const own = makeCertificate({ key, subject: [['O', "Let's Encrypt"]] });
      expect(useOf([at('a', expired)], [root.pem])).toEqual({
        notes: [
          'key of certificate a: CN shop.example.com, issued by Root 1 (Test Root Authority), expired 2026-05-31',
        ],
        isPubliclyTrusted: false,
      });
      expect(useOf([at('a', early)], [root.pem])?.notes[0]).toContain(
        'valid from 2026-06-02 until 2036-01-01',
      );
      expect(useOf([at('a', early)], [root.pem])?.isPubliclyTrusted).toBe(false);
      expect(useOf([at('a', own)])?.isPubliclyTrusted).toBe(false);
    });
  });
});

describe('certificates of a block', () => {
  const { pem, base64 } = makeCertificate({ key, subject: shop });

  async function find(
    files: Readonly<Record<string, string>>,
    chunkBytes = 65_536,
  ): Promise<FileCertificate[]> {
    const detector = new Detector([]);
    const found: FileCertificate[] = [];
    const packer = new BlockPacker((block) => void found.push(...detector.scan(block).certificates));
    for (const [path, content] of Object.entries(files)) {
      packer.begin(path);
      for (let from = 0; from < content.length; from += chunkBytes) {
        await packer.write(Buffer.from(content.slice(from, from + chunkBytes)));
      }
      packer.end();
    }
    await packer.flush();
    return found;
  }

  it('are found in every way of writing them', async () => {
    const files = {
      plain: pem,
      crlf: pem.replaceAll('\n', '\r\n'),
      indented: `tls.crt: |\n${pem.replace(/^/gm, '    ')}`,
      json: JSON.stringify({ certificate: pem }),
      base64: `  tls.crt: ${Buffer.from(pem).toString('base64')}\n`,
    };
    expect(await find(files)).toEqual(Object.keys(files).map((path, file) => ({ file, path, base64 })));
  });

  it('are not found where there are none', async () => {
    expect(
      await find({
        none: '',
        begin: '-----BEGIN CERTIFICATE-----',
        short: pem.slice(0, 200),
        split: pem.slice(200),
        words: pem.replace(base64.slice(0, 60), '<certificate>'),
      }),
    ).toEqual([]);
  });

  it('all of a chain, but none of a bundle of authorities', async () => {
    expect(await find({ chain: pem.repeat(20) })).toHaveLength(20);
    expect(await find({ bundle: pem.repeat(21) })).toEqual([]);
    expect(await find({ encoded: Buffer.from(pem.repeat(3)).toString('base64') })).toHaveLength(3);
  });

  it('are found once wherever a large file is cut', async () => {
    for (const before of [
      BLOCK_BYTES - 300,
      BLOCK_BYTES - 32 * 1024 - 200,
      BLOCK_BYTES - 64 * 1024,
      BLOCK_BYTES,
    ]) {
      const found = await find({ large: `${'x'.repeat(before)}\n${pem}${'y'.repeat(BLOCK_BYTES)}` });
      expect(found.map((entry) => entry.base64)).toEqual([base64]);
    }
  });
});
