import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import zlib from 'node:zlib';
import { digestFile } from '../../src/detector/file-digests.js';
import { ContainerTable } from '../../src/trace/container-table.js';
import { LayerTracer } from '../../src/trace/layer-tracer.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { readAll } from '../helpers/read.js';
import { type TestEntry, writeTar } from '../helpers/tar.js';
import { writeZip } from '../helpers/zip.js';

const KEY = 'the key';
const JAR = writeZip([
  { name: 'in.zip', content: writeZip([{ name: 'key.pem', content: KEY }]) },
  { name: 'key.pem', content: KEY },
]);

/** What the tracer says of each file of these layers that has the key, by layer and path. */
async function traceKeys(layers: readonly (readonly TestEntry[])[]): Promise<Record<string, string>> {
  const tracer = new LayerTracer();
  const image = { layers: layers.map((entries) => ({ entries })) };
  const { contents, files } = await readAll(packFiles(ociFiles([image])), {
    onEntry: tracer.onEntry,
    openTap: tracer.openTap,
    onContainer: tracer.onContainer,
  });
  const blobs = contents.images[0]!.layers.map(({ blob }) => blob!);
  const found: Record<string, string> = {};
  for (const [layer, blob] of blobs.entries()) {
    for (const [file, { path, text }] of files) {
      if (file < blob.firstFile || file >= blob.endFile || text !== KEY) continue;
      const digests = digestFile(file, Buffer.from(text));
      const { state, publisher } = tracer.trace(
        blobs.map(({ name }) => name),
        layer,
        file,
        path,
        digests,
      );
      found[`${layer} ${path}`] =
        `${state?.state ?? 'none'} ${state?.hiddenBy ?? ''} ${publisher === null ? 'own' : 'package'}`;
    }
  }
  return found;
}

function recordOf(path: string, content: Uint8Array): TestEntry {
  const md5 = createHash('md5').update(content).digest('hex');
  return { path: 'var/lib/dpkg/info/libx.md5sums', content: `${md5}  ${path}\n` };
}

describe('a file in a container', () => {
  it('is published where its container is, byte for byte', async () => {
    const path = 'usr/share/java/x.jar';
    expect(await traceKeys([[{ path, content: JAR }, recordOf(path, JAR)]])).toEqual({
      [`0 ${path}!/key.pem`]: 'present  package',
      [`0 ${path}!/in.zip!/key.pem`]: 'present  package',
    });
  });

  it('is the own of whoever changed the container', async () => {
    const path = 'usr/share/java/x.jar';
    const changed = Buffer.concat([JAR, Buffer.from('!')]);
    expect(Object.values(await traceKeys([[{ path, content: changed }, recordOf(path, JAR)]]))).toEqual([
      'present  own',
      'present  own',
    ]);
  });

  it.each([
    ['gzip', 'a.gz', 'a.gz!/a', zlib.gzipSync(KEY)],
    [
      'a large tar',
      'a.tar',
      'a.tar!/key',
      writeTar([
        { path: 'key', content: KEY },
        { path: 'x', content: Buffer.alloc(3e6) },
      ]),
    ],
  ])('of %s is published as well', async (_, path, member, content) => {
    expect(await traceKeys([[{ path, content }, recordOf(path, content)]])).toEqual({
      [`0 ${member}`]: 'present  package',
    });
  });

  it('comes and goes with its container', async () => {
    const path = 'odd!/app.jar';
    const layers = [
      [{ path, content: JAR }],
      [{ path: 'odd!/.wh.app.jar' }],
      [{ path, content: JAR }],
      [{ path, content: 'no archive' }],
    ];
    expect(await traceKeys(layers)).toEqual({
      [`0 ${path}!/key.pem`]: 'deleted 1 own',
      [`0 ${path}!/in.zip!/key.pem`]: 'deleted 1 own',
      [`2 ${path}!/key.pem`]: 'overwritten 3 own',
      [`2 ${path}!/in.zip!/key.pem`]: 'overwritten 3 own',
    });
  });

  it('is gone where the same layer puts something else in the place of its container', async () => {
    const link = { path: 'a.jar', type: 'SymbolicLink' as const, linkPath: 'b' };
    expect(await traceKeys([[{ path: 'a.jar', content: JAR }, link]])).toEqual({
      '0 a.jar!/key.pem': 'overwritten 0 own',
      '0 a.jar!/in.zip!/key.pem': 'overwritten 0 own',
    });
    const file = { path: 'f/a.jar', content: JAR };
    expect(Object.values(await traceKeys([[file, { ...link, path: 'f' }]]))).toEqual([
      'deleted 0 own',
      'deleted 0 own',
    ]);
    expect(Object.values(await traceKeys([[{ ...link, path: 'f/a.jar' }, file]]))).toEqual([
      'present  own',
      'present  own',
    ]);
  });
});

describe('ContainerTable', () => {
  it('knows which files are in which container', () => {
    const table = new ContainerTable();
    const digests = digestFile(3, Buffer.from('x'));
    table.onContainer({ file: 3, endFile: 6, path: 'a.jar', digests });
    table.onContainer({ file: 8, endFile: 9, path: 'b.jar', digests: { ...digests, md5: null, sha1: null } });
    expect(table.outerOf(2, 'x')).toBeNull();
    expect(table.outerOf(5, 'a.jar!/x')).toEqual({ path: 'a.jar', digests });
    expect(table.outerOf(6, 'x')).toBeNull();
    expect(table.outerOf(8, 'b.jar!/x')?.digests).toEqual({ ...digests, file: 8, md5: null, sha1: null });
    expect(table.outerOf(9, 'x')).toBeNull();
  });
});
