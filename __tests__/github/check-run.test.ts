import { describe, expect, it } from '@jest/globals';
import type { Annotation } from '../../src/github/annotate.js';
import { createCheckRun, type CheckRun } from '../../src/github/check-run.js';
import { fakeClient, SHOP, type Answer, type Sent } from './fake-api.js';

const CREATE = 'POST /repos/ada/shop/check-runs';
const UPDATE = 'PATCH /repos/ada/shop/check-runs/11';
const created: Answer = { status: 201, data: { id: 11, html_url: 'https://github.test/runs/11' } };

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    level: 'error',
    title: `t${index}`,
    message: 'm',
    file: 'Dockerfile',
    startLine: index + 1,
    endLine: index + 1,
  }));
}

const run = (given: Partial<CheckRun>): CheckRun => ({
  name: 'Drydock: shop:ci',
  headSha: 'b'.repeat(40),
  conclusion: 'failure',
  title: 'Blocked',
  summary: 'One secret',
  annotations: [],
  detailsUrl: null,
  ...given,
});

interface Output {
  readonly annotations: readonly Record<string, unknown>[];
}
const outputOf = ({ body }: Sent): Output => body['output'] as Output;

describe('a check run', () => {
  it('is created finished, at the head', async () => {
    const { client, sent } = fakeClient({ [CREATE]: created });
    const result = await createCheckRun(
      client,
      SHOP,
      run({ detailsUrl: 'https://github.test/actions/runs/1' }),
    );
    expect(result).toEqual({ url: 'https://github.test/runs/11', annotations: 0, failure: null });
    expect(sent.map(({ body }) => body)).toEqual([
      {
        name: 'Drydock: shop:ci',
        head_sha: 'b'.repeat(40),
        status: 'completed',
        conclusion: 'failure',
        details_url: 'https://github.test/actions/runs/1',
        output: { title: 'Blocked', summary: 'One secret', annotations: [] },
      },
    ]);
  });

  it.each([
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('with %d annotations sends batches of %j, each annotation once', async (count, batches) => {
    const { client, sent } = fakeClient({ [CREATE]: created, [UPDATE]: { data: {} } });
    expect((await createCheckRun(client, SHOP, run({ annotations: annotations(count) }))).annotations).toBe(
      count,
    );
    const got = sent.map((one) => outputOf(one).annotations);
    expect(got.map(({ length }) => length)).toEqual(batches);
    expect(got.flat().map((one) => one['title'])).toEqual(annotations(count).map(({ title }) => title));
  });

  it('gives columns to annotations of one line alone, and leaves out those without a file', async () => {
    const { client, sent } = fakeClient({ [CREATE]: created });
    const base = { title: 't', message: 'm' };
    const given: Annotation[] = [
      { ...base, level: 'warning', file: '.env', startLine: 2, endLine: 2, startColumn: 5 },
      { ...base, level: 'notice', file: '.env', startLine: 2, endLine: 4, startColumn: 5 },
      { ...base, level: 'error' },
    ];
    await createCheckRun(client, SHOP, run({ annotations: given }));
    expect(outputOf(sent[0]!).annotations).toEqual([
      {
        ...base,
        path: '.env',
        start_line: 2,
        end_line: 2,
        start_column: 5,
        end_column: 5,
        annotation_level: 'warning',
      },
      { ...base, path: '.env', start_line: 2, end_line: 4, annotation_level: 'notice' },
    ]);
  });

  it('that can’t be created is the caller’s to tell', async () => {
    const { client } = fakeClient({ [CREATE]: { status: 403, data: { message: 'no' } } });
    await expect(createCheckRun(client, SHOP, run({}))).rejects.toMatchObject({ status: 403 });
  });

  it('that can’t be added to says how far it came', async () => {
    const { client } = fakeClient({ [CREATE]: created, [UPDATE]: { status: 422, data: { message: 'no' } } });
    const result = await createCheckRun(client, SHOP, run({ annotations: annotations(60) }));
    expect(result).toMatchObject({ annotations: 50, failure: { status: 422 } });
  });
});
