import type { Check, CheckResult } from '../../model/check.js';
import { parseJsonObject } from './json-base64.js';
import { readKeyText } from './key-text.js';
import { judge } from './private-key.js';

/** `gcp-service-account`: the JSON object around the match, and the key in it. */
export const gcpServiceAccount: Check = ({ secret, before, after }) => {
  const account = enclosingObject(before, secret, after);
  const key = account?.['private_key'];
  const text = readKeyText(
    typeof key === 'string' ? key : secret,
    typeof key === 'string' ? '' : before,
    after,
  );
  if (text === null) return { outcome: 'fail', note: 'no private key in it' };
  const result = judge(text);
  if (account === null) return said(result, 'the JSON around it does not parse');
  if (account['type'] !== 'service_account')
    return said(result, 'the JSON around it is of no service account');
  const project = account['project_id'];
  // A project's ID is public (it stands in every address), and has this form by Google's rules.
  const isProject = typeof project === 'string' && /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(project);
  return isProject ? said(result, `service account of project ${project}`) : result;
};

function said(result: CheckResult, note: string): CheckResult {
  return { ...result, note: [note, result.note].filter(Boolean).join('; ') };
}

/** The flat JSON object that the match stands in, or is; plain, or once escaped (JSON in JSON, `\"type\": …`). */
function enclosingObject(
  before: string,
  secret: string,
  after: string,
): Readonly<Record<string, unknown>> | null {
  const text = before + secret + after;
  const start = secret.trimStart().startsWith('{')
    ? before.length + secret.indexOf('{')
    : text.lastIndexOf('{', before.length);
  const end = text.indexOf('}', Math.max(start, before.length));
  if (start < 0 || end < 0) return null;
  const object = text.slice(start, end + 1);
  return parseJsonObject(object) ?? parseJsonObject(unescapeOnce(object));
}

function unescapeOnce(text: string): string {
  return text.replace(/\\(["\\/n])/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
