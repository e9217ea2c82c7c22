import { describe, expect, it } from '@jest/globals';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { redactInstruction } from '../../src/trace/instruction-text.js';
import { instructionOfPlace, isOfBase } from '../../src/trace/instruction-place.js';
import { traceInstructions } from '../../src/trace/instruction-trace.js';
import { makeImage } from './image.js';

const DOCKERFILE = parseDockerfile(
  [
    'ARG TOKEN',
    'FROM base AS build',
    'ARG TOKEN',
    'RUN fetch $TOKEN',
    'FROM base',
    'ARG TOKEN',
    'ARG OTHER=x',
    'ENV KEY=one NAME=n',
    'LABEL k=v',
    'WORKDIR app',
    'RUN fetch $TOKEN',
    'ENV KEY=two',
    'COPY . .',
    'ONBUILD RUN a',
    'ONBUILD RUN b',
    'HEALTHCHECK CMD x',
    'CMD ["c"]',
  ].join('\n'),
  'Dockerfile',
);
const HISTORY = [
  'base layer',
  '-ENV PATH=/bin SECRET=of-the-base',
  '-ARG TOKEN=t0ken',
  '-ARG OTHER=x',
  '-ENV KEY=one NAME=n',
  '-LABEL k=v',
  'WORKDIR /app',
  'RUN |2 TOKEN=t0ken OTHER=x /bin/sh -c fetch $TOKEN # buildkit',
  '-ENV KEY=two',
  'COPY . . # buildkit',
  '-HEALTHCHECK &{["CMD-SHELL" "x"] "0s"}',
  '-CMD ["c"]',
];
const image = makeImage({ history: HISTORY });
const trace = traceInstructions(image, DOCKERFILE);
if (trace === null) throw new Error('nothing was traced');

function lineOf(path: string, secret = 't0ken'): number | null {
  if (trace === null) return null;
  const place = instructionOfPlace(trace, image, { path, line: 1, secret });
  return place?.property?.line ?? place?.instruction.line ?? null;
}

describe('an image', () => {
  it('has an instruction and a working directory for each of its own layers', () => {
    expect(trace.layers.map((instruction) => instruction?.line ?? null)).toEqual([null, 10, 11, 13]);
    expect(trace.workdirs).toEqual([null, null, '/app', '/app']);
    expect(trace.baseLayers).toBe(1);
    expect(trace.baseEntries).toBe(2);
  });

  it('has none where there is no Dockerfile', () => {
    expect(traceInstructions(image, null)).toBeNull();
  });

  it('has no layer traced whose history entries do not add up', () => {
    const broken = {
      ...image,
      config: { ...image.config, diffIds: image.config.diffIds.slice(1) },
      layers: image.layers.slice(1),
    };
    const broken2 = traceInstructions(broken, DOCKERFILE);
    expect(broken2?.layers).toEqual([null, null, null]);
    expect(broken2?.baseLayers).toBe(0);
    expect(broken2?.history.filter((instruction) => instruction !== null)).toHaveLength(10);
  });
});

describe('a part of the config', () => {
  it.each([
    ['Env/NAME', 8],
    ['Env/KEY', 12],
    ['Env/SECRET', null],
    ['Labels/k', 9],
    ['Labels/other', null],
    ['Cmd', 17],
    ['Entrypoint', null],
    ['Healthcheck', 16],
    ['OnBuild/1', 15],
    ['OnBuild/2', null],
    ['provenance/build-arg:TOKEN', 6],
    ['provenance/build-arg:ABSENT', null],
    ['provenance/attestation-0', null],
  ])('%s is of line %s', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });
});

describe('a history entry', () => {
  it('is of its instruction', () => {
    expect(lineOf('history/4', 'one')).toBe(8);
    expect(lineOf('history/0')).toBeNull();
  });

  it('is of the ARG of its own stage where a build argument of a command holds the secret', () => {
    expect(lineOf('history/2')).toBe(6);
    expect(lineOf('history/7')).toBe(6);
  });

  it('is of the command where that holds it itself', () => {
    expect(lineOf('history/7', 'fetch')).toBe(11);
  });
});

