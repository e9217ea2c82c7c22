import fc from 'fast-check';
import { Detector, type Rule } from '../../src/detector/index.js';
import type { Block } from '../../src/model/block.js';
import { BlockPacker, BLOCK_BYTES } from '../../src/source/block-packer.js';
import { type FileMatch, MatchCollector } from '../../src/trace/match-collector.js';

const examples = { match: [], ignore: [] };
const rules: Rule[] = [
  {
    id: 'demo-token',
    title: 'Demo',
    provider: 'Demo',
    severity: 'high',
    keywords: ['demo_'],
    pattern: 'demo_[a-z0-9]{20}',
    entropy: 3,
    examples,
  },
  {
    id: 'demo-id',
    title: 'Demo ID',
    provider: 'Demo',
    severity: 'medium',
    part: 'ID',
    keywords: ['DEMOID'],
    pattern: 'DEMOID[0-9]{8}',
    examples,
  },
  {
    id: 'demo-secret',
    title: 'Demo secret',
    provider: 'Demo',
    severity: 'critical',
    part: 'secret',
    keywords: ['demo_secret', 'demo-secret'],
    assignment: { name: 'demo_secret$', value: '[a-z0-9]{24}' },
    pairWith: 'demo-id',
    examples,
  },
  {
    id: 'hexkey',
    title: 'Acme key',
    provider: 'Acme',
    severity: 'high',
    keywords: ['acme'],
    assignment: { name: 'acme(_[a-z]+)*_key$', value: '[0-9a-f]{32}' },
    examples,
  },
  {
    id: 'generic',
    title: 'Generic',
    provider: 'Generic',
    severity: 'high',
    general: true,
    guessable: true,
    keywords: ['password', 'secret', 'key'],
    assignment: { name: '(password|secret|key)$', value: '.{8,}' },
    examples,
  },
  {
    id: 'by-path',
    title: 'By path',
    provider: 'Demo',
    severity: 'high',
    keywords: [],
    paths: ['.demopass'],
    pattern: '^[^:\\n]+:(?<secret>[^:\\n]{8,40})$',
    examples,
  },
];
const body = ['q7w8e9r1t2', 'y3u4i5o6p7'].join('');
const token = `demo_${body}`;
const detector = new Detector(rules);

/** Scans files as the program does: packed in blocks, results gathered. */
async function scanFiles(
  files: readonly { path: string; content: Uint8Array }[],
  chunkBytes = 65536,
): Promise<FileMatch[]> {
  const collector = new MatchCollector();
  const packer = new BlockPacker((block: Block) => {
    collector.add(detector.scan(block), block.slices);
  });
  for (const { path, content } of files) {
    packer.begin(path);
    for (let at = 0; at < content.length; at += chunkBytes)
      await packer.write(content.subarray(at, at + chunkBytes));
    packer.end();
  }
  await packer.flush();
  return collector.matches(0, files.length);
}

async function scanText(text: string, path = 'file.txt'): Promise<FileMatch[]> {
  return scanFiles([{ path, content: Buffer.from(text) }]);
}

