import { describe, expect, it } from '@jest/globals';
import { postSuggestions, type SuggestedChange } from '../../src/github/suggestions.js';
import { CONVERSATION, fakeClient, routesOf, type Answer } from './fake-api.js';

const FILES = 'GET /repos/ada/shop/pulls/7/files';
const COMMENTS = 'GET /repos/ada/shop/pulls/7/comments';
const REVIEW = 'POST /repos/ada/shop/pulls/7/reviews';
const PATCH = '@@ -1,2 +1,4 @@\n FROM scratch\n+COPY . .\n+ENV A=1\n+ENV B=2';

const change = (given: Partial<SuggestedChange> = {}): SuggestedChange => ({
  keys: ['4be1'],
  file: 'Dockerfile',
  line: 2,
  endLine: 2,
  text: 'COPY app .',
  reason: 'A key gets in.',
  before: ['COPY . .'],
  ...given,
});

async function post(
  changes: readonly SuggestedChange[],
  {
    files = [{ filename: 'Dockerfile', patch: PATCH }],
    comments = [],
  }: { files?: unknown; comments?: unknown } = {},
  review: Answer = { data: {} },
) {
  const { client, sent } = fakeClient({
    [FILES]: { data: files },
    [COMMENTS]: { data: comments },
    [REVIEW]: review,
  });
  const body = (count: number) => `${count} changes`;
  const posted = await postSuggestions(client, CONVERSATION, { headSha: 'b'.repeat(40), body, changes });
  const last = sent.find(({ route }) => route === REVIEW)?.body;
  return { posted, sent, review: last, comments: (last?.['comments'] ?? []) as Record<string, unknown>[] };
}

describe('a suggestion', () => {
  it('is a review comment on the line of the diff', async () => {
    const { posted, review } = await post([change()]);
    expect(posted).toBe(1);
    expect(review).toEqual({
      commit_id: 'b'.repeat(40),
      event: 'COMMENT',
      body: '1 changes',
      comments: [
        {
          path: 'Dockerfile',
          body: 'A key gets in.\n\n```suggestion\nCOPY app .\n```\n\n<!-- drydock:suggestion:4be1 -->',
          line: 2,
          side: 'RIGHT',
        },
      ],
    });
  });

  it('of several lines names the first and the last; of no text it deletes them', async () => {
    const { comments } = await post([
      change({ line: 3, endLine: 4, before: ['ENV A=1', 'ENV B=2'], text: '' }),
    ]);
    expect(comments).toEqual([
      expect.objectContaining({ start_line: 3, start_side: 'RIGHT', line: 4, side: 'RIGHT' }),
    ]);
    expect(comments[0]!['body']).toContain('```suggestion\n```\n');
  });

  it('is fenced so that no text of the Dockerfile ends it', async () => {
    const { comments } = await post([change({ text: 'RUN echo ````' })]);
    expect(comments[0]!['body']).toContain('`````suggestion\nRUN echo ````\n`````\n');
  });

  it.each<[string, Partial<SuggestedChange>]>([
    ['the line is not in the diff', { line: 9, endLine: 9 }],
    ['the line has another text there', { line: 3, endLine: 3 }],
    ['a part of its lines is not in the diff', { line: 4, endLine: 5, before: ['ENV B=2', 'CMD x'] }],
    ['the file is not in the diff', { file: 'other/Dockerfile' }],
  ])('is left out where %s', async (_, given) => {
    const { posted, sent } = await post([change(given)]);
    expect(posted).toBe(0);
    expect(routesOf(sent)).toEqual([FILES]);
  });

  it('is left out where GitHub does not show the diff', async () => {
    expect((await post([change()], { files: [{ filename: 'Dockerfile' }] })).posted).toBe(0);
  });

  it('is not made twice', async () => {
    const comments = [{ body: 'x\n<!-- drydock:suggestion:4be1 -->' }];
    expect((await post([change()], { comments })).posted).toBe(0);
    expect((await post([change({ keys: ['4be1', '77aa'] })], { comments })).posted).toBe(1);
  });

  it('is not made where another one changes the same line', async () => {
    const { comments } = await post([
      change(),
      change({ keys: ['2'], text: 'COPY bin .' }),
      change({ keys: ['3'], line: 3, endLine: 3, before: ['ENV A=1'] }),
    ]);
    expect(comments.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('is one of ten at most', async () => {
    const text = Array.from({ length: 15 }, (_, index) => `ENV A${index}=1`);
    const patch = ['@@ -0,0 +1,15 @@', ...text.map((line) => `+${line}`)].join('\n');
    const changes = text.map((line, index) =>
      change({ keys: [`k${index}`], line: index + 1, endLine: index + 1, before: [line] }),
    );
    const { posted, comments } = await post(changes, { files: [{ filename: 'Dockerfile', patch }] });
    expect([posted, comments.length]).toEqual([10, 10]);
  });

  it('asks for nothing when there is none', async () => {
    expect((await post([])).sent).toEqual([]);
  });

  it('that is refused is the caller’s to tell', async () => {
    await expect(post([change()], {}, { status: 422, data: { message: 'no' } })).rejects.toMatchObject({
      status: 422,
    });
  });
});
