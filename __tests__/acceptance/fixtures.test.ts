import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Report } from '../../src/model/report.js';

const images = join(import.meta.dirname, '../../../shared/fixtures/images');
const cli = join(import.meta.dirname, '../../dist/cli.cjs');

/** One leaky build, saved by eight real tools and as a layout folder: see the README beside them. */
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

interface Row {
  readonly kind: string;
  readonly value: string | null;
  readonly path: string;
}

function scan(fixture: string): { reports: Report[]; status: number | null; stderr: string } {
  const child = spawnSync(process.execPath, [cli, 'scan', join(images, fixture), '--json', '-', '--reveal'], {
    encoding: 'utf8',
  });
  const json = JSON.parse(child.stdout) as Report | Report[];
  return { reports: Array.isArray(json) ? json : [json], status: child.status, stderr: child.stderr };
}

function holds(finding: Finding, value: string): boolean {
  return finding.value === value || finding.parts.some((part) => part.value === value);
}

// The fixtures stand beside the project, not in it: a clone alone has none.
const describeFixtures = existsSync(join(images, 'expected.json')) ? describe : describe.skip;

describeFixtures.each(FIXTURES)('%s', (fixture) => {
  const expected = JSON.parse(readFileSync(join(images, 'expected.json'), 'utf8')) as {
    must_report: Row[];
    must_not_report: string[];
  };
  const { reports, status } = scan(fixture);
  const report = reports.find(({ findings }) => findings.length > 0);
  const findings = report?.findings ?? [];

  it('is blocked, and was read whole', () => {
    expect(status).toBe(1);
    expect(reports.map(({ coverage }) => coverage.skipped)).toEqual(reports.map(() => []));
    expect(report?.verdict.outcome).toBe('blocked');
  });

  it.each(expected.must_report.map((row) => [row.path, row.kind, row] as const))(
    'reports %s: %s',
    (path, _, row) => {
      const occurrences = findings
        .filter((finding) => row.value === null || holds(finding, row.value))
        .flatMap((finding) => finding.occurrences)
        .filter((occurrence) =>
          path === 'history' ? occurrence.in === 'history' : occurrence.path === path,
        );
      expect(occurrences.length).toBeGreaterThan(0);
      for (const { layer } of occurrences) {
        if (path.startsWith('srv/'))
          expect(report?.layers[layer ?? -1]?.createdBy ?? '').toMatch(/COPY \. \.|COPY dir:|^$/);
      }
    },
  );

  it('is silent about what only looks like a secret', () => {
    const paths = findings.flatMap((finding) => finding.occurrences.map(({ path }) => path));
    for (const path of expected.must_not_report) expect(paths).not.toContain(path);
  });
});
