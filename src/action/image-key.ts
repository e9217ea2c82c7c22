import type { Environment, RunEvent } from '../github/event.js';
import type { Target } from '../model/report.js';
import { visibleText } from '../report/visible-text.js';

/**
 * What each image of the run is called from one run to the next: reference and platform, without what changes with
 * every run. Tags are made of commits, run numbers, branches and pull requests as a rule (`shop:sha-3f2a91c`,
 * `shop:pr-7`); a comment or a category of code scanning under such a name would never be found again.
 * @returns one for each target, all different
 */
export function imageKeys(targets: readonly Target[], event: RunEvent, env: Environment): string[] {
  const volatile = volatilePattern(event, env);
  const used = new Map<string, number>();
  return targets.map(({ reference, platform }) => {
    const name = stableReference(visibleText(reference), volatile);
    const key = platform === null ? name : `${name}/${platform}`;
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    return count === 1 ? key : `${key}/${count}`;
  });
}

/** The words that tools put before what changes: docker/metadata-action writes `sha-` and `pr-`. */
const LABEL = String.raw`(?:(?:sha|git|commit|pr|mr|pull|build|run|branch)[-_.]?)?`;

/** Matches one part of a tag that changes between runs; null when nothing is known that could. */
function volatilePattern(event: RunEvent, env: Environment): RegExp | null {
  const commits = [env['GITHUB_SHA'], event.headSha].flatMap((sha) => (sha == null ? [] : [sha]));
  const names = [
    env['GITHUB_RUN_ID'],
    env['GITHUB_RUN_NUMBER'],
    event.pullRequest === null ? undefined : String(event.pullRequest),
    branchTag(env['GITHUB_HEAD_REF']),
    branchTag(env['GITHUB_REF_NAME']),
  ];
  const alternatives = [
    ...commits.map(abbreviated),
    ...names.flatMap((name) => (name === undefined || name === '' ? [] : [escape(name)])),
  ];
  if (alternatives.length === 0) return null;
  return new RegExp(`(?<=^|[-_])${LABEL}(?:${alternatives.join('|')})(?=$|[-_])`, 'gi');
}

/** Without digest, and the tag without what is volatile: without any tag where nothing else is in it. */
function stableReference(reference: string, volatile: RegExp | null): string {
  if (/^(?:sha256:)?[0-9a-f]{12,64}$/.test(reference)) return 'image';
  const named = reference.replace(/@sha256:[0-9a-f]{64}$/, '');
  // A colon before a slash is a registry's port.
  const [, name, tag] = /^(.*[^/]):([^/:@]+)$/s.exec(named) ?? [];
  if (name === undefined || tag === undefined || volatile === null) return named;
  const stable = tag.replace(volatile, '*');
  return stable === '*' ? name : `${name}:${stable}`;
}

/** A commit in full, or by its first seven digits or more. */
function abbreviated(sha: string): string {
  const digits = Array.from(sha.slice(7)).reduceRight((rest, digit) => `(?:${digit}${rest})?`, '');
  return `${sha.slice(0, 7)}${digits}`;
}

/** A branch's name as a tag has it: `feature/x` is `feature-x` there. */
function branchTag(branch: string | undefined): string | undefined {
  return branch?.replace(/[^\w.-]+/g, '-');
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
