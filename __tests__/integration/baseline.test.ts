import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type OutputStream } from '../../src/cli/console.js';
import { runCommandLine } from '../../src/cli/main.js';
import { services } from '../../src/cli/services.js';
import type { Report } from '../../src/model/report.js';
import { expandExample } from '../../src/rules/examples.js';
import { BASE_IMAGE, describeWithEngine, type ImageRecipe } from '../helpers/engine.js';

const secrets = {
  github: expandExample('ghp_${crc62:30}', 'baseline github'),
  npm: expandExample('npm_${crc62:30}', 'baseline npm'),
  openai: expandExample('sk-proj-${u:74}T3BlbkFJ${u:74}', 'baseline openai'),
  password: expandExample('${password:18}', 'baseline password').replace(/[^A-Za-z0-9]/g, 'x'),
  variable: expandExample('${password:16}', 'baseline variable').replace(/[^A-Za-z0-9]/g, 'y'),
  argument: expandExample('${password:17}', 'baseline argument').replace(/[^A-Za-z0-9]/g, 'z'),
};

const database = (before: string, password: string): string =>
  `${before}production:\n  host: db\n  password: ${password}\n`;

const first: ImageRecipe = {
  builder: 'legacy',
  dockerfile: [
    `FROM ${BASE_IMAGE}`,
    'ARG NPM_TOKEN',
    'ARG MAIL_PASSWORD',
    `ENV DB_PASSWORD=${secrets.variable} OPENAI_API_KEY=${secrets.openai}`,
    'COPY . /app/',
    'RUN echo "$NPM_TOKEN$MAIL_PASSWORD" | wc -c > /app/length',
    '',
  ].join('\n'),
  files: {
    '.env': `GITHUB_TOKEN=${secrets.github}\n`,
    'config/database.yml': database('', secrets.password),
  },
  buildArgs: { NPM_TOKEN: secrets.npm, MAIL_PASSWORD: secrets.argument },
};

/** The same secrets, but every line, layer, history entry and the base image are others. */
function rebuilt(base: string, files: Readonly<Record<string, string>> = {}): ImageRecipe {
  return {
    ...first,
    dockerfile: [
      `FROM ${base}`,
      'LABEL stage=production',
      'RUN echo more > /more',
      ...first.dockerfile.split('\n').slice(1),
    ].join('\n'),
    files: {
      '.env': `# moved\n\nPORT=80\nGITHUB_TOKEN=${secrets.github}\n`,
      'config/database.yml': database('# one\n# two\n\n', secrets.password),
      ...files,
    },
  };
}

