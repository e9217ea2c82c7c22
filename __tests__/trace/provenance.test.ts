import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import { traceInstructions } from '../../src/trace/instruction-trace.js';
import { provenanceTexts, readProvenance } from '../../src/trace/provenance.js';
import { layerDigest, makeImage } from './image.js';

const DOCKERFILE = 'FROM a\nRUN make\nENV A=1\nRUN make\nCOPY . .\n';

interface Steps {
  /** Lines by step. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
  /** The number of layers up to each step's, its own included. */
  readonly layers: Readonly<Record<string, number>>;
}

function metadata({ lines, layers }: Steps): object {
  const chain = (count: number): object[] =>
    Array.from({ length: count }, (_, index) => ({ digest: layerDigest(index) }));
  return {
    source: {
      locations: Object.fromEntries(
        Object.entries(lines).map(([step, own]) => [
          step,
          { locations: [{ ranges: own.map((line) => ({ start: { line }, end: { line } })) }] },
        ]),
      ),
      infos: [
        { filename: 'Dockerfile', language: 'Dockerfile', data: Buffer.from(DOCKERFILE).toString('base64') },
      ],
    },
    layers: Object.fromEntries(Object.entries(layers).map(([step, count]) => [`${step}:0`, [chain(count)]])),
  };
}

function statementV02(steps: Steps, args: Readonly<Record<string, string>> = {}): object {
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      invocation: { parameters: { args } },
      metadata: { 'https://mobyproject.org/buildkit@v1#metadata': metadata(steps) },
    },
  };
}

function statementV1(steps: Steps, args: Readonly<Record<string, string>> = {}): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: { externalParameters: { request: { args } } },
      runDetails: { metadata: { buildkit_metadata: metadata(steps) } },
    },
  };
}

const STEPS: Steps = {
  lines: { step0: [1], step1: [2], step2: [4], step3: [5] },
  layers: { step0: 1, step1: 2, step2: 3, step3: 4 },
};
const HISTORY = [
  '',
  'RUN /bin/sh -c make # buildkit',
  '-ENV A=1',
  'RUN /bin/sh -c make # buildkit',
  'COPY . . # buildkit',
];

function layerLines(statement: object, given: string | null, history = HISTORY): (number | null)[] | null {
  const image = makeImage({ history, attestations: [statement] });
  const trace = traceInstructions(image, given === null ? null : parseDockerfile(given, 'Dockerfile'));
  return trace?.layers.map((instruction) => instruction?.line ?? null) ?? null;
}

describe.each([
  ['v0.2', statementV02],
  ['v1', statementV1],
])('provenance %s', (_, statement) => {
  it('brings the Dockerfile where none is given', () => {
    expect(layerLines(statement(STEPS), null)).toEqual([null, 2, 4, 5]);
  });

  it('decides where history says nothing', () => {
    const squashed = ['', 'RUN something else', '-ENV A=1', 'RUN /bin/sh -c make', 'COPY . .'];
    expect(layerLines(statement(STEPS), null, squashed)).toEqual([null, 2, 4, 5]);
  });

  it('decides against history, of which nothing is kept then', () => {
    const swapped = { ...STEPS, lines: { ...STEPS.lines, step1: [4], step2: [] } };
    expect(layerLines(statement(swapped), DOCKERFILE)).toEqual([null, 4, null, 5]);
  });

  it('says nothing of layers with other digests', () => {
    const other = { ...STEPS, layers: { step1: 1, step2: 2 } };
    const squashed = ['', 'x', '-ENV A=1', 'y', 'z'];
    expect(layerLines(statement(other), DOCKERFILE, squashed)).toEqual([2, 4, null, null]);
  });

  it('is used for another Dockerfile only where a text stands there once', () => {
    const squashed = ['', 'x', '-ENV A=1', 'y', 'z'];
    expect(layerLines(statement(STEPS), `# moved\n${DOCKERFILE}`, squashed)).toEqual([null, null, null, 6]);
  });

  it('tells the build arguments, the Dockerfile, and each other text once', () => {
    const texts = provenanceTexts([
      {
        name: 'p',
        text: JSON.stringify(statement(STEPS, { 'build-arg:TOKEN': 'value-of-it', target: 'x' })),
      },
    ]);
    expect(texts.slice(0, 2)).toEqual([
      { in: 'provenance', path: 'provenance/build-arg:TOKEN', text: 'TOKEN=value-of-it' },
      { in: 'provenance', path: 'provenance/Dockerfile', text: DOCKERFILE },
    ]);
    expect(texts).toHaveLength(3);
    expect(texts[2]?.text).toContain('target=x');
    expect(texts[2]?.text).not.toContain('value-of-it');
    expect(texts[2]?.text).not.toContain(Buffer.from(DOCKERFILE).toString('base64'));
  });
});

it('reads the build arguments that are in the environment of a step once more only by another name', () => {
  const statement = {
    predicateType: 'x',
    predicate: {
      invocation: { parameters: { args: { 'build-arg:T': 'secret-1' } } },
      env: ['T=secret-1', 'U=secret-1', 'V=other'],
    },
  };
  const texts = provenanceTexts([{ name: 'p', text: JSON.stringify(statement) }]);
  expect(texts[1]?.text.split('\n')).toEqual(['predicateType=x', 'V=other']);
});

it('never throws, whatever a statement holds', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(readProvenance([{ name: 'p', text }])).toBeNull();
      provenanceTexts([
        { name: 'p', text },
        { name: 'q', text: text.slice(1) },
      ]);
    }),
  );
  const keys = [
    'predicateType',
    'predicate',
    'metadata',
    'runDetails',
    'buildkit_metadata',
    'source',
    'locations',
    'ranges',
    'infos',
    'layers',
    'data',
    'start',
  ];
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom('https://slsa.dev/provenance/v1', 7, null),
      fc.array(tie('node'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...keys), tie('node')),
    ),
  })).node;
  fc.assert(
    fc.property(value, (node) => {
      const image = makeImage({
        history: ['a'],
        attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', predicate: node }],
      });
      traceInstructions(image, null);
    }),
  );
});
