import { describe, expect, it } from '@jest/globals';
import { findComments, writeComment } from '../../src/github/comment.js';
import { API, CONVERSATION, fakeClient, routesOf, type Answer, type Sent } from './fake-api.js';

const LIST = 'GET /repos/ada/shop/issues/7/comments';
const MARKER = 'drydock:comment:';
const BODY = `<!-- ${MARKER}1 -->\nOne secret`;

function comment(id: number, login: string, type: string | undefined, body = BODY) {
  return {
    id,
    html_url: `https://github.test/ada/shop/pull/7#issuecomment-${id}`,
    body,
    user: { login, type },
  };
}

describe('our comments', () => {
  const refused = { status: 403, data: { message: 'Resource not accessible by integration' } };
  const find = async (comments: readonly unknown[], user: Answer = refused) => {
    const { client, sent } = fakeClient({ [LIST]: { data: comments }, 'GET /user': user });
    const found = await findComments(client, CONVERSATION, MARKER);
    return { ids: found.map(({ id }) => id), sent };
  };

  it('are those of the workflow’s token with the marker, the oldest first', async () => {
    const bot = 'github-actions[bot]';
    const { ids } = await find([
      comment(5, bot, 'Bot'),
      comment(3, bot, 'Bot'),
      comment(4, bot, 'Bot', 'Hi'),
    ]);
    expect(ids).toEqual([3, 5]);
  });

  it('are never those of a person who wrote our marker', async () => {
    const people = [
      comment(1, 'eve', 'User'),
      comment(2, 'gitea-actions', 'User'),
      comment(3, 'github-actions', 'User'),
    ];
    expect((await find(people)).ids).toEqual([]);
  });

  it('are those of the account itself, where the token may tell who it is', async () => {
    const comments = [comment(1, 'github-actions[bot]', 'Bot'), comment(2, 'ada-ci', 'User')];
    expect((await find(comments, { data: { login: 'ada-ci' } })).ids).toEqual([2]);
  });

  it('are found on Gitea, which knows no type of account', async () => {
    expect((await find([comment(1, 'gitea-actions', undefined)])).ids).toEqual([1]);
  });

  it('are not asked the author of, where there is none', async () => {
    const { sent } = await find([comment(1, 'eve', 'User', 'Looks good')]);
    expect(routesOf(sent)).toEqual([LIST]);
  });

  it('are found on the second page', async () => {
    const pages = ({ query }: Sent): Answer =>
      query.get('page') === '2'
        ? { data: [comment(2, 'github-actions[bot]', 'Bot')] }
        : {
            data: [comment(1, 'eve', 'User', 'Hi')],
            headers: { link: `<${API}/repos/ada/shop/issues/7/comments?page=2>; rel="next"` },
          };
    const { client } = fakeClient({ [LIST]: pages, 'GET /user': refused });
    expect(await findComments(client, CONVERSATION, MARKER)).toHaveLength(1);
  });

  it('survive authors and bodies that are gone', async () => {
    const { ids } = await find([
      { ...comment(1, 'x', 'Bot'), user: null },
      { ...comment(2, 'x[bot]', 'Bot'), body: undefined },
    ]);
    expect(ids).toEqual([]);
  });
});

describe('writing', () => {
  const own = (id: number, body = BODY) => ({ id, url: `https://github.test/${id}`, body });
  const write = async (existing: ReturnType<typeof own>[], body: string) => {
    const { client, sent } = fakeClient({
      'POST /repos/ada/shop/issues/7/comments': {
        status: 201,
        data: { id: 9, html_url: 'https://new.test' },
      },
      'PATCH /repos/ada/shop/issues/comments/3': { data: {} },
      'DELETE /repos/ada/shop/issues/comments/5': { status: 204 },
    });
    return { written: await writeComment(client, CONVERSATION, existing, body), sent };
  };

  it('creates a comment where there is none', async () => {
    const { written, sent } = await write([], BODY);
    expect(written.url).toBe('https://new.test');
    expect(sent.map(({ route, body }) => [route, body])).toEqual([
      ['POST /repos/ada/shop/issues/7/comments', { body: BODY }],
    ]);
  });

  it('changes the one that is there', async () => {
    const { written, sent } = await write([own(3)], 'Resolved');
    expect(written.url).toBe('https://github.test/3');
    expect(sent.map(({ route, body }) => [route, body])).toEqual([
      ['PATCH /repos/ada/shop/issues/comments/3', { body: 'Resolved' }],
    ]);
  });

  it('sends nothing when nothing changed but line ends', async () => {
    expect((await write([own(3, 'a\r\nb\r\n')], 'a\nb')).sent).toEqual([]);
  });

  it('keeps the oldest of two that were made at the same time', async () => {
    const { sent } = await write([own(3), own(5)], 'Resolved');
    expect(routesOf(sent)).toEqual([
      'PATCH /repos/ada/shop/issues/comments/3',
      'DELETE /repos/ada/shop/issues/comments/5',
    ]);
  });
});
