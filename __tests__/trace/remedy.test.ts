import { describe, expect, it } from '@jest/globals';
import type { Occurrence, Remedy } from '../../src/model/report.js';
import type { Rule } from '../../src/model/rule.js';
import { type Instruction, parseDockerfile } from '../../src/trace/dockerfile.js';
import { MAX_STEPS, remedyFor } from '../../src/trace/remedy.js';
import { hasEnvMounts } from '../../src/trace/remedy-rewrite.js';
import type { RemedyPlace } from '../../src/trace/remedy-step.js';

const RULE: Rule = {
  id: 'npm-access-token',
  title: 'npm access token',
  provider: 'npm',
  severity: 'critical',
  revoke: 'https://example.com/tokens',
  keywords: ['npm_'],
  examples: { match: [], ignore: [] },
};

interface Place {
  readonly in: Occurrence['in'];
  readonly path: string;
  /** Of the Dockerfile. */
  readonly line?: number;
  readonly contextPath?: string;
  readonly sourceLine?: number;
  readonly isBase?: boolean;
  /** A name that the instruction sets. */
  readonly name?: string;
  readonly secret?: string;
}

function remedy(dockerfile: string, places: readonly Place[], rule: Rule = RULE, canMount = false): Remedy {
  const { instructions, stages } = parseDockerfile(`FROM a\n${dockerfile}`, 'docker/Dockerfile');
  const at = (line: number | undefined): Instruction | null =>
    instructions.find((one) => one.line === line) ?? null;
  const asPlace = ({
    line,
    contextPath,
    sourceLine,
    isBase,
    name,
    secret,
    ...place
  }: Place): RemedyPlace => ({
    occurrence: {
      ...place,
      line: 4,
      column: 1,
      layer: place.in === 'layer' ? 1 : null,
      state: null,
      hiddenBy: null,
      encoding: [],
      instruction: null,
      source: sourceLine === undefined ? null : { file: contextPath ?? '', line: sourceLine },
      allowed: null,
    },
    instruction: at(line),
    property: at(line)?.properties.find((property) => property.name === name) ?? null,
    contextPath: contextPath ?? null,
    isBase: isBase === true,
    ...(secret === undefined ? {} : { secret }),
  });
  const commands = instructions.filter(({ keyword }) => keyword === 'RUN');
  return remedyFor(rule, places.map(asPlace), {
    dockerfile: 'docker/Dockerfile',
    commands,
    stages,
    hasEnvMounts: canMount,
  });
}

