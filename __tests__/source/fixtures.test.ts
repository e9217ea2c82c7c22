import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchivePath } from '../../src/source/open-archive.js';
import { allProblems, filesOf, readAll } from '../helpers/read.js';

/** Archives of one build by many real engines; they lie beside a clone of the project where there are any. */
const FOLDER = join(import.meta.dirname, '../../../shared/fixtures/images');

const ARCHIVES = [
  ['docker-20-legacy.tar', 'docker-archive', 'none'],
  ['docker-28.tar', 'docker-archive', 'none'],
  ['docker-28-two-images.tar', 'docker-archive', 'none'],
  ['docker-28-containerd-store.tar', 'docker-archive', 'gzip'],
  ['buildkit-oci.tar', 'oci-archive', 'gzip'],
  ['buildkit-oci-zstd.tar', 'oci-archive', 'zstd'],
  ['podman-oci-archive.tar', 'oci-archive', 'gzip'],
  ['skopeo-docker-archive.tar', 'docker-archive', 'none'],
  ['skopeo-oci-layout', 'oci-layout', 'gzip'],
] as const;

interface Expected {
  readonly must_report: readonly { value: string | null; path: string; state: string }[];
}

(existsSync(FOLDER) ? describe : describe.skip)('archives by real engines', () => {
  it.each(ARCHIVES)('%s', async (name, kind, compression) => {
    const result = await readAll((await openArchivePath(join(FOLDER, name))).input);
    const { contents } = result;
    expect(allProblems(contents)).toEqual([]);
    expect(contents.kind).toBe(kind);
    expect(contents.unusedLayers).toEqual([]);
    const [image] = contents.images;
    expect(contents.images).toHaveLength(name.includes('two-images') ? 2 : 1);
    expect(image!.config.platform).toEqual({ os: 'linux', architecture: 'amd64' });
    expect(image!.config.history.filter(({ emptyLayer }) => !emptyLayer)).toHaveLength(image!.layers.length);
    expect(image!.layers.map(({ blob }) => blob?.files)).toEqual([1, 0, 1, 41, 1, 2, 3]);
    expect(image!.layers.map(({ blob }) => blob?.compression)).toEqual(Array(7).fill(compression));
    expect(image!.attestations).toHaveLength(/containerd|buildkit-oci.tar/.test(name) ? 1 : 0);

    // Every value that a file of the image holds as plain text is in a block, under its path.
    const { must_report: rows } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Expected;
    const inFiles = rows.filter(({ path, state }) => state !== 'metadata' && !path.includes('!/'));
    expect(inFiles.length).toBeGreaterThan(15);
    for (const { path, value } of inFiles) {
      const texts = image!.layers.map((_, layer) => filesOf(result, layer)[path] ?? '');
      const text = path === 'srv/k8s/secret.yaml' ? Buffer.from(value ?? '').toString('base64') : value;
      expect({ path, isThere: texts.some((content) => content.includes(text ?? '-----BEGIN')) }).toEqual({
        path,
        isThere: true,
      });
    }
  });
});
