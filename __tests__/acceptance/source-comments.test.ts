import { describe, expect, it } from '@jest/globals';
import type { Finding, Report } from '../../src/model/report.js';
import { expandExample } from '../../src/rules/examples.js';
import { dockerLegacyFiles, packFiles, type TestImage } from '../helpers/archive.js';
import { useFreshCli } from '../helpers/fresh-cli.js';

const cli = useFreshCli();

const RULE = 'github-personal-access-token';
const token = (name: string): string => expandExample('ghp_${crc62:30}', `comments ${name}`);

const entry = (path: string, text: string): { path: string; content: Buffer } => ({
  path,
  content: Buffer.from(text),
});
const archive = (image: TestImage): Buffer => packFiles(dockerLegacyFiles([image]));

/** What of each finding is allowed, by its first path. */
function allowances(report: Report | undefined): Record<string, Finding['allowed']> {
  return Object.fromEntries(
    (report?.findings ?? []).map(({ occurrences, allowed }) => [occurrences[0]?.path ?? '', allowed]),
  );
}

function notesOf(report: Report | undefined, path: string): readonly string[] {
  return report?.findings.find(({ occurrences }) => occurrences[0]?.path === path)?.notes ?? [];
}

const COMMENT = { by: 'comment', expires: null };

describe('in the build context', () => {
  it('comments allow, with the file and line where they stand', () => {
    cli.write({
      'shop/a.py': `# drydock:allow ${RULE} expired long ago\nTOKEN = "${token('a')}"\n`,
      'shop/b.js': `x();\nconst token = '${token('b')}'; // gitleaks:allow\n`,
      'shop/c.yml': `token: ${token('c')} # trufflehog:ignore\n`,
      'shop/d.go': `token := "${token('d')}" /* drydock:allow ${RULE} */\n`,
      'shop/e.rb': `token = "${token('e')}" # drydock:allow github-pat made up\n`,
      'shop/f.ini': `token = ${token('f')}\n`,
    });
    const { status, reports } = cli.run('context', 'shop', '--json', 'last.json', '-q');
    expect(status).toBe(1);
    expect(allowances(reports[0])).toEqual({
      'a.py': { ...COMMENT, file: 'shop/a.py', line: 1, reason: 'expired long ago' },
      'b.js': { ...COMMENT, file: 'shop/b.js', line: 2, reason: '' },
      'c.yml': { ...COMMENT, file: 'shop/c.yml', line: 1, reason: '' },
      'd.go': null,
      'e.rb': null,
      'f.ini': null,
    });
    expect(notesOf(reports[0], 'd.go')).toContainEqual(expect.stringContaining('it gives no reason'));
    expect(notesOf(reports[0], 'e.rb')).toContainEqual(expect.stringContaining('it names no rule'));
    expect(reports[0]?.allowances.findings).toBe(3);
  });

  it('a private key is allowed above its first line', () => {
    const key = expandExample('${token:pem-ec}', 'comments key');
    cli.write({
      'shop/a.pem': `# drydock:allow private-key of the test server\n${key}\n`,
      'shop/b.yml': `key: |  # drydock:allow private-key of the test server\n  ${expandExample('${token:pem-ec}', 'comments other').replaceAll('\n', '\n  ')}\n`,
    });
    const { status, reports } = cli.run('context', 'shop', '--json', 'last.json', '-q');
    expect(reports[0]?.findings.map(({ rule, allowed }) => [rule, allowed?.reason])).toEqual([
      ['private-key', 'of the test server'],
      ['private-key', 'of the test server'],
    ]);
    expect(status).toBe(0);
  });

  it('and what a reason quotes of the secret is redacted', () => {
    const secret = token('quoted');
    cli.write({ 'shop/a.py': `# drydock:allow ${RULE} since ${secret} is made up\nTOKEN = "${secret}"\n` });
    const { printed } = cli.run('context', 'shop', '--json', '-', '-q');
    expect(printed).toContain('is made up');
    expect(printed).not.toContain(secret);
  });
});

