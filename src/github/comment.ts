import { readApiFailure } from './api-failure.js';
import type { Client } from './client.js';
import type { Repository } from './event.js';

/** A comment of ours on a pull request, found again. */
export interface OwnComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

export interface Conversation extends Repository {
  readonly pullRequest: number;
}

/** GitHub refuses longer ones. */
export const MAX_COMMENT_CHARS = 65_536;
const PER_PAGE = 100;
/** As whom the workflow's own token writes on Gitea and Forgejo, which know no type of account. */
const UNTYPED_BOTS = ['gitea-actions', 'forgejo-actions'];

interface Candidate extends OwnComment {
  readonly login: string;
  readonly isBot: boolean;
}

/**
 * The comments that have the marker in them and were written by the token's own account, the oldest first. Anybody can write the marker, so the author matters: a comment of
 * somebody else is never touched.
 */
export async function findComments(
  client: Client,
  conversation: Conversation,
  marker: string,
): Promise<OwnComment[]> {
  const candidates: Candidate[] = [];
  const { owner, repo, pullRequest } = conversation;
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    owner,
    repo,
    issue_number: pullRequest,
    per_page: PER_PAGE,
  });
  for await (const { data } of pages) {
    for (const { id, html_url: url, body, user } of data) {
      if (user === null || body?.includes(marker) !== true) continue;
      candidates.push({ id, url, body, login: user.login, isBot: isBot(user) });
    }
  }
  if (candidates.length === 0) return [];
  const login = await ownLogin(client);
  return candidates.filter((candidate) => isOwn(candidate, login)).sort((a, b) => a.id - b.id);
}

/**
 * Whether the token's account wrote it. An installation's token (the workflow's own, which is `github-actions[bot]`, or
 * a GitHub App's) may not ask who it is: then the account is a bot, and no person's comment can be meant.
 */
function isOwn({ login, isBot }: Candidate, own: string | null): boolean {
  return own === null ? isBot : login === own;
}

/** Only a bot's name ends like that on GitHub. */
function isBot({ login, type }: { readonly login: string; readonly type?: string }): boolean {
  return type === undefined ? UNTYPED_BOTS.includes(login) : type === 'Bot' && login.endsWith('[bot]');
}

async function ownLogin(client: Client): Promise<string | null> {
  try {
    return (await client.rest.users.getAuthenticated()).data.login;
  } catch (thrown) {
    const kind = readApiFailure(thrown)?.kind;
    if (kind === 'unauthorized' || kind === 'forbidden' || kind === 'missing') return null;
    throw thrown;
  }
}

/**
 * Writes the comment: in place of the oldest that there is, else as a new one. Sends nothing when nothing changed.
 * @param existing of the same image, the oldest first: more than one when two jobs began at the same time
 */
export async function writeComment(
  client: Client,
  { owner, repo, pullRequest }: Conversation,
  existing: readonly OwnComment[],
  body: string,
): Promise<OwnComment> {
  const [oldest, ...duplicates] = existing;
  if (oldest === undefined) {
    const { data } = await client.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body });
    return { id: data.id, url: data.html_url, body };
  }
  if (!isSame(oldest.body, body))
    await client.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body });
  // Nobody would keep them current.
  for (const { id } of duplicates) await client.rest.issues.deleteComment({ owner, repo, comment_id: id });
  return { ...oldest, body };
}

/** But for what a server changes itself: line ends, and spaces at the end. */
function isSame(before: string, after: string): boolean {
  const normalize = (text: string): string => text.replace(/\r\n/g, '\n').trimEnd();
  return normalize(before) === normalize(after);
}
