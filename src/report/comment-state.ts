import type { Finding } from '../model/report.js';
import { SEVERITIES, type Severity } from '../model/severity.js';
import { orderOccurrences } from './finding-order.js';
import { visibleStart } from './visible-text.js';
import { describePath } from './wording.js';

/** What a comment says of a finding once it is gone. */
export interface FindingLabel {
  readonly severity: Severity;
  readonly title: string;
  readonly path: string;
}

/** A finding as a comment remembers it. */
export interface RememberedFinding {
  /** The start of its fingerprint, always `ID_CHARS` long. */
  readonly id: string;
  /** null where there was no room for it. */
  readonly label: FindingLabel | null;
}

/** How a run compares with the one before at another commit. */
export interface RunDelta {
  /** Commit of the run before; null where it is not known. */
  readonly since: string | null;
  /** Findings that the run before did not have; null where it had more than it could remember. */
  readonly added: number | null;
  readonly addedIds: readonly string[];
  readonly fixed: number;
  /** Those that are remembered. */
  readonly fixedFindings: readonly RememberedFinding[];
}

/** When the image became clean, and of what. */
export interface Resolution {
  readonly commit: string | null;
  readonly count: number;
  readonly labels: readonly FindingLabel[];
}

/**
 * What a comment remembers of the run that wrote it, so that the next one can tell what is new and what is fixed.
 * Nothing in it is secret: fingerprints, and titles and paths that the comment showed.
 */
export interface CommentState {
  readonly commit: string | null;
  /** The most severe first. */
  readonly findings: readonly RememberedFinding[];
  /** How many more there were. */
  readonly more: number;
  /** null for the first run. */
  readonly delta: RunDelta | null;
  /** null while there are findings, and where there never were any. */
  readonly resolution: Resolution | null;
}

const PREFIX = '<!-- drydock:state ';
const SUFFIX = ' -->';
/** 32 bits of a fingerprint, as hex digits: of a thousand findings, a new one is taken for one of them once in four million. */
const ID_CHARS = 8;
const MAX_FINDINGS = 1_200;
const MAX_DELTA = 300;
const MAX_LABELS = 60;
const TITLE_COLUMNS = 60;
const LABEL_PATH_COLUMNS = 100;
/** A state of a comment is shorter: what is longer was not written by Drydock. */
const MAX_STATE_CHARS = 65_536;

export function rememberFinding(finding: Finding): RememberedFinding {
  const [first] = orderOccurrences(finding);
  const label: FindingLabel = {
    severity: finding.severity,
    title: visibleStart(finding.title, TITLE_COLUMNS),
    path:
      first === undefined
        ? ''
        : visibleStart(first.source?.file ?? describePath({ ...first, line: null }), LABEL_PATH_COLUMNS),
  };
  return { id: idOf(finding), label };
}

/** What a finding is remembered by. */
export function idOf({ fingerprint }: Pick<Finding, 'fingerprint'>): string {
  return fingerprint.slice(0, ID_CHARS).padEnd(ID_CHARS, '_');
}

/** The state as an HTML comment of at most so many characters, on one line: what has no room is left out and counted. */
export function writeCommentState(state: CommentState, maxChars: number): string {
  for (let labels = MAX_LABELS, ids = MAX_FINDINGS; ; labels = Math.floor(labels / 2)) {
    const text = `${PREFIX}${escapeForComment(JSON.stringify(toJson(state, ids, labels)))}${SUFFIX}`;
    if (text.length <= maxChars || (labels === 0 && ids === 0)) return text;
    if (labels === 0) ids = Math.floor(ids / 2);
  }
}

/** What the comment remembers; null where it is none of Drydock's, or somebody has edited it. */
export function readCommentState(body: string): CommentState | null {
  const start = body.indexOf(PREFIX);
  const end = start === -1 ? -1 : body.indexOf(SUFFIX, start);
  if (end === -1 || end - start > MAX_STATE_CHARS) return null;
  try {
    return fromJson(JSON.parse(body.slice(start + PREFIX.length, end)));
  } catch {
    return null;
  }
}

type LabelJson = [severity: number, title: string, path: string];