describeWithEngine('a baseline', (engine) => {
  let folder = '';
  let before = '';
  beforeAll(() => {
    before = process.cwd();
    folder = mkdtempSync(path.join(tmpdir(), 'drydock-baseline-'));
    process.chdir(folder);
    git('init', '-q', '-b', 'main');
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  function git(...args: string[]): string {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
    return execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8', stdio: 'pipe' });
  }

  const printed: string[] = [];

  /** Runs the command line from the folder, with a cache folder in it. */
  async function drydock(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const written = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
      write(text, done) {
        written[name] += text;
        printed.push(text);
        done();
        return true;
      },
    });
    const console = {
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      stdinIsTerminal: true,
      env: { XDG_CACHE_HOME: path.join(folder, 'cache') },
    };
    return { status: await runCommandLine(args, console, services), ...written };
  }

  async function scan(...args: string[]): Promise<{ status: number; report: Report }> {
    const { status, stdout } = await drydock('scan', '--json', '-', ...args);
    return { status, report: JSON.parse(stdout) as Report };
  }

  function readLines(): string[] {
    const lines = readFileSync(path.join(folder, '.drydock-baseline'), 'utf8').split('\n');
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
  }

  const repository = `drydock-baseline-${process.pid}`;
  const ids = { first: `${repository}:first`, second: `${repository}:second`, third: `${repository}:third` };

  it('knows after moved lines, one more layer and another base image what it knew before', async () => {
    const image = await engine.buildImage({ ...first, tag: ids.first });
    const unknown = await scan(image.tag, '--context', image.contextFolder);
    expect(unknown.status).toBe(1);
    expect(unknown.report.baseline).toBeNull();
    const count = unknown.report.findings.length;
    expect(count).toBeGreaterThanOrEqual(6);

    const wrote = await drydock('baseline', 'write', image.tag, '--context', image.contextFolder);
    expect(wrote.status).toBe(0);
    expect(wrote.stdout).toBe('');
    expect(wrote.stderr).toMatch(/^drydock: \.drydock-baseline: \d+ entries \(\d+ added\)\n$/);

    const known = await scan(image.tag);
    expect(known.status).toBe(0);
    expect(known.report.baseline).toEqual({ file: '.drydock-baseline', known: count, new: 0, fixed: [] });

    const base = await engine.buildImage({
      builder: 'legacy',
      dockerfile: `FROM ${BASE_IMAGE}\nENV LANG=C\nRUN echo base > /base\nRUN echo again > /again\n`,
    });
    const again = await engine.buildImage({ ...rebuilt(base.tag), tag: ids.second });
    const other = await scan(again.tag);
    expect(other.report.baseline).toEqual({ file: '.drydock-baseline', known: count, new: 0, fixed: [] });
    expect(other.status).toBe(0);
    // It is another image indeed.
    const layersOf = ({ report }: typeof known): string[] => report.layers.map(({ diffId }) => diffId);
    expect(layersOf(other).length).toBeGreaterThan(layersOf(known).length);
    const pruned = await drydock('baseline', 'prune', again.tag);
    expect(pruned.stderr).toMatch(/^drydock: \.drydock-baseline: (\d+) entries \(\1 as before\)\n$/);
  }, 120_000);

  it.each([
    [
      'another token',
      '.env',
      (text: string) => `${text}OTHER=${expandExample('ghp_${crc62:30}', 'baseline other')}\n`,
    ],
    [
      'a changed password',
      'config/database.yml',
      (text: string) => text.replace(secrets.password, 'kV8mQ2xWpL5tRz'),
    ],
  ])(
    'lets %s in a known file block',
    async (_, file, change) => {
      const files = rebuilt(BASE_IMAGE).files as Record<string, string>;
      const recipe = rebuilt(BASE_IMAGE, { [file]: change(files[file] ?? '') });
      const image = await engine.buildImage({ ...recipe, tag: ids.third });
      const { status, report } = await scan(image.tag);
      expect(status).toBe(1);
      expect(report.baseline?.new).toBe(1);
      const [found] = report.findings.filter(({ baseline }) => baseline === 'new');
      expect(found?.occurrences.map(({ path: where }) => where)).toContain(`app/${file}`);
    },
    120_000,
  );

  it('takes in what is new, tells what is fixed, and lets it go', async () => {
    const image = await engine.buildImage({
      builder: 'legacy',
      dockerfile: `FROM ${BASE_IMAGE}\nCOPY . /app/\n`,
      files: {
        '.env': `TOKEN=${expandExample('ghp_${crc62:30}', 'baseline added')}\n`,
        'config/database.yml': database('', secrets.password),
      },
      tag: ids.third,
    });
    const lines = readLines();
    await drydock('baseline', 'update', image.tag);
    expect(readLines()).toHaveLength(lines.length + 1);
    expect(readLines()).toEqual(expect.arrayContaining(lines));
    const { report } = await scan(image.tag);
    expect(report.baseline).toMatchObject({ known: 2, new: 0 });
    const fixed = (report.baseline?.fixed ?? []).map(({ rule }) => rule);
    expect(fixed).toEqual(expect.arrayContaining(['github-personal-access-token', 'openai-api-key']));
    await drydock('baseline', 'prune', image.tag);
    // What stood in the build context was not looked for.
    const left = readLines().map((line) => line.split(' ')[2]?.split(':')[0]);
    expect(left.filter((kind) => kind === 'image')).toHaveLength(2);
    expect(left.filter((kind) => kind === 'context')).toHaveLength(
      lines.filter((line) => / context:/.test(line)).length,
    );
    expect((await scan(image.tag)).report.baseline?.fixed).toEqual([]);
  }, 120_000);

  it('of two branches is valid after a plain git merge', async () => {
    const build = async (seed: string, name: string): Promise<string> => {
      const token = expandExample('ghp_${crc62:30}', `baseline branch ${seed}`);
      const recipe = { dockerfile: `FROM ${BASE_IMAGE}\nCOPY . /\n`, files: { [name]: `TOKEN=${token}\n` } };
      return (
        await engine.buildImage({ ...recipe, builder: 'legacy' as const, tag: `${repository}:${seed}` })
      ).tag;
    };
    git('add', '.drydock-baseline');
    git('commit', '-qm', 'base');
    git('switch', '-qc', 'one');
    const one = await build('one', 'one.env');
    await drydock('baseline', 'update', one);
    git('commit', '-qam', 'one');
    git('switch', '-q', 'main');
    const two = await build('two', 'two.env');
    await drydock('baseline', 'update', two);
    git('commit', '-qam', 'two');
    git('merge', '-q', '--no-edit', 'one');
    for (const image of [one, two]) {
      const { status, report } = await scan(image);
      expect(status).toBe(0);
      expect(report.baseline).toMatchObject({ known: 1, new: 0 });
    }
  }, 120_000);

  it('has left no secret in any file or output, in no form', async () => {
    await drydock(
      'scan',
      ids.first,
      '--markdown',
      'report.md',
      '--sarif',
      'report.sarif',
      '--text',
      'report.txt',
    );
    const [line = ''] = readLines();
    await drydock('explain', line.slice(0, 8));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((name) => !name.includes(`${path.sep}.git${path.sep}`) && statSync(name).isFile());
    expect(files.map((name) => path.relative(folder, name))).toEqual(
      expect.arrayContaining(['.drydock-baseline', 'cache/drydock/last-report.json', 'report.md']),
    );
    writeFileSync(path.join(folder, 'printed'), printed.join('\n'));
    for (const file of [...files, path.join(folder, 'printed')]) {
      const text = readFileSync(file, 'utf8');
      for (const secret of Object.values(secrets)) {
        for (const form of [secret, Buffer.from(secret).toString('hex'), ...base64Forms(secret)])
          expect([file, text.toLowerCase().includes(form.toLowerCase())]).toEqual([file, false]);
      }
    }
  }, 120_000);
});

/** What every base64 text that has the secret in it holds, wherever in a group of three bytes the secret begins. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    return text.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1);
  });
}
