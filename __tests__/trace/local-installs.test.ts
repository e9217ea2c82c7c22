import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { digestFile } from '../../src/detector/file-digests.js';
import { type Evidence, findImageInstalls, findLocalInstalls } from '../../src/trace/local-installs.js';
import { traceInstructions } from '../../src/trace/instruction-trace.js';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { PackageRecords } from '../../src/trace/package-records.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { readAll, streamOf } from '../helpers/read.js';

const KINDS: readonly Evidence[] = ['dpkg', 'Python', 'Python folder', 'npm', 'gem'];

/** What a command makes void for a package of the name `mine`. */
function voidedBy(text: string): Evidence[] {
  const found = findLocalInstalls([{ text, layers: [0] }]);
  return KINDS.filter((kind) => found.isVoid(kind, 0, 'mine'));
}

describe('a command that installs what nobody published', () => {
  it.each<[string, Evidence[]]>([
    ['RUN /bin/sh -c dpkg -i /tmp/mine_1.0_amd64.deb # buildkit', ['dpkg']],
    ['apt-get update && \\\n  apt-get install -y "./mine_1.0_all.deb"', ['dpkg']],
    ['dpkg --install /tmp/*.deb || apt-get -f install -y', ['dpkg']],
    ['cd /tmp; dpkg -iR debs', ['dpkg']],
    ['echo "deb [trusted=yes] http://apt.example.com ./" > /etc/apt/sources.list.d/a.list', ['dpkg']],
    ['pip install --no-index --find-links=/wheels mine', ['Python', 'Python folder']],
    ['|1 T=x /bin/sh -c pip3 install -f /wheels mine', ['Python', 'Python folder']],
    [
      'python -m pip install --extra-index-url https://$T@pypi.example.com/simple mine',
      ['Python', 'Python folder'],
    ],
    ['pip install -i "$INDEX" mine', ['Python', 'Python folder']],
    ['uv pip install --index-url=https://pypi.example.com/simple mine', ['Python', 'Python folder']],
    ['PIP_EXTRA_INDEX_URL=https://pypi.example.com/simple', ['Python', 'Python folder']],
    ['PIP_FIND_LINKS=/wheels pip install mine', ['Python', 'Python folder']],
    ['python3 -m installer dist/mine.whl', ['Python', 'Python folder']],
    ['pip install .', ['Python folder']],
    ['pip install -e . -r requirements.txt', ['Python folder']],
    ['cd /src && python setup.py install', ['Python folder']],
    ['npm install ./mine-1.0.0.tgz', ['npm']],
    ['npm install -g mine@file:../mine', ['npm']],
    ['npm ci --registry=https://npm.example.com', ['npm']],
    ['yarn add file:./mine', ['npm']],
    ['gem install pkg/mine-1.0.gem', ['gem']],
    ['gem install mine --source https://gems.example.com', ['gem']],
  ])('%s', (text, kinds) => {
    expect(voidedBy(text)).toEqual(kinds);
  });

  it.each([
    'dpkg -i /tmp/other_1.0_amd64.deb',
    'dpkg -l | grep -i mine',
    'dpkg --print-architecture',
    'apt-get install -y --no-install-recommends mine',
    'pip install --no-cache-dir -r requirements.txt',
    'pip install mine==1.0 --index-url https://pypi.org/simple',
    'pip install torch --extra-index-url https://download.pytorch.org/whl/cpu',
    'PIP_NO_CACHE_DIR=1 pip install mine',
    'grep -i x && tar -f x -xz install',
    'npm ci --omit=dev',
    'npm install --registry https://registry.npmjs.org mine',
    'gem install mine -v 1.0',
    'apk add --no-cache mine',
    '',
  ])('is not: %s', (text) => {
    expect(voidedBy(text)).toEqual([]);
  });

  it('takes no time for a command of megabytes', () => {
    expect(voidedBy(`pip install ${'-f'.repeat(2_000_000)}`)).toEqual([]);
  });
});

describe('records of an image', () => {
  const KEY = 'a key that a package ships for its tests\n';
  const digest = createHash('md5').update(KEY).digest('hex');
  const sha256 = createHash('sha256').update(KEY).digest('base64url');
  const record = (name: string): Record<string, string> => ({
    [`var/lib/dpkg/info/${name}.md5sums`]: `${digest}  etc/${name}/key.pem\n`,
  });
  const wheel = (name: string): Record<string, string> => ({
    [`venv/site-packages/${name}-1.dist-info/RECORD`]: `${name}/key.pem,sha256=${sha256},1\n`,
  });

  /** Which of these files are published. */
  async function publishedOf(
    layers: readonly (readonly [createdBy: string, files: Record<string, string>])[],
    files: readonly string[],
    dockerfile: string | null = null,
  ): Promise<string[]> {
    const records = new PackageRecords();
    const history = layers.map(([createdBy]) => ({ created_by: createdBy }));
    const image = {
      layers: layers.map(([, contents]) => ({
        entries: Object.entries(contents).map(([path, content]) => ({ path, content })),
      })),
      config: { history },
    };
    const { contents } = await readAll(streamOf(packFiles(ociFiles([image]))), { openTap: records.openTap });
    const [read] = contents.images;
    const names = read!.layers.map(({ blob }) => blob!.name);
    const parsed = dockerfile === null ? null : parseDockerfile(dockerfile, 'Dockerfile');
    const local = findImageInstalls(read!, traceInstructions(read!, parsed));
    return files.filter(
      (file) => records.ownerOf(names, file, digestFile(0, Buffer.from(KEY)), local) !== null,
    );
  }

  it('prove nothing in the layer of such a command, and all in the others', async () => {
    const files = ['etc/debian/key.pem', 'etc/mine/key.pem', 'etc/dependency/key.pem'];
    const image = (command: string): (readonly [string, Record<string, string>])[] => [
      ['/bin/sh -c #(nop) ADD file:0a in / ', record('debian')],
      [command, { ...record('mine'), ...record('dependency') }],
    ];
    expect(await publishedOf(image('RUN /bin/sh -c apt-get install -y mine # buildkit'), files)).toEqual(
      files,
    );
    expect(await publishedOf(image('RUN /bin/sh -c dpkg -i /mine_1_all.deb # buildkit'), files)).toEqual([
      files[0],
      files[2],
    ]);
    expect(await publishedOf(image('RUN /bin/sh -c dpkg -i /*.deb # buildkit'), files)).toEqual([files[0]]);
  });

  it('prove nothing where they were copied from a stage with such a command', async () => {
    const layers = [
      ['base', wheel('base')],
      ['COPY /venv /venv # buildkit', wheel('mine')],
    ] as const;
    const files = ['venv/site-packages/base/key.pem', 'venv/site-packages/mine/key.pem'];
    const stages = (command: string): string =>
      `FROM python AS build\nRUN ${command}\nFROM python\nCOPY --from=build /venv /venv\n`;
    expect(await publishedOf(layers, files, stages('pip install mine'))).toEqual(files);
    expect(await publishedOf(layers, files, stages('pip install --find-links /w mine'))).toEqual([files[0]]);
  });
});