describe('in an image', () => {
  const allowed = (name: string): string => `TOKEN=${token(name)} # gitleaks:allow\n`;
  const image: TestImage = {
    tag: 'shop:ci',
    layers: [
      { entries: [entry('etc/base.env', allowed('base'))] },
      { entries: [entry('app/.env', allowed('own'))] },
    ],
    config: {
      history: [{ created_by: 'ADD base.tar / # buildkit' }, { created_by: 'COPY .env /app/ # buildkit' }],
    },
  };

  it('count in layers that are the user’s own, and a base image cannot allow itself', () => {
    cli.write({ 'shop.tar': archive(image), Dockerfile: 'FROM base:1\nCOPY .env /app/\n' });
    const args = ['scan', 'shop.tar', '--dockerfile', 'Dockerfile', '--json', 'last.json', '-q'];
    const { status, reports } = cli.run(...args);
    expect(allowances(reports[0])).toEqual({
      'etc/base.env': null,
      'app/.env': { ...COMMENT, file: 'app/.env', line: 1, reason: '' },
    });
    expect(status).toBe(0);
    expect(cli.run(...args, '--gate', 'all').status).toBe(1);
  });

  it('do not count where nobody knows what is whose, and the report says why', () => {
    cli.write({ 'shop.tar': archive(image) });
    const { status, reports } = cli.run('scan', 'shop.tar', '--json', 'last.json', '-q');
    expect(status).toBe(1);
    expect(allowances(reports[0])).toEqual({ 'etc/base.env': null, 'app/.env': null });
    expect(notesOf(reports[0], 'app/.env')).toContainEqual(
      expect.stringContaining('not known to be in a file of yours'),
    );
  });

  it('stand in the Dockerfile for what its instructions put into config and history', () => {
    const [env, label, arg, run, plain] = ['env', 'label', 'arg', 'run', 'plain'].map(token);
    const dockerfile = [
      'FROM base:1',
      `# drydock:allow ${RULE} a token of the sandbox`,
      `ENV A_TOKEN=${env ?? ''}`,
      'LABEL owner=shop \\',
      `  # drydock:allow ${RULE} a label of the sandbox`,
      `  token=${label ?? ''}`,
      `# drydock:allow ${RULE} an argument of the sandbox`,
      'ARG B_TOKEN',
      `RUN echo ${run ?? ''} # drydock:allow ${RULE} a command of the sandbox`,
      `ENV C_TOKEN=${plain ?? ''}`,
      '',
    ].join('\n');
    const made: TestImage = {
      tag: 'shop:ci',
      layers: [{ entries: [entry('etc/base', 'base')] }, { entries: [entry('tmp/log', `${run ?? ''}\n`)] }],
      config: {
        config: {
          Env: [`A_TOKEN=${env ?? ''}`, `C_TOKEN=${plain ?? ''}`],
          Labels: { owner: 'shop', token: label },
        },
        history: [
          { created_by: 'ADD base.tar / # buildkit' },
          { created_by: `ENV A_TOKEN=${env ?? ''}`, empty_layer: true },
          { created_by: `LABEL owner=shop token=${label ?? ''}`, empty_layer: true },
          { created_by: `ARG B_TOKEN=${arg ?? ''}`, empty_layer: true },
          {
            created_by: `RUN |1 B_TOKEN=${arg ?? ''} /bin/sh -c echo ${run ?? ''} # drydock:allow ${RULE} a command of the sandbox # buildkit`,
          },
          { created_by: `ENV C_TOKEN=${plain ?? ''}`, empty_layer: true },
        ],
      },
    };
    cli.write({ 'shop.tar': archive(made), Dockerfile: dockerfile });
    const { reports } = cli.run(
      'scan',
      'shop.tar',
      '--dockerfile',
      'Dockerfile',
      '--json',
      'last.json',
      '-q',
    );
    const file = 'Dockerfile';
    expect(allowances(reports[0])).toEqual({
      'Env/A_TOKEN': { ...COMMENT, file, line: 2, reason: 'a token of the sandbox' },
      'Labels/token': { ...COMMENT, file, line: 5, reason: 'a label of the sandbox' },
      'history/3': { ...COMMENT, file, line: 7, reason: 'an argument of the sandbox' },
      'tmp/log': { ...COMMENT, file, line: 9, reason: 'a command of the sandbox' },
      'Env/C_TOKEN': null,
    });
  });
});
