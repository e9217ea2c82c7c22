import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readProvenanceDocuments } from '../../src/source/provenance-documents.js';
import { readProvenanceFile } from '../../src/source/provenance-file.js';
import { writeTar } from '../helpers/tar.js';

const folder = mkdtempSync(path.join(tmpdir(), 'drydock-provenance-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const V02 = {
  buildType: 'https://mobyproject.org/buildkit@v1',
  invocation: { parameters: {} },
  metadata: {},
};
const V1 = { buildDefinition: { buildType: 'x' }, runDetails: {} };
const STATEMENT = { _type: 'x', predicateType: 'https://slsa.dev/provenance/v1', subject: [], predicate: V1 };
const ID = `sha256:${'1'.repeat(64)}`;
const DIGEST = `sha256:${'2'.repeat(64)}`;

interface Told {
  readonly version: unknown;
  readonly predicate: unknown;
  readonly configDigest: string | null;
  readonly platform: string | null;
}

function tell(
  found: readonly { statement: string; configDigest: string | null; platform: string | null }[],
): Told[] {
  return found.map(({ statement, configDigest, platform }) => {
    const { predicateType, predicate } = JSON.parse(statement) as {
      predicateType: string;
      predicate: unknown;
    };
    return { version: predicateType.split('/').at(-1), predicate, configDigest, platform };
  });
}

function write(contents: string | Uint8Array): string {
  const file = path.join(folder, 'given');
  writeFileSync(file, contents);
  return file;
}

const v02 = { version: 'v0.2', predicate: V02, configDigest: null, platform: null };
const v1 = { version: 'v1', predicate: V1, configDigest: null, platform: null };

describe('a provenance', () => {
  it.each([
    [
      'of a build’s metadata file',
      { 'buildx.build.provenance': V02, 'containerimage.config.digest': ID, 'containerimage.digest': DIGEST },
      [{ ...v02, configDigest: ID }],
    ],
    [
      'of each platform',
      {
        'buildx.build.provenance/linux/amd64': V02,
        'buildx.build.provenance/linux/arm/v7': V1,
        'containerimage.digest': DIGEST,
      },
      [
        { ...v02, platform: 'linux/amd64' },
        { ...v1, platform: 'linux/arm/v7' },
      ],
    ],
    [
      'of each target of bake',
      {
        web: { 'buildx.build.provenance': V02, 'containerimage.config.digest': ID },
        db: { 'buildx.build.provenance': V1, 'containerimage.config.digest': DIGEST },
        'buildx.build.warnings': [],
      },
      [
        { ...v02, configDigest: ID },
        { ...v1, configDigest: DIGEST },
      ],
    ],
    ['alone, as the build history has it', V02, [v02]],
    ['alone, in version 1', V1, [v1]],
    ['in a statement', STATEMENT, [v1]],
    ['of imagetools, for one platform', { SLSA: V02 }, [v02]],
    [
      'of imagetools, for several',
      { 'linux/amd64': { SLSA: V02 }, 'linux/arm64': { SLSA: V1 } },
      [
        { ...v02, platform: 'linux/amd64' },
        { ...v1, platform: 'linux/arm64' },
      ],
    ],
    [
      'in a signed envelope',
      {
        payloadType: 'application/vnd.in-toto+json',
        payload: Buffer.from(JSON.stringify(STATEMENT)).toString('base64'),
        signatures: [{ sig: 'x' }],
      },
      [v1],
    ],
  ])('%s is read', async (_, value, expected) => {
    expect(tell(await readProvenanceFile(write(JSON.stringify(value, null, 2))))).toEqual(expected);
  });

  it('is read with a byte order mark', async () => {
    expect(tell(await readProvenanceFile(write(`\ufeff${JSON.stringify(V02)}`)))).toEqual([v02]);
  });
});

describe('the archive of a build’s history', () => {
  const blobs = 'blobs/sha256/';
  const [one, two, record] = ['a', 'b', 'c'].map((char) => char.repeat(64)) as [string, string, string];
  const entries = {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({ manifests: [{ digest: `sha256:${'f'.repeat(64)}` }] }),
    [blobs + one]: JSON.stringify(V02),
    [blobs + two]: JSON.stringify(V1),
    [blobs + record]: JSON.stringify({
      Ref: 'abc',
      ExporterResponse: { 'containerimage.config.digest': ID },
      Result: { Attestations: [{ digest: `sha256:${one}` }] },
    }),
    [`${blobs}${'d'.repeat(64)}`]: 'a log, which is no JSON {',
  };

  const archive = Object.entries(entries).map(([name, text]) => ({ path: name, content: text }));

  it('has the provenance of each record, and the image that the record names', async () => {
    const expected = [{ ...v02, configDigest: ID }, v1];
    const tar = writeTar(archive);
    expect(tell(await readProvenanceFile(write(gzipSync(tar))))).toEqual(expected);
    expect(tell(await readProvenanceFile(write(tar)))).toEqual(expected);
  });

  it('is refused where it ends early', async () => {
    const bytes = gzipSync(writeTar(archive));
    await expect(readProvenanceFile(write(bytes.subarray(0, -20)))).rejects.toThrow(
      /can not be read to its end/,
    );
  });
});

describe('a file that holds no provenance', () => {
  it.each([
    ['text', 'FROM x\n'],
    ['nothing', ''],
    ['an empty list', '[]'],
    ['null, as buildx writes it when a build fails', 'null'],
    [
      'metadata without provenance',
      JSON.stringify({ 'containerimage.config.digest': ID, 'image.name': 'x' }),
    ],
    ['an SBOM', JSON.stringify({ predicateType: 'https://spdx.dev/Document', predicate: { name: 'x' } })],
    [
      'an image config',
      JSON.stringify({ architecture: 'amd64', config: { Env: [] }, rootfs: { type: 'layers' } }),
    ],
  ])('is refused: %s', async (_, text) => {
    await expect(readProvenanceFile(write(text))).rejects.toThrow(/holds no provenance$/);
  });

  it('is refused where it is none', async () => {
    await expect(readProvenanceFile(path.join(folder, 'absent'))).rejects.toThrow(
      /^there is no file .*absent$/,
    );
    await expect(readProvenanceFile(folder)).rejects.toThrow(/can not be read/);
  });
});

it('reads any JSON without an error', () => {
  const keys = [
    'buildx.build.provenance',
    'predicateType',
    'predicate',
    'payload',
    'payloadType',
    'SLSA',
    'ExporterResponse',
  ];
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 8 },
      fc.constantFrom('https://slsa.dev/provenance/v1', 'in-toto', 7, null, true, 'e30='),
      fc.array(tie('node'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        node.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        for (const { statement } of readProvenanceDocuments([{ name: 'x', text }]))
          expect(JSON.parse(statement)).toHaveProperty('predicate');
      },
    ),
  );
});