describe('a copied file', () => {
  it('that holds nothing but secrets is ignored, or the COPY narrowed', () => {
    const { steps, summary, suggestion } = remedy('COPY . .', [
      { in: 'layer', path: 'srv/.env', line: 2, contextPath: '.env' },
      { in: 'layer', path: 'srv/.ssh/id_rsa', line: 2, contextPath: '.ssh/id_rsa' },
    ]);
    expect(steps).toEqual([
      'Add the lines `.env` and `.ssh` to .dockerignore, or narrow `COPY . .` (docker/Dockerfile:2) to what the image needs.',
    ]);
    expect(summary).toBe('Keep .env and .ssh out of the image, rebuild, and revoke this npm access token');
    expect(suggestion).toBeNull();
  });

  it('in an archive is told by its own name, and the archive is what is ignored', () => {
    const jar = {
      in: 'layer',
      path: 'srv/app.jar!/a.properties',
      line: 2,
      contextPath: 'app.jar',
      sourceLine: 1,
    } as const;
    const { steps, summary } = remedy('COPY . .', [jar]);
    expect(steps[0]).toContain('Take it out of app.jar!/a.properties, and read it');
    expect(summary).toContain('Take it out of app.jar,');
    const keys = {
      in: 'layer',
      path: 'srv/.ssh/keys.tgz!/id_rsa',
      line: 2,
      contextPath: '.ssh/keys.tgz',
    } as const;
    expect(remedy('COPY . .', [keys]).steps[0]).toContain('Add the line `.ssh` to .dockerignore');
    const context = { in: 'context', path: 'lib/app.jar!/a.properties' } as const;
    expect(remedy('', [context]).steps).toEqual([
      'Take it out of lib/app.jar!/a.properties, and read it when the container runs.',
    ]);
  });

  it.each([
    ['root/.bash_history', 'root/.bash_history'],
    ['home/a/.codex/auth.json', 'home/a/.codex'],
    ['root/.config/gh/hosts.yml', 'root/.config/gh'],
    ['infra/.vault_pass', 'infra/.vault_pass'],
  ])('that a person or a tool keeps (%s) is ignored', (contextPath, ignored) => {
    const { steps } = remedy('COPY . /', [{ in: 'layer', path: contextPath, line: 2, contextPath }]);
    expect(steps).toEqual([
      `Add the line \`${ignored}\` to .dockerignore, or narrow \`COPY . /\` (docker/Dockerfile:2) to what the image needs.`,
    ]);
  });

  it('that the image needs is cleaned', () => {
    expect(
      remedy('COPY . .', [
        { in: 'layer', path: 'srv/app/settings.py', line: 2, contextPath: 'app/settings.py', sourceLine: 7 },
      ]).steps,
    ).toEqual([
      'Take it out of app/settings.py:7, and read it when the container runs: from an environment variable or a mounted file.',
    ]);
  });

  it('that has a COPY of its own is not copied', () => {
    const { steps, suggestion } = remedy('COPY keys/id_rsa /root/.ssh/', [
      { in: 'layer', path: 'root/.ssh/id_rsa', line: 2, contextPath: 'keys/id_rsa' },
    ]);
    expect(steps).toEqual([
      'Delete `COPY keys/id_rsa /root/.ssh/` (docker/Dockerfile:2). Where a command needs the file: `RUN --mount=type=secret,id=id_rsa,target=/root/.ssh/id_rsa …`, built with `--secret id=id_rsa,src=keys/id_rsa`.',
    ]);
    expect(suggestion).toEqual({
      file: 'docker/Dockerfile',
      line: 2,
      endLine: 2,
      text: '',
      note: 'Where a command needs the file: `RUN --mount=type=secret,id=id_rsa,target=/root/.ssh/id_rsa …`, built with `--secret id=id_rsa,src=keys/id_rsa`.',
    });
  });

  it('that stands in the Dockerfile itself is cleaned there', () => {
    const { steps, summary } = remedy('COPY <<EOF /srv/.env\n# mine\nT=1\nEOF', [
      { in: 'layer', path: 'srv/.env', line: 2, contextPath: 'docker/Dockerfile', sourceLine: 4 },
    ]);
    expect(summary).toMatch(/^Take it out of the here-document, rebuild/);
    expect(steps).toEqual([
      'Take it out of the here-document (docker/Dockerfile:4), and read it when the container runs: from an environment variable or a mounted file.',
    ]);
    const [unknownLine = ''] = remedy('COPY <<one.env <<two.env /srv/\nT=$X\none.env\nt\ntwo.env', [
      { in: 'layer', path: 'srv/two.env', line: 2 },
    ]).steps;
    expect(unknownLine).toContain('Take it out of the here-document (docker/Dockerfile:2)');
    const beside = { in: 'layer', path: 'srv/b.env', line: 2, contextPath: 'b.env' } as const;
    expect(remedy('COPY <<a.env b.env /srv/\nT=1\na.env', [beside]).steps[0]).toContain(
      'Add the line `b.env` to .dockerignore',
    );
  });

  it('of a stage, an image or another context is left there: no ignore file is about it', () => {
    const { steps, summary } = remedy(
      'RUN make\nFROM b AS last\nCOPY --from=0 --chown=1 /srv /srv',
      ['srv/a.env', 'srv/b/.npmrc'].map((path) => ({ in: 'layer', path, line: 4 })),
    );
    expect(summary).toMatch(/^Leave a.env and .npmrc in the stage 0, rebuild/);
    expect(steps).toEqual([
      'Narrow `COPY --from=0 /srv /srv` (docker/Dockerfile:4) to what the image needs: what stays in the stage 0 is not pushed.',
    ]);
    expect(
      remedy('COPY --from=docs .env /srv/.env', [{ in: 'layer', path: 'srv/.env', line: 2 }]).steps,
    ).toEqual([
      'Narrow `COPY --from=docs .env /srv/.env` (docker/Dockerfile:2) to what the image needs, and take it out of docs, the image or build context that it comes from.',
    ]);
    const traced = { in: 'layer', path: 'srv/.env', line: 4, contextPath: 'conf/.env' } as const;
    expect(remedy('COPY conf /srv\nFROM b\nCOPY --from=0 /srv /srv', [traced]).steps[0]).toContain(
      'Add the line `conf/.env` to .dockerignore',
    );
  });

  it('is named as it is in the image where no more is known', () => {
    expect(remedy('', [{ in: 'layer', path: 'srv/.git/config' }]).steps).toEqual([
      'Add the line `**/.git` to .dockerignore.',
    ]);
  });
});