describe('the line of a name', () => {
  const dockerfile = parseDockerfile(
    [
      'ARG GLOBAL=def4ult \\',
      '    OTHER=x',
      'ARG UNUSED=def4ult',
      'FROM base AS build',
      'ARG GLOBAL=sh4dow',
      'RUN make $GLOBAL',
      'FROM base',
      'ARG FIRST \\',
      '    GLOBAL \\',
      '    LATE=l4te',
      'ENV A=1 \\',
      '    # of the API',
      '    KEY=$GLOBAL \\',
      '    B=2',
      'LABEL one=1 \\',
      '      two=tw0val',
      'RUN fetch',
    ].join('\n'),
    'Dockerfile',
  );
  const history = [
    'base',
    '-ARG FIRST=f1rst GLOBAL=v4lue LATE=l4te',
    '-ENV A=1 KEY=v4lue B=2',
    '-LABEL one=1 two=tw0val',
    'RUN |3 FIRST=f1rst GLOBAL=v4lue LATE=l4te /bin/sh -c fetch # buildkit',
  ];
  const find = (path: string, secret: string, value = 'v4lue'): string | null => {
    const image = makeImage({ history: history.map((text) => text.replaceAll('v4lue', value)) });
    const trace = traceInstructions(image, dockerfile);
    const place = trace === null ? null : instructionOfPlace(trace, image, { path, line: 1, secret });
    if (place === null) return null;
    const { line, endLine, nameLine, text } = redactInstruction(
      place.instruction,
      'Dockerfile',
      new Map([[secret, '***']]),
      place.property,
    );
    expect(text).not.toContain(secret.length > 2 ? secret : '\0');
    return `${nameLine ?? line} in ${line}-${endLine}`;
  };

  it.each([
    ['Env/A', '1', '11 in 11-14'],
    ['Env/KEY', 'v4lue', '13 in 11-14'],
    ['Env/B', '2', '14 in 11-14'],
    ['Labels/two', 'tw0val', '16 in 15-16'],
    ['history/1', 'f1rst', '8 in 8-10'],
    ['history/1', 'v4lue', '9 in 8-10'],
    ['history/1', 'l4te', '10 in 8-10'],
    ['history/2', 'v4lue', '13 in 11-14'],
    ['history/3', 'tw0val', '16 in 15-16'],
    ['history/4', 'f1rst', '8 in 8-10'],
    ['history/4', 'v4lue', '9 in 8-10'],
    ['history/4', 'l4te', '10 in 8-10'],
    ['provenance/build-arg:GLOBAL', 'v4lue', '9 in 8-10'],
    ['provenance/build-arg:UNUSED', 'v4lue', '3 in 3-3'],
  ])('%s with %s is %s', (path, secret, expected) => {
    expect(find(path, secret)).toBe(expected);
  });

  it('is the global ARG’s where the secret is the default that stands there', () => {
    for (const path of ['history/1', 'history/4', 'provenance/build-arg:GLOBAL'])
      expect(find(path, 'def4ult', 'def4ult')).toBe('1 in 1-2');
  });

  it('is not another stage’s, whatever stands there', () => {
    expect(find('history/4', 'sh4dow', 'sh4dow')).toBe('9 in 8-10');
  });

  it('is that of the whole instruction where the secret is not found in the entry', () => {
    expect(find('history/2', 'bm90IHRoZXJl')).toBe('11 in 11-14');
  });
});

it('tells what came with the base image', () => {
  const base = (path: string): boolean =>
    isOfBase(trace, image, path, instructionOfPlace(trace, image, { path, line: 1, secret: 't0ken' }));
  expect(['Env/SECRET', 'history/1', 'Entrypoint'].map(base)).toEqual([true, true, true]);
  expect(['Env/KEY', 'history/7', 'Cmd', 'provenance/attestation-0'].map(base)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