describe('Detector', () => {
  it('tells line and column, from 1', async () => {
    const [match] = await scanText(`first\n\n  a = "${token}"\n`);
    expect(match).toMatchObject({
      secret: token,
      line: 3,
      column: 8,
      start: 14,
      end: 14 + token.length,
      path: 'file.txt',
    });
  });

  it('keeps the files of one block apart', async () => {
    const matches = await scanFiles([
      { path: 'a', content: Buffer.from('x\ny\ndemo_') },
      { path: 'b', content: Buffer.from(body) },
      { path: 'empty', content: Buffer.alloc(0) },
      { path: 'c', content: Buffer.from(`\n${token}`) },
    ]);
    expect(matches.map(({ path, line, column }) => ({ path, line, column }))).toEqual([
      { path: 'c', line: 2, column: 1 },
    ]);
  });

  it.each([-40, -25, -24, -1, 0, 1, 24, 25, 40])(
    'finds a token once that stands %i bytes from a block boundary',
    async (shift) => {
      for (const boundary of [
        BLOCK_BYTES,
        BLOCK_BYTES - 32 * 1024,
        2 * BLOCK_BYTES - 64 * 1024 - 32 * 1024,
      ]) {
        const content = Buffer.alloc(3 * BLOCK_BYTES, 'line of text\n');
        content.write(`\n ${token} \n`, boundary + shift);
        const matches = await scanFiles([{ path: 'large', content }]);
        const before = content.subarray(0, boundary + shift + 2).toString();
        expect(matches).toHaveLength(1);
        expect(matches[0]).toMatchObject({
          start: boundary + shift + 2,
          line: before.split('\n').length,
          column: 2,
        });
      }
    },
  );

  it('counts columns of a line longer than a block', async () => {
    const content = Buffer.alloc(3 * BLOCK_BYTES, 'x ');
    content.write(` ${token} `, 2 * BLOCK_BYTES + 1000);
    const [match] = await scanFiles([{ path: 'long', content }]);
    expect(match).toMatchObject({ line: 1, column: 2 * BLOCK_BYTES + 1002 });
  });

  it('finds what is in binary files', async () => {
    const content = Buffer.concat([
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 255, 0]),
      Buffer.from(token),
      Buffer.from([0, 1, 2]),
    ]);
    expect(await scanFiles([{ path: 'program', content }])).toHaveLength(1);
  });

  it('demands that nothing of a word stands right before or after, but sees through escapes', async () => {
    expect(await scanText(`x${token}`)).toHaveLength(0);
    expect(await scanText(`${token}x`)).toHaveLength(0);
    expect(await scanText(`"\\n${token}"`)).toHaveLength(1);
    expect(await scanText(`token%3D${token}&`)).toHaveLength(1);
    expect(await scanText(`-${token}-`)).toHaveLength(1);
  });

  it('is silent about placeholders and what has too little entropy', async () => {
    expect(
      await scanText(
        `demo_${'x'.repeat(20)} demo_${'example123'.repeat(2)} demo_${'aabb'.repeat(5)} demo_12345678901234567890`,
      ),
    ).toHaveLength(0);
  });

  it('reads assignments in the name, and under the section before it', async () => {
    const hex = ['0f1e2d3c4b5a6978', '8796a5b4c3d2e1f0'].join('');
    for (const text of [
      `ACME_API_KEY=${hex}`,
      `acme:\n  host: x\n  api_key: "${hex}"`,
      `[acme]\nkey = ${hex}\n`,
      `{"acme": {"apiKey": "${hex}"}}`,
      `curl https://acme.example/ -H "X-Api-Key: ${hex}"`,
    ]) {
      expect((await scanText(text)).map(({ rule }) => rule)).toEqual(['hexkey']);
    }
    expect((await scanText(`digest: ${hex}`)).map(({ rule }) => rule)).toEqual([]);
  });

  it('joins the halves of a pair, and tells a half that is alone', async () => {
    const secret = ['k3x9w2m7q5z8', 'r4t1v6n0b5c2'].join('');
    const id = ['DEMOID', '48213975'].join('');
    const [pair, ...none] = await scanText(`id=${id}\ndemo_secret=${secret}\n`);
    expect(none).toEqual([]);
    expect(pair).toMatchObject({
      rule: 'demo-secret',
      secret,
      severity: 'critical',
      parts: [
        { name: 'ID', value: id },
        { name: 'secret', value: secret },
      ],
    });
    expect((await scanText(`id=${id}`)).map(({ rule }) => rule)).toEqual(['demo-id']);
    expect(
      (await scanText(`id=${id}\n${'.'.repeat(500)}\ndemo_secret=${secret}\n`)).map(({ rule }) => rule),
    ).toEqual(['demo-id', 'demo-secret']);
  });

  it('prefers the rule that knows the format', async () => {
    expect((await scanText(`password = "${token}"`)).map(({ rule }) => rule)).toEqual(['demo-token']);
    expect((await scanText(`password = "kX9#mQ2$vL"`)).map(({ rule }) => rule)).toEqual(['generic']);
  });

  it.each([
    'password: str = None',
    'password = getpass.getpass()',
    'password=changeme',
    'password: ${DB_PASSWORD}',
    'password: "{{ .Values.password }}"',
    'password = config.database.password',
    'key = "primary_key_name"',
    'secret: <your-secret>',
    'password = "Enter your password"',
    'key: "content-type"',
    'secret = process.env.APP_SECRET',
    'key: /etc/ssl/private/server.key',
    'password: 12345678',
    'secret_key: 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'key="org.apache.commons.logging"',
    'password: $DB_PASSWORD',
    'password_key = "user.password.reset"',
  ])('takes %s for no secret', async (text) => {
    expect(await scanText(text)).toEqual([]);
  });

  it('tries rules without keywords on the files that they are for', async () => {
    expect((await scanText('user:kX9mQ2vLpp\n', 'root/.demopass')).map(({ secret }) => secret)).toEqual([
      'kX9mQ2vLpp',
    ]);
    expect(await scanText('user:kX9mQ2vLpp\n', 'root/.demopass.txt')).toEqual([]);
  });

  it('gives a secret as the text that it is', async () => {
    const [match] = await scanText('password = "kX9#mÖ2$vL€x"');
    expect(match?.secret).toBe('kX9#mÖ2$vL€x');
  });

  it('never throws, whatever the bytes', () => {
    const pieces = fc.constantFrom(
      'demo_',
      token,
      'password',
      '=',
      '"',
      ':',
      '\n',
      '\\',
      '%3D',
      'kind: Secret',
      'data:\n',
      'DEMOID12345678',
      'demo_secret',
      '\0',
      'é',
      Buffer.from(token).toString('base64'),
      Buffer.from(token).toString('hex'),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        const bytes = Buffer.from(parts.join(''));
        const slice = {
          file: 0,
          path: 'f',
          start: 0,
          end: bytes.length,
          offset: 0,
          from: 0,
          to: bytes.length,
          whole: true,
        };
        for (const match of detector.scan({ bytes, slices: [slice] }).matches) {
          expect(match.end).toBeGreaterThan(match.start);
          expect(match.end).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
