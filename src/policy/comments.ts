import type { PlaceJudgement, PlacedDirective } from '../model/policy.js';
import { nearestText } from '../rules/nearest-text.js';

const NOT_KNOWN_OWN = 'does not count: it is not known to be in a file of yours, and not of the base image';
/** Ends of comments of whatever language, and of a text that serves for one in JSON. */
const COMMENT_END = /\s*(?:\*\/|-->|\*\)|#\}|%>|\]\]>?|-\}|"\s*[,}]?\s*$).*$/s;

/**
 * Judges the comments beside a secret. `drydock:allow RULE REASON` must name the rule and say why; other scanners' own
 * words count for any rule.
 * @param rule the rule that found the secret
 * @param ruleIds all the rules that there are
 */
export function judgeComments(
  comments: readonly PlacedDirective[],
  rule: string,
  ruleIds: ReadonlySet<string>,
  isSurelyOwn: boolean,
): PlaceJudgement {
  const notes: string[] = [];
  for (const comment of comments) {
    const verdict = judgeComment(comment, rule, ruleIds);
    const { file, line } = comment;
    if (typeof verdict !== 'string') {
      if (isSurelyOwn)
        return { allowance: { by: 'comment', file, line, reason: verdict.reason, expires: null }, notes: [] };
      notes.push(`the comment ${nameOf(comment)} ${NOT_KNOWN_OWN}`);
    } else if (isSurelyOwn) {
      notes.push(`the comment ${nameOf(comment)} does not count: ${verdict}`);
    }
  }
  return { allowance: null, notes };
}

/** The reason, or why the comment says nothing of this finding. */
function judgeComment(
  { tool, text }: PlacedDirective,
  rule: string,
  ruleIds: ReadonlySet<string>,
): { readonly reason: string } | string {
  if (tool !== 'drydock') return { reason: '' };
  const [, id = '', rest = ''] = /^\s*([a-z0-9-]*)(.*)$/s.exec(text.replace(COMMENT_END, '')) ?? [];
  if (!ruleIds.has(id)) {
    const nearest = id === '' ? null : nearestText(id, [...ruleIds]);
    return `it names no rule${nearest === null ? '' : ` (${nearest}?)`}`;
  }
  if (id !== rule) return `it allows ${id}, and this is ${rule}`;
  const reason = rest.replace(/^[\s:–—-]+/, '').trim();
  return /[\p{L}\p{N}]/u.test(reason) ? { reason } : 'it gives no reason';
}

function nameOf({ tool, line }: PlacedDirective): string {
  return `${tool}:${tool === 'trufflehog' ? 'ignore' : 'allow'} on line ${String(line)}`;
}
