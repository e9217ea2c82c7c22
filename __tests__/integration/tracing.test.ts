import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Occurrence, Report } from '../../src/model/report.js';
import type { Progress, ScanRequest } from '../../src/model/request.js';
import { orderOccurrences } from '../../src/report/finding-order.js';
import { findRepositoryPlace } from '../../src/report/repository-place.js';
import { scan } from '../../src/scan.js';
import { BASE_IMAGE, describeWithEngine } from '../helpers/engine.js';

const QUIET: Progress = {
  phase: () => undefined,
  bytes: () => undefined,
  layer: () => undefined,
  warn: () => undefined,
};
const images = path.join(import.meta.dirname, '../../../shared/fixtures/images');

async function scanOne(request: Pick<ScanRequest, 'target' | 'context' | 'dockerfile'>): Promise<Report> {
  const reports = await scan({ rules: [], failOn: 'high', gate: 'own', reveal: true, ...request }, QUIET);
  const report = reports.find(({ findings }) =>
    findings.some(({ occurrences }) => occurrences.some((occurrence) => occurrence.in === 'layer')),
  );
  if (report === undefined) throw new Error('no report has a finding in a layer');
  return report;
}

function occurrencesOf(report: Report, value: string | null): readonly Occurrence[] {
  return report.findings
    .filter(
      (finding) =>
        value === null || finding.value === value || finding.parts.some((part) => part.value === value),
    )
    .flatMap(({ occurrences }) => occurrences);
}

interface Row {
  readonly kind: string;
  readonly value: string | null;
  readonly path: string;
  readonly state: string;
  readonly instruction: string;
}

const FIXTURES = [
  'docker-20-legacy.tar',
  'docker-28.tar',
  'docker-28-two-images.tar',
  'docker-28-containerd-store.tar',
  'buildkit-oci.tar',
  'buildkit-oci-zstd.tar',
  'podman-oci-archive.tar',
  'skopeo-docker-archive.tar',
  'skopeo-oci-layout',
];
const LINES: readonly (readonly [start: string, line: number])[] = [
  ['COPY . .', 14],
  ['RUN echo', 15],
  ['LABEL', 8],
  ['ENV', 10],
  ['NPM_TOKEN', 7],
];

// The fixtures stand beside the project, not in it: a clone alone has none.
const describeFixtures = existsSync(path.join(images, 'expected.json')) ? describe : describe.skip;

