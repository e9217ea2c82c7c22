import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { forbidden } from '../helpers/github-answers.js';
import { ApiDescription } from '../helpers/github-openapi.js';
import { playAll, type Played, type Scenario } from '../helpers/github-play.js';
import { crowdedProject, leakyProject, longLineProject, repeatedProject } from '../helpers/leaky-image.js';
import { validateSarif } from '../helpers/sarif-validator.js';

/** https://docs.github.com: of a comment, in characters; of a step's summary and of a SARIF upload after gzip, in bytes. */
const MAX_COMMENT_CHARS = 65_536;
const MAX_SUMMARY_BYTES = 1024 * 1024;
const MAX_GZIP_BYTES = 10_000_000;
/** Results of a run that code scanning keeps. */
const MAX_RESULTS = 5_000;
/** Annotations of a level that a step may have. */
const MAX_OF_LEVEL = 10;
const MAX_ANNOTATION_CHARS = 4096;

const FINDINGS = 3_000;
const IN_IMAGE = 100;
const LINE_BYTES = 5_000_000;
const TIMES = 10_000;
const READ_ONLY = { faults: [{ on: /^(?:POST|PATCH) /, answer: forbidden() }] };

const SCENARIOS = {
  '3,000 findings': { projects: [crowdedProject(FINDINGS, IN_IMAGE)] },
  '3,000 findings and a token that can only read': {
    projects: [crowdedProject(FINDINGS, IN_IMAGE)],
    server: READ_ONLY,
  },
  'a line of 5 MB': { projects: [longLineProject(LINE_BYTES)] },
  'a line of 5 MB and a token that can only read': {
    projects: [longLineProject(LINE_BYTES)],
    server: READ_ONLY,
  },
  'a secret that stands 10,000 times in each of two files': { projects: [repeatedProject(TIMES)] },
  'a common image': { projects: [leakyProject()] },
} satisfies Record<string, Scenario>;

type Name = keyof typeof SCENARIOS;
const NAMES = Object.keys(SCENARIOS) as Name[];
let played = new Map<Name, Played>();

beforeAll(async () => {
  const scenarios = Object.entries(SCENARIOS) as [Name, Scenario][];
  played = await playAll(new ApiDescription('api.github.com'), scenarios);
}, 300_000);

function get(name: Name): Played {
  const found = played.get(name);
  if (found === undefined) throw new Error(`${name} did not run`);
  return found;
}

/** How many lines of a Markdown table are of a severity. */
function rowsOf(markdown: string, severity: string): number {
  return markdown.split('\n').filter((line) => line.startsWith('|') && line.includes(severity)).length;
}

