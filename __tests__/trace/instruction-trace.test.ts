import { describe, expect, it } from '@jest/globals';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { instructionOfPlace, isOfBase, traceInstructions } from '../../src/trace/instruction-trace.js';
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
  return instructionOfPlace(trace, image, { path, line: 1, secret })?.line ?? null;
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

it('tells what came with the base image', () => {
  const base = (path: string): boolean =>
    isOfBase(trace, path, instructionOfPlace(trace, image, { path, line: 1, secret: 't0ken' }));
  expect(['Env/SECRET', 'history/1', 'Entrypoint'].map(base)).toEqual([true, true, true]);
  expect(['Env/KEY', 'history/7', 'Cmd', 'provenance/attestation-0'].map(base)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