describeFixtures.each(FIXTURES)('%s', (fixture) => {
  const context = path.join(images, 'context');

  it('has every place traced to the line that made it, and to the file it came from', async () => {
    const { must_report: rows } = JSON.parse(readFileSync(path.join(images, 'expected.json'), 'utf8')) as {
      must_report: Row[];
    };
    const report = await scanOne({ target: { kind: 'archive', path: path.join(images, fixture) }, context });
    expect(report.layers.map(({ origin, instruction }) => [origin, instruction?.line ?? null])).toEqual([
      ['base', null],
      ...[12, 13, 14, 15, 16, 17].map((line) => ['own', line]),
    ]);
    let seen = 0;
    for (const row of rows) {
      const found = occurrencesOf(report, row.value).filter((one) =>
        row.path === 'history' ? one.in === 'history' : one.path === row.path,
      );
      const line = LINES.find(([start]) => row.instruction.startsWith(start))?.[1];
      // What is in an archive comes from it, at its first line, and is there as long as it is.
      if (row.path.includes('.jar!/')) {
        expect(found.map(({ layer, state, source }) => [layer, state, source?.line])).toEqual([
          [3, row.state, 1],
        ]);
      }
      for (const { instruction, source } of found) {
        seen++;
        expect([row.path, instruction?.line]).toEqual([row.path, line]);
        const file = row.path.replace(/^srv\//, '').replace(/!.*/, '');
        if (row.instruction !== 'COPY . .' || !existsSync(path.join(context, file)))
          expect(source).toBeNull();
        else {
          expect(path.resolve(source?.file ?? '')).toBe(path.join(context, file));
          const text =
            readFileSync(path.join(context, file), 'utf8').split('\n')[(source?.line ?? 0) - 1] ?? '';
          // A pair is at its secret half, and not every secret stands there as it is.
          if (row.value !== null && !['aws_id', 'digitalocean', 'xai'].includes(row.kind))
            expect(text).toContain(row.value);
        }
      }
    }
    expect(seen).toBeGreaterThanOrEqual(26);
  }, 60_000);
});

describeFixtures('the report', () => {
  it('quotes no secret in an instruction or a remedy', async () => {
    const target = { kind: 'archive', path: path.join(images, 'docker-28-containerd-store.tar') } as const;
    const { must_report: rows } = JSON.parse(readFileSync(path.join(images, 'expected.json'), 'utf8')) as {
      must_report: Row[];
    };
    const request: ScanRequest = {
      rules: [],
      failOn: 'high',
      gate: 'own',
      reveal: false,
      target,
      context: path.join(images, 'context'),
    };
    const text = JSON.stringify(await scan(request, QUIET));
    expect(text).toContain('NPM_TOKEN');
    for (const { value } of rows) if (value !== null) expect(text).not.toContain(value);
  }, 60_000);
});

/** A token of the shape of GitLab's; never whole in this file. */
function token(letter: string): string {
  const random = Array.from('k3J9xQ2mW7pL5vB8nR4t', (char, index) => (index % 7 === 0 ? letter : char)).join(
    '',
  );
  return ['glp', 'at-', random].join('');
}

describeWithEngine('an image that was just built', (engine) => {
  const [base, copied, ignored, outside, built] = ['A', 'B', 'C', 'D', 'E'].map(token) as [
    string,
    string,
    string,
    string,
    string,
  ];

  it.each(['legacy', 'buildkit'] as const)(
    '%s: tells own from base, tracked from not, and what is not in the image',
    async (builder) => {
      const parent = await engine.buildImage({
        builder,
        dockerfile: `FROM ${BASE_IMAGE}\nWORKDIR /app\nRUN echo "TOKEN=${base}" > /etc/base.env\n`,
      });
      const { tag, contextFolder } = await engine.buildImage({
        builder,
        dockerfile: `FROM ${parent.tag} AS build\nCOPY conf /src\n\nFROM ${parent.tag}\nARG TOKEN\nCOPY --from=build /src/prod.env settings.env\nCOPY local.env .\nRUN test -n "$TOKEN"\n`,
        files: {
          'conf/prod.env': `# one\nTOKEN=${copied}\n`,
          'local.env': `TOKEN=${ignored}\n`,
          'deploy/ci.env': `\n\nTOKEN=${outside}\n`,
          '.gitignore': 'local.env\n',
        },
        buildArgs: { TOKEN: built },
      });
      const git = (...args: string[]): Buffer =>
        execFileSync('git', ['-C', contextFolder, ...args], { stdio: 'pipe' });
      git('init', '-q');
      git('add', '.');
      const report = await scanOne({ target: { kind: 'images', references: [tag] }, context: contextFolder });
      const finding = (value: string) => report.findings.find((one) => one.value === value);
      const places = (value: string, place: Occurrence['in']) =>
        occurrencesOf(report, value)
          .filter((one) => one.in === place)
          .map(({ path: where, instruction, source }) => [
            where,
            instruction?.line ?? null,
            source === null ? null : `${path.relative(contextFolder, source.file)}:${source.line}`,
          ]);

      // A command that changes nothing makes a layer with one builder, and none with the other.
      expect(report.layers.map(({ origin }) => origin).slice(0, 5)).toEqual([
        'base',
        'base',
        'base',
        'own',
        'own',
      ]);
      expect(finding(base)?.owner).toBe('base');
      expect(places(base, 'layer')).toEqual([['etc/base.env', null, null]]);
      expect(places(copied, 'layer')).toEqual([['app/settings.env', 6, 'conf/prod.env:2']]);
      expect(finding(copied)?.owner).toBe('own');
      expect(places(ignored, 'layer')).toEqual([['app/local.env', 7, null]]);
      // Reports that show one place show the COPY, which is in the repository.
      const [shown] = orderOccurrences(finding(ignored)!);
      expect(
        finding(ignored)!
          .occurrences.filter(({ untracked }) => untracked)
          .map((one) => findRepositoryPlace(one)),
      ).toEqual([null]);
      expect(shown).toMatchObject({ in: 'layer', instruction: { line: 7 } });
      expect(finding(ignored)?.notes).toContain('local.env of the build context is not tracked by Git');
      expect(finding(outside)).toMatchObject({
        severity: 'medium',
        notes: expect.arrayContaining(['not in the image, one COPY away']),
      });
      const inHistory = places(built, 'history');
      expect(inHistory.length).toBeGreaterThan(0);
      for (const [, line] of inHistory) expect(line).toBe(5);
      expect(finding(built)?.remedy.suggestion).toEqual({
        file: expect.stringMatching(/Dockerfile$/),
        line: 8,
        endLine: 8,
        text: 'RUN --mount=type=secret,id=token export TOKEN="$(cat /run/secrets/token)" && test -n "$TOKEN"',
        note: expect.stringContaining('`--secret id=token,env=TOKEN`'),
      });
      if (builder === 'legacy') return;
      // What is suggested can be built.
      const lines = readFileSync(path.join(contextFolder, 'Dockerfile'), 'utf8').split('\n');
      lines[7] = finding(built)?.remedy.suggestion?.text ?? '';
      await engine.buildImage({
        builder,
        dockerfile: lines.join('\n').replace('ARG TOKEN\n', ''),
        files: { 'conf/prod.env': '', 'local.env': '' },
        secrets: { TOKEN: 'not-empty' },
      });
    },
    120_000,
  );
});