describe.each(NAMES)('%s', (name) => {
  it('ends with a verdict, fits the API and holds no raw secret', () => {
    const { server, run, raw } = get(name);
    expect(run.outputs.get('outcome')).toBe('blocked');
    expect({ stderr: run.stderr, violations: server.violations, raw }).toEqual({
      stderr: '',
      violations: [],
      raw: [],
    });
  });

  it('stays inside of every limit', () => {
    const { server, run, sarif } = get(name);
    expect(Buffer.byteLength(run.summary)).toBeLessThanOrEqual(MAX_SUMMARY_BYTES);
    for (const { body } of server.state.comments) expect(body.length).toBeLessThanOrEqual(MAX_COMMENT_CHARS);
    for (const { gzipBytes, log } of server.state.uploads) {
      expect(gzipBytes).toBeLessThanOrEqual(MAX_GZIP_BYTES);
      for (const { results } of log.runs) expect(results?.length).toBeLessThanOrEqual(MAX_RESULTS);
    }
    expect(gzipSync(sarif).length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
    for (const level of ['error', 'warning', 'notice']) {
      const own = run.commands.filter((command) => command.name === level);
      expect(own.length).toBeLessThanOrEqual(MAX_OF_LEVEL);
      for (const { value } of own) expect(value.length).toBeLessThanOrEqual(MAX_ANNOTATION_CHARS);
    }
    // A report of a few findings is small, however long the lines that they stand on.
    if (!name.startsWith('3,000')) {
      for (const text of [run.log, run.summary, sarif]) expect(text.length).toBeLessThan(200_000);
      // The one that holds every place.
      if (!name.includes('10,000')) expect(get(name).json.length).toBeLessThan(200_000);
    }
  });
});

describe('of 3,000 findings', () => {
  it('all are alerts, the worst first', () => {
    const { uploads } = get('3,000 findings').server.state;
    const levels = uploads[0]?.log.runs[0]?.results?.map(({ level }) => level) ?? [];
    expect(levels).toHaveLength(FINDINGS);
    expect(levels.slice(0, IN_IMAGE)).toEqual(Array.from({ length: IN_IMAGE }, () => 'error'));
    expect(levels.slice(IN_IMAGE)).not.toContain('error');
  });

  it('all the worst are annotations, at their lines', () => {
    const annotations = get('3,000 findings').server.state.checkRuns[0]?.annotations ?? [];
    const failures = annotations.filter(({ annotation_level: level }) => level === 'failure');
    expect(failures.map(({ path }) => path)).toEqual(
      Array.from({ length: IN_IMAGE }, () => 'shop/worst.yaml'),
    );
    expect(new Set(failures.map(({ start_line: line }) => line)).size).toBe(IN_IMAGE);
  });

  it('the comment and the summary tell the worst before any other, and how many they leave out', () => {
    const { server, run } = get('3,000 findings');
    const comment = server.state.comments[0]?.body ?? '';
    for (const text of [comment, run.summary]) {
      expect(text).toContain('100');
      const worst = rowsOf(text, 'Critical');
      expect(worst).toBeGreaterThan(20);
      if (rowsOf(text, 'Medium') > 1) expect(worst).toBeGreaterThanOrEqual(IN_IMAGE);
    }
    expect(comment).toMatch(/\d[\d,]* (?:more|other|further)|left out|not shown/i);
  });

  it('the runner is given the worst where there is no check run', () => {
    const { commands } = get('3,000 findings and a token that can only read').run;
    const errors = commands.filter(
      ({ name, properties }) => name === 'error' && properties['file'] !== undefined,
    );
    expect(errors.length).toBeGreaterThan(5);
    for (const { properties } of errors) expect(properties['file']).toBe('shop/worst.yaml');
  });
});

describe('a secret on a line of 5 MB', () => {
  it('is told with its place, and without the line', () => {
    const { server, json } = get('a line of 5 MB');
    const places = (server.state.uploads[0]?.log.runs[0]?.results ?? []).map(
      ({ locations }) => locations?.[0]?.physicalLocation,
    );
    expect(places).toHaveLength(2);
    for (const place of places)
      expect(place).toMatchObject({ artifactLocation: { uri: 'shop/bundle.js' }, region: { startLine: 1 } });
    // Counted from 1, behind `k="`.
    expect(json).toContain(`"column": ${String(LINE_BYTES / 2 + 4)}`);
    expect(json).not.toContain('a=[1,2,3]');
  });
});

describe('a secret that stands at 40,000 places', () => {
  it('is one finding, whose places are counted', () => {
    const { server, run } = get('a secret that stands 10,000 times in each of two files');
    expect(run.outputs.get('findings')).toBe('1');
    // One of the places is the row's own, another one the line that it was copied from.
    const others = `and ${(4 * TIMES - 2).toLocaleString('en')} more places`;
    for (const text of [run.summary, server.state.comments[0]?.body]) expect(text).toContain(others);
  });
});

it('what was uploaded is good SARIF for GitHub', () => {
  const documents = [...played.values()].flatMap(({ server }) =>
    server.state.uploads.map(({ text }) => text),
  );
  expect(documents).toHaveLength(4);
  expect([...new Set(validateSarif(documents, 'Ghas'))]).toEqual([]);
}, 180_000);
