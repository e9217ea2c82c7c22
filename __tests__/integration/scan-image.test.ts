import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expandExample } from '../../src/rules/examples.js';
import type { Report } from '../../src/model/report.js';
import { BASE_IMAGE, describeWithEngine } from '../helpers/engine.js';

const cli = path.join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/cli.cjs');

const tokens = {
  github: expandExample('ghp_${crc62:30}', 'scan-image github'),
  npm: expandExample('npm_${crc62:30}', 'scan-image npm'),
  password: expandExample('${password:18}', 'scan-image password').replace(/[^A-Za-z0-9]/g, 'x'),
  openai: expandExample('sk-proj-${u:74}T3BlbkFJ${u:74}', 'scan-image openai'),
};

const leaky = {
  dockerfile: [
    `FROM ${BASE_IMAGE}`,
    'ARG NPM_TOKEN',
    `ENV OPENAI_API_KEY=${tokens.openai}`,
    'COPY . /app/',
    'RUN echo "$NPM_TOKEN" | wc -c > /app/length',
    'RUN rm /app/.env',
    'CMD ["/bin/sh"]',
    '',
  ].join('\n'),
  files: {
    '.env': `# settings\nGITHUB_TOKEN=${tokens.github}\n`,
    'config/database.yml': `production:\n  password: ${tokens.password}\n`,
    'README.md': 'GITHUB_TOKEN=<your-token>\n',
    'empty.txt': '',
    'odd name\nwith a line feed': 'nothing\n',
  },
  buildArgs: { NPM_TOKEN: tokens.npm },
};

function drydock(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

function scan(...args: string[]): { status: number | null; reports: Report[]; printed: string } {
  const { status, stdout, stderr } = drydock('scan', '--json', '-', ...args);
  const json = JSON.parse(stdout) as Report | Report[];
  return { status, reports: Array.isArray(json) ? json : [json], printed: stdout + stderr };
}

describeWithEngine('scanning images by name through docker save', (engine) => {
  it.each(['legacy', 'buildkit'] as const)('finds what a %s build leaves in the image', async (builder) => {
    const image = await engine.buildImage({ ...leaky, builder });
    const { status, reports, printed } = scan(image.tag);
    const [report] = reports;

    expect(status).toBe(1);
    expect(report?.target).toMatchObject({ reference: image.tag, kind: 'docker-save' });
    expect(report?.verdict.outcome).toBe('blocked');
    expect(report?.coverage).toMatchObject({ complete: true, skipped: [] });
    const places = (rule: string): string[] =>
      (report?.findings ?? [])
        .filter((finding) => finding.rule === rule)
        .flatMap((finding) =>
          finding.occurrences.map((place) => `${place.in} ${place.path}:${String(place.line)}`),
        );
    expect(places('github-personal-access-token')).toEqual(['layer app/.env:2']);
    expect(places('openai-api-key')).toContain('config Env/OPENAI_API_KEY:null');
    expect(places('npm-access-token').every((place) => place.startsWith('history history/'))).toBe(true);
    expect(places('npm-access-token').length).toBeGreaterThan(0);
    expect(places('generic-password')).toEqual(['layer app/config/database.yml:2']);
    for (const secret of Object.values(tokens)) {
      expect(printed).not.toContain(secret);
      expect(printed).not.toContain(Buffer.from(secret).toString('base64'));
    }
  });

  it('shows the raw values only when asked to', async () => {
    const image = await engine.buildImage(leaky);
    const values = scan(image.tag, '--reveal').reports.flatMap(({ findings }) =>
      findings.map(({ value }) => value),
    );
    expect(values).toEqual(expect.arrayContaining(Object.values(tokens)));
  });

  it('passes a clean image, and reports several images of one call each for itself', async () => {
    const clean = await engine.buildImage({
      dockerfile: `FROM ${BASE_IMAGE}\nCOPY hello /hello\n`,
      files: { hello: 'hello\n' },
    });
    expect(scan(clean.tag).status).toBe(0);
    const image = await engine.buildImage(leaky);
    const { status, reports } = scan(clean.tag, image.tag);
    expect(status).toBe(1);
    expect(new Map(reports.map(({ target, verdict }) => [target.reference, verdict.outcome]))).toEqual(
      new Map([
        [clean.tag, 'pass'],
        [image.tag, 'blocked'],
      ]),
    );
  });

  it('honours the threshold', async () => {
    const image = await engine.buildImage(leaky);
    expect(scan(image.tag, '--fail-on', 'never').status).toBe(0);
    expect(scan(image.tag, '--fail-on', 'critical').status).toBe(1);
  });

  it('takes an image ID', async () => {
    const image = await engine.buildImage(leaky);
    const { status, reports } = scan(image.imageId);
    expect(status).toBe(1);
    expect(reports[0]?.target.imageId).toBe(image.imageId);
  });

  it('says in one line that an image does not exist, and ends with 2', () => {
    const { status, stderr } = drydock('scan', 'drydock-test/no-such-image:0');
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('does not exist');
  });
});