describe('the history of a Git repository', () => {
  it.each([
    ['srv/.git!/ci.env', '**/.git'],
    ['srv/.git/modules/lib!/ci.env', '**/.git'],
    ['srv/shop.git!/ci.env', '**/shop.git'],
  ])('that was copied (%s) is ignored', (path, line) => {
    expect(remedy('', [{ in: 'layer', path }]).steps).toEqual([`Add the line \`${line}\` to .dockerignore.`]);
  });

  it('that a command cloned is deleted by that command', () => {
    const { steps, summary } = remedy('RUN git clone https://example.com/shop /srv', [
      { in: 'layer', path: 'srv/.git!/ci.env', line: 2 },
    ]);
    expect(summary).toMatch(/^Leave \/srv\/\.git out of the image, rebuild, and revoke/);
    expect(steps).toEqual([
      'Delete /srv/.git in the same command that makes it (docker/Dockerfile:2): a later RUN leaves it in this layer. Or clone in a stage of its own, and COPY --from only the files.',
    ]);
  });
});

describe('a build argument', () => {
  it('becomes a secret of the very command that uses it', () => {
    const { steps, suggestion } = remedy(
      'ARG NPM_TOKEN\nRUN echo 1\nRUN --network=none npm ci \\\n  --token "${NPM_TOKEN}"',
      [{ in: 'history', path: 'history/1', line: 2 }],
    );
    const rewritten =
      'RUN --mount=type=secret,id=npm_token --network=none export NPM_TOKEN="$(cat /run/secrets/npm_token)" && npm ci';
    expect(steps).toEqual([
      `Delete \`ARG NPM_TOKEN\` (docker/Dockerfile:2), and write docker/Dockerfile:4 as: \`${rewritten} --token "\${NPM_TOKEN}"\` (and build with \`--secret id=npm_token,env=NPM_TOKEN\`)`,
    ]);
    expect(suggestion).toEqual({
      file: 'docker/Dockerfile',
      line: 4,
      endLine: 5,
      text: `${rewritten} \\\n  --token "\${NPM_TOKEN}"`,
      note: 'Build with `--secret id=npm_token,env=NPM_TOKEN` in place of the build argument, and delete `ARG NPM_TOKEN` (docker/Dockerfile:2).',
    });
  });

  it.each([
    ['# syntax=docker/dockerfile:1', true],
    ['#syntax = docker.io/docker/dockerfile:1.10-labs', true],
    ['# escape=\\\n# syntax=docker/dockerfile', true],
    [`# syntax=docker/dockerfile:1.12@sha256:${'0'.repeat(64)}`, true],
    [`# syntax=docker/dockerfile:1@sha256:${'0'.repeat(64)}`, false],
    ['# syntax=docker/dockerfile:1.9', false],
    ['# syntax=example.com/other:1', false],
    ['# a comment\n# syntax=docker/dockerfile:1', false],
    ['FROM a', false],
  ])('is mounted as a variable where the syntax has that: %j', (directives, expected) => {
    expect(hasEnvMounts(`${directives}\nFROM a\n`)).toBe(expected);
  });

  const use = { in: 'history', path: 'history/1', line: 2 } as const;

  it('is a variable of the mount then', () => {
    expect(remedy('ARG T\nRUN x $T', [use], RULE, true).suggestion?.text).toBe(
      'RUN --mount=type=secret,id=t,env=T x $T',
    );
  });

  it.each([
    ['RUN x $T', 'RUN --mount=type=secret,id=t export T="$(cat /run/secrets/t)" && x $T'],
    [
      'run --mount=type=cache,target=/c \\\n  --network=none \\\n  x $T && \\\n  y',
      'run --mount=type=secret,id=t --mount=type=cache,target=/c \\\n  --network=none \\\n  export T="$(cat /run/secrets/t)" && x $T && \\\n  y',
    ],
    [
      'RUN cat <<EOF > /x\n$T\nEOF',
      'RUN --mount=type=secret,id=t export T="$(cat /run/secrets/t)" && cat <<EOF > /x\n$T\nEOF',
    ],
    [
      'RUN \\\n  # why\n  x $T',
      'RUN --mount=type=secret,id=t export T="$(cat /run/secrets/t)" && \\\n  # why\n  x $T',
    ],
  ])('is read from its file before a command of a shell: %j', (command, expected) => {
    const { suggestion } = remedy(`ARG T\n${command}`, [use]);
    expect(suggestion?.text).toBe(expected);
    expect(suggestion?.note).not.toContain('syntax');
  });

  it('is read at the beginning of a script for the shell', () => {
    const { suggestion } = remedy('ARG T\nRUN --network=none <<EOF\nx $T\nEOF', [use]);
    expect(suggestion?.text).toBe(
      'RUN --mount=type=secret,id=t --network=none <<EOF\nexport T="$(cat /run/secrets/t)"\nx $T\nEOF',
    );
  });

  it.each(['RUN ["sh", "-c", "x $T"]', 'RUN <<EOF\n#!/usr/bin/perl\nx $T\nEOF'])(
    'is mounted as a variable where no shell is known, with the syntax that it takes: %j',
    (command) => {
      const { suggestion } = remedy(`ARG T\n${command}`, [use]);
      expect(suggestion?.text).toMatch(/^RUN --mount=type=secret,id=t,env=T [[<]/);
      expect(suggestion?.note).toContain('`# syntax=docker/dockerfile:1` as the first line');
    },
  );

  it.each([
    [false, '`RUN --mount=type=secret,id=t export T="$(cat /run/secrets/t)" && …`'],
    [true, '`RUN --mount=type=secret,id=t,env=T …`'],
  ])('is told without the command where none is known to use it (env mounts: %j)', (hasMounts, expected) => {
    const { steps, suggestion } = remedy('ARG T', [use], RULE, hasMounts);
    expect(steps[0]).toContain(`write the command that needs it as: ${expected}`);
    expect(suggestion ?? null).toBeNull();
  });

  it('is not taken for another whose name begins so', () => {
    const { steps, suggestion } = remedy('ARG NPM\nRUN npm ci $NPM_TOKEN', [
      { in: 'history', path: 'history/1', line: 2 },
    ]);
    expect(steps[0]).toContain('the command that needs it');
    expect(suggestion).toBeNull();
  });

  it('is no remedy for a command that writes it to a file', () => {
    const { steps, suggestion } = remedy('ARG T\nRUN echo $T > /root/.npmrc', [
      { in: 'layer', path: 'root/.npmrc', line: 3 },
      { in: 'history', path: 'history/1', line: 2 },
    ]);
    expect(steps[0]).toMatch(
      /^Do not let docker\/Dockerfile:3 write \/root\/\.npmrc; mount it .*id=npmrc,target=\/root\/\.npmrc/,
    );
    expect(steps[1]).not.toContain('echo');
    expect(suggestion).toBeNull();
  });
});

describe('a command that holds the secret itself', () => {
  const secret = ['s3cr', 'et-of', '-a-test'].join('');
  const read = '$(cat /run/secrets/token)';
  const mounted = 'RUN --mount=type=secret,id=token';

  it.each([
    [`RUN curl -H "A: ${secret}" http://x/`, `${mounted} curl -H "A: ${read}" http://x/`],
    [
      `RUN echo 'it' "isn't" && \\\n  x --key=${secret}`,
      `${mounted} echo 'it' "isn't" && \\\n  x --key=${read}`,
    ],
    [`RUN curl -H 'A: ${secret}' http://x/`, null],
    [`RUN ["curl", "${secret}"]`, null],
    [`RUN <<EOF\ncurl ${secret}\nEOF`, null],
  ])('%#', (command, text) => {
    const { steps, suggestion } = remedy(command, [{ in: 'history', path: 'history/1', line: 2, secret }]);
    expect(suggestion?.text ?? null).toBe(text);
    expect(steps[0]).toContain(
      text === null || text.includes('\n') ? 'Take it out of docker/Dockerfile:2' : `as: \`${text}\` (and`,
    );
  });

  it('is not rewritten where it writes it to a file', () => {
    const { steps } = remedy(`RUN echo ${secret} > /root/.npmrc`, [
      { in: 'layer', path: 'root/.npmrc', line: 2, secret },
      { in: 'history', path: 'history/1', line: 2, secret },
    ]);
    expect(steps.join(' ')).not.toContain('echo');
  });
});

describe('the config', () => {
  it('loses the one variable', () => {
    const { steps, suggestion } = remedy('ENV A=1 TOKEN="x y" B=2', [
      { in: 'config', path: 'Env/TOKEN', line: 2 },
    ]);
    expect(steps[0]).toMatch(
      /^Take TOKEN out of ENV \(docker\/Dockerfile:2\), and give it when the container starts/,
    );
    expect(suggestion?.text).toBe('ENV A=1 B=2');
  });

  it('loses the line where it is the only one', () => {
    expect(remedy('LABEL \\\n k=v', [{ in: 'config', path: 'Labels/k', line: 2 }]).suggestion).toEqual({
      file: 'docker/Dockerfile',
      line: 2,
      endLine: 3,
      text: '',
    });
  });

  it.each([
    ['ENV A=1 \\\n TOKEN=x', 'ENV A=1'],
    ['ENV A=1 \\\n  # why\n  TOKEN="x \\\n y" \\\n  B=2', 'ENV A=1 \\\n  # why\n  B=2'],
    ['ENV TOKEN=x \\\n    A=1 \\\n    B=2', 'ENV A=1 \\\n    B=2'],
    ['ENV \\\n  A=1 \\\n  TOKEN=x', 'ENV \\\n  A=1'],
    ['ENV A=1 TOKEN=x \\\n  B=2', null],
    ['ENV TOKEN=x \\\n  # of A\n  A=1', null],
  ])('loses the line of one of several: %j', (env, expected) => {
    const { suggestion } = remedy(env, [{ in: 'config', path: 'Env/TOKEN', line: 2 }]);
    expect(suggestion?.text ?? null).toBe(expected);
  });

  it('is told once where nothing is known of the Dockerfile', () => {
    const { steps } = remedy('', [
      { in: 'config', path: 'Env/TOKEN' },
      { in: 'history', path: 'history/3' },
    ]);
    expect(steps).toEqual([expect.stringMatching(/^Take TOKEN out of the Dockerfile, /)]);
  });
});

it('tells of the base image, and of the build context', () => {
  expect(remedy('', [{ in: 'layer', path: 'etc/key', isBase: true }]).steps).toEqual([
    expect.stringContaining('base image'),
  ]);
  const outside = remedy('', [{ in: 'context', path: 'deploy/.env' }]);
  expect(outside.steps).toEqual([
    'Add the line `deploy/.env` to .dockerignore, and keep the file out of version control.',
  ]);
  expect(outside.summary).not.toContain('rebuild');
});

it.each([
  ['API key in a configuration file', 'revoke this API key'],
  ['Token in source code', 'revoke this token'],
  ['Credential in a header on a command line', 'revoke this credential'],
  ['Password in a configuration file', 'change the password'],
])('says of a general rule (%s) what is to be done', (title, end) => {
  const rule: Rule = { ...RULE, id: 'demo', title, general: true };
  const { summary } = remedy(
    'COPY . /',
    [{ in: 'layer', path: 'a.yml', contextPath: 'a.yml', line: 2 }],
    rule,
  );
  expect(summary).toBe(`Take it out of a.yml, rebuild, and ${end}`);
});

it('has no more steps than are read, and leaves out none', () => {
  const { steps, suggestion } = remedy('COPY . .\nENV A=1\nLABEL l=1\nARG T\nRUN x $T', [
    { in: 'layer', path: 'srv/.env', line: 2, contextPath: '.env' },
    { in: 'layer', path: 'srv/a.py', line: 2, contextPath: 'a.py' },
    { in: 'config', path: 'Env/A', line: 3 },
    { in: 'config', path: 'Labels/l', line: 4 },
    { in: 'history', path: 'history/5', line: 5 },
  ]);
  expect(steps).toHaveLength(MAX_STEPS);
  expect(steps[2]).toBe(
    'Give T as a secret, not as a build argument, take A out of ENV and take l out of LABEL.',
  );
  expect(suggestion).toBeNull();
});

it.each([
  [{}, 'revoke this npm access token'],
  [{ id: 'private-key', title: 'Private key', provider: 'Private keys' }, 'replace the key pair'],
  [{ id: 'generic-password', title: 'Password', provider: 'Generic' }, 'change the password'],
  [
    {
      id: 'database-url-postgres',
      title: 'PostgreSQL URL with a password',
      provider: 'Databases and message brokers',
    },
    'change the password',
  ],
])('ends with what makes the secret worthless: %j', (kind, end) => {
  const { summary } = remedy('', [{ in: 'config', path: 'Env/A' }], { ...RULE, ...kind });
  expect(summary).toContain(end);
  expect(summary).not.toMatch(/ at |Generic|Databases/);
});

it('speaks of the one name of many that holds the secret, and of its line', () => {
  const argument = remedy('ARG A \\\n  TOKEN\nRUN fetch $TOKEN', [
    { in: 'history', path: 'history/1', line: 2, name: 'TOKEN' },
  ]);
  expect(argument.steps[0]).toMatch(
    /^Delete `ARG TOKEN` \(docker\/Dockerfile:3\), and write docker\/Dockerfile:4 as: /,
  );
  const variable = remedy('ENV A=1 \\\n  KEY=x', [{ in: 'config', path: 'Env/KEY', line: 2, name: 'KEY' }]);
  expect(variable.steps[0]).toMatch(/^Take KEY out of ENV \(docker\/Dockerfile:3\), /);
});
