import type { Environment, RunEvent } from '../github/event.js';
import type { RepositoryLinks } from '../report/repository-links.js';

/** Where the files of the commit that was scanned can be looked at; null where that is not known. */
export function repositoryLinks(event: RunEvent, env: Environment): RepositoryLinks | null {
  const { repository, headSha } = event;
  if (repository === null || headSha === null) return null;
  return {
    serverUrl: serverUrl(env),
    repository: `${repository.owner}/${repository.repo}`,
    sha: headSha,
    server: isGitea(env) ? 'gitea' : 'github',
  };
}

/** Address of the workflow run; null outside of one. */
export function runUrl({ repository }: RunEvent, env: Environment): string | null {
  const id = env['GITHUB_RUN_ID'] ?? '';
  if (repository === null || !/^\d+$/.test(id)) return null;
  return `${serverUrl(env)}/${repository.owner}/${repository.repo}/actions/runs/${id}`;
}

/** Gitea and Forgejo: they know comments and reviews, but no check runs and no code scanning. */
export function isGitea(env: Environment): boolean {
  return env['GITEA_ACTIONS'] === 'true' || env['FORGEJO_ACTIONS'] === 'true';
}

function serverUrl(env: Environment): string {
  const url = env['GITHUB_SERVER_URL'] ?? '';
  return url === '' ? 'https://github.com' : url.replace(/\/+$/, '');
}