interface StateJson {
  v: 1;
  commit: string | null;
  /** Of all findings, one after the other. */
  ids: string;
  more: number;
  labels: LabelJson[];
  delta: {
    since: string | null;
    added: number | null;
    ids: string;
    fixed: number;
    fixedIds: string;
    labels: LabelJson[];
  } | null;
  resolved: { commit: string | null; count: number; labels: LabelJson[] } | null;
}

function toJson(
  { commit, findings, more, delta, resolution }: CommentState,
  maxIds: number,
  maxLabels: number,
): StateJson {
  const kept = findings.slice(0, maxIds);
  const maxDelta = Math.min(MAX_DELTA, maxIds);
  const fixed = delta?.fixedFindings.slice(0, maxDelta) ?? [];
  return {
    v: 1,
    commit,
    ids: kept.map(({ id }) => id).join(''),
    more: more + findings.length - kept.length,
    labels: labelsOf(kept, maxLabels),
    delta:
      delta === null
        ? null
        : {
            since: delta.since,
            added: delta.added,
            ids: delta.addedIds.slice(0, maxDelta).join(''),
            fixed: delta.fixed,
            fixedIds: fixed.map(({ id }) => id).join(''),
            labels: labelsOf(fixed, maxLabels),
          },
    resolved:
      resolution === null
        ? null
        : {
            commit: resolution.commit,
            count: resolution.count,
            labels: resolution.labels.slice(0, maxLabels).map(toLabelJson),
          },
  };
}

/** Of the first so many, up to one that has none. */
function labelsOf(findings: readonly RememberedFinding[], maxLabels: number): LabelJson[] {
  const labels: LabelJson[] = [];
  for (const { label } of findings.slice(0, maxLabels)) {
    if (label === null) break;
    labels.push(toLabelJson(label));
  }
  return labels;
}

function toLabelJson({ severity, title, path }: FindingLabel): LabelJson {
  return [SEVERITIES.indexOf(severity), title, path];
}

/**
 * JSON in which nothing ends the HTML comment, and nothing is a mention, a reference or a link. All of these characters
 * can stand in its strings only, so that an escape is the same text.
 */
function escapeForComment(json: string): string {
  return json.replace(
    /[^ -~]|[<>&@#`]|-(?=-)/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** @throws Error where it is not what {@link toJson} makes */
function fromJson(value: unknown): CommentState {
  const state = object(value);
  if (state['v'] !== 1) throw new Error('a state of another version');
  return {
    commit: commit(state['commit']),
    findings: remembered(state['ids'], state['labels']),
    more: count(state['more']),
    delta: state['delta'] === null ? null : toDelta(object(state['delta'])),
    resolution: state['resolved'] === null ? null : toResolution(object(state['resolved'])),
  };
}

type Json = Readonly<Record<string, unknown>>;

function toDelta(delta: Json): RunDelta {
  return {
    since: commit(delta['since']),
    added: delta['added'] === null ? null : count(delta['added']),
    addedIds: ids(delta['ids']),
    fixed: count(delta['fixed']),
    fixedFindings: remembered(delta['fixedIds'], delta['labels']),
  };
}

function toResolution(resolved: Json): Resolution {
  return {
    commit: commit(resolved['commit']),
    count: count(resolved['count']),
    labels: list(resolved['labels']).map(label),
  };
}

function remembered(idText: unknown, labels: unknown): RememberedFinding[] {
  const known = list(labels).map(label);
  return ids(idText).map((id, index) => ({ id, label: known[index] ?? null }));
}

function ids(value: unknown): string[] {
  const all = text(value);
  return Array.from({ length: Math.floor(all.length / ID_CHARS) }, (_, index) =>
    all.slice(index * ID_CHARS, (index + 1) * ID_CHARS),
  );
}

function label(value: unknown): FindingLabel {
  const [severity, title, path] = list(value);
  const known = SEVERITIES[count(severity)];
  if (known === undefined) throw new Error('no severity');
  return { severity: known, title: text(title), path: text(path) };
}

/** A commit's ID stands in an address and in a sentence. */
function commit(value: unknown): string | null {
  if (value === null) return null;
  if (!/^[0-9a-f]{7,64}$/i.test(text(value))) throw new Error('no commit');
  return text(value);
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  return value as Json;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('no text');
  return value;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Error('no count');
  return value;
}
