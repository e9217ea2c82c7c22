import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Finding, Report } from '../../src/model/report.js';
import type { ScanRequest } from '../../src/model/request.js';
import { renderJson } from '../../src/report/json.js';
import { expandExample } from '../../src/rules/examples.js';
import { scan } from '../../src/scan.js';
import { ociFiles, packFiles, type TestLayer } from '../helpers/archive.js';
import { randomBytes } from '../helpers/bytes.js';
import { type FolderFile, TestRepository } from '../helpers/git-repository.js';
import type { TestEntry } from '../helpers/tar.js';

const NOTHING = (): undefined => undefined;
const PROGRESS = { phase: NOTHING, bytes: NOTHING, layer: NOTHING, warn: NOTHING };
const TOKEN = expandExample('npm_${crc62:30}', 'git-history');

let folder = '';
let repository: TestRepository;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-history-'));
});
beforeEach(() => {
  repository = new TestRepository();
});
afterEach(() => {
  repository.remove();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A token that was committed in a file of many versions, and is in none of the last ones. */
function makeHistory(): string {
  repository.put('deploy/ci.env', 'MODE=ci\n');
  repository.commit('settings');
  let added = '';
  for (let number = 0; number < 5; number++) {
    repository.put('deploy/ci.env', `${'# more\n'.repeat(number)}NPM_TOKEN=${TOKEN}\nRUN=${number}\n`);
    const id = repository.commit(`settings ${number}`);
    if (number === 0) added = id;
  }
  repository.put('deploy/ci.env', 'MODE=ci\n');
  repository.commit('without the token');
  return added.slice(0, 12);
}

const entriesOf = (files: readonly FolderFile[]): TestEntry[] =>
  files
    .filter(({ path: name }) => name.includes('/.git/'))
    .map(({ path: name, content }) => ({ path: name, content }));

async function scanLayers(layers: readonly TestLayer[], request: Partial<ScanRequest> = {}): Promise<Report> {
  const archive = path.join(folder, 'image.tar');
  writeFileSync(archive, packFiles(ociFiles([{ tag: 'shop:ci', layers }])));
  return await scanOne({ target: { kind: 'archive', path: archive }, ...request });
}

async function scanOne(request: Pick<ScanRequest, 'target'> & Partial<ScanRequest>): Promise<Report> {
  const [report] = await scan(
    { rules: [], failOn: 'high', gate: 'own', reveal: false, ...request },
    PROGRESS,
  );
  if (report === undefined) throw new Error('there is no report');
  return report;
}

function tokenOf({ findings }: Report): Finding {
  const found = findings.find(({ rule }) => rule === 'npm-access-token');
  if (found === undefined) throw new Error('the token was not found');
  return found;
}

describe('a token that was committed and taken out again', () => {
  it('is found once, in the version that brought it', async () => {
    const added = makeHistory();
    repository.git('gc', '-q', '--aggressive');
    const report = await scanLayers([{ entries: entriesOf(repository.files()) }]);
    const { occurrences, notes } = tokenOf(report);
    expect(occurrences).toMatchObject([
      {
        in: 'layer',
        path: 'srv/.git!/deploy/ci.env',
        line: 1,
        column: 11,
        layer: 0,
        state: 'present',
        source: null,
      },
    ]);
    expect(notes).toContain(
      `in the Git history of srv/.git, commit ${added} of 2026-01-02: later commits that delete it leave it there`,
    );
    expect(report.coverage).toMatchObject({ complete: true, skipped: [], unopened: [] });
    expect(report.verdict.outcome).toBe('blocked');
    expect(renderJson([report])).not.toContain(TOKEN);
  });

  it.each([
    ['the repository', 'srv/.wh..git'],
    ['all objects', 'srv/.git/.wh.objects'],
  ])('and deleted with %s by a later layer, is still in the first', async (_, whiteout) => {
    makeHistory();
    const entries = entriesOf(repository.files());
    const { occurrences } = tokenOf(await scanLayers([{ entries }, { entries: [{ path: whiteout }] }]));
    expect(occurrences).toMatchObject([{ layer: 0, state: 'deleted', hiddenBy: 1 }]);
  });

  it('and packed anew by a later layer, is told of both layers as they are', async () => {
    makeHistory();
    repository.git('gc', '-q');
    const first = entriesOf(repository.files());
    const old = first.find((entry) => entry.path.endsWith('.pack'))?.path ?? '';
    repository.put('b.txt', 'b\n');
    repository.commit('more');
    repository.git('gc', '-q');
    const second = entriesOf(repository.files());
    const whiteout = { path: old.replace('/pack-', '/.wh.pack-') };
    const { occurrences } = tokenOf(
      await scanLayers([{ entries: first }, { entries: [...second, whiteout] }]),
    );
    expect(occurrences).toMatchObject([
      { layer: 0, state: 'deleted', hiddenBy: 1 },
      { layer: 1, state: 'present', hiddenBy: null },
    ]);
  });

  it('is found in a damaged repository, which does not keep the scan from being whole', async () => {
    makeHistory();
    const entries = entriesOf(repository.files()).map((entry, index) =>
      index % 7 === 3 && /objects\/..\//.test(entry.path)
        ? { ...entry, content: Buffer.from(entry.content ?? '').subarray(0, -9) }
        : entry,
    );
    const report = await scanLayers([{ entries }]);
    expect(report.coverage).toMatchObject({ complete: true, skipped: [] });
    expect(report.coverage.unopened?.length).toBeGreaterThan(0);
    expect(
      report.coverage.unopened?.every((one) => one.path.startsWith('srv/.git/objects/') && one.layer === 0),
    ).toBe(true);
    expect(tokenOf(report).occurrences.length).toBeGreaterThan(0);
  });

  it('in the build context is left out by .dockerignore', async () => {
    const added = makeHistory();
    repository.git('gc', '-q');
    const target = { kind: 'context', directory: repository.folder } as const;
    const { occurrences, notes, remedy } = tokenOf(await scanOne({ target }));
    expect(occurrences).toMatchObject([{ in: 'context', path: '.git!/deploy/ci.env', line: 1 }]);
    expect(notes.join()).toContain(`commit ${added}`);
    expect(remedy.steps[0]).toBe('Add the line `.git` to .dockerignore: a build needs no history.');
    repository.put('.dockerignore', '.git\n');
    expect((await scanOne({ target })).findings).toEqual([]);
  });

  it('is traced to the COPY that brought the repository in, and to no file of the checkout', async () => {
    makeHistory();
    const entries = entriesOf(repository.files());
    repository.put('Dockerfile', 'FROM scratch\nCOPY . /srv/\n');
    const config = {
      history: [{ created_by: 'COPY . /srv/ # buildkit', comment: 'buildkit.dockerfile.v0' }],
    };
    const archive = path.join(folder, 'built.tar');
    writeFileSync(archive, packFiles(ociFiles([{ tag: 'shop:ci', layers: [{ entries }], config }])));
    const report = await scanOne({ target: { kind: 'archive', path: archive }, context: repository.folder });
    const { occurrences, notes, remedy } = tokenOf(report);
    expect(occurrences).toMatchObject([
      { in: 'layer', instruction: { line: 2 }, source: null },
      { in: 'context', path: '.git!/deploy/ci.env' },
    ]);
    expect(notes.join()).not.toContain('not tracked');
    expect(notes.filter((note) => note.startsWith('in the Git history of'))).toEqual([
      expect.stringContaining('in the Git history of srv/.git, commit'),
    ]);
    expect(remedy.steps[0]).toMatch(/^Add the line `\.git` to \.dockerignore, or narrow `COPY/);
  });
});

it('says of a build context with a large history that it was not opened', async () => {
  repository.put('large.bin', randomBytes(33 * 2 ** 20, 1));
  repository.put('ci.env', `NPM_TOKEN=${TOKEN}\n`);
  repository.commit('large');
  rmSync(path.join(repository.folder, 'large.bin'));
  const report = await scanOne({ target: { kind: 'context', directory: repository.folder } });
  expect(report.coverage.unopened).toEqual([
    {
      path: '.git',
      layer: null,
      reason:
        '34 MiB of Git objects were not opened: of a build context, no more than 32 MiB are. Leave it out with a line in .dockerignore, or scan the image',
    },
  ]);
  expect(report.coverage.complete).toBe(true);
  // What was small was opened all the same.
  expect(tokenOf(report).occurrences.map(({ path: name }) => name)).toEqual(['.git!/ci.env', 'ci.env']);
});
