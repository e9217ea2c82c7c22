import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { UserError } from '../model/errors.js';
import { errorCode } from '../model/failure.js';
import type { Report } from '../model/report.js';
import { SEVERITIES, THRESHOLDS } from '../model/severity.js';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const count = { type: 'integer' } as const;
const optionalCount = { type: ['integer', 'null'] } as const;

function object(properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', required, properties };
}

function list(items: object): object {
  return { type: 'array', items };
}

const SCHEMA = 'drydock/report/1';

function orNull(schema: object): object {
  return { anyOf: [{ type: 'null' }, schema] };
}

const INSTRUCTION = orNull(object({ file: text, line: count, text }));
const ALLOWANCE = orNull(
  object({ by: text, file: text, line: optionalCount, reason: text, expires: orNull(text) }),
);
const CHECK = object({
  name: text,
  outcome: { enum: ['pass', 'fail', 'none'] },
  note: orNull(text),
  atMost: orNull({ enum: SEVERITIES }),
});
const OCCURRENCE = object(
  {
    in: { enum: ['layer', 'config', 'history', 'provenance', 'context'] },
    path: text,
    line: optionalCount,
    column: optionalCount,
    layer: optionalCount,
    state: { enum: ['present', 'deleted', 'overwritten', null] },
    hiddenBy: optionalCount,
    encoding: texts,
    instruction: INSTRUCTION,
    source: orNull(object({ file: text, line: count })),
    allowed: ALLOWANCE,
    fingerprint: text,
  },
  ['allowed', 'fingerprint'],
);
const FINDING = object(
  {
    fingerprint: text,
    rule: text,
    title: text,
    provider: text,
    severity: { enum: SEVERITIES },
    redacted: text,
    parts: list(object({ name: text, redacted: text })),
    owner: { enum: ['own', 'base', 'package'] },
    verification: { enum: ['not-checked', 'live', 'dead', 'unknown'] },
    notes: texts,
    occurrences: list(OCCURRENCE),
    remedy: object({ summary: text, steps: texts, revokeUrl: orNull(text) }),
    allowed: ALLOWANCE,
    baseline: { enum: ['new', 'known', null] },
    evidence: object({
      by: { enum: ['pattern', 'assignment', 'file'] },
      keyword: orNull(text),
      name: orNull(text),
      entropyBits: { type: 'number' },
      minEntropyBits: { type: ['number', 'null'] },
      checks: list(CHECK),
    }),
  },
  ['allowed', 'baseline', 'evidence'],
);
/** What `explain` needs of a report (`drydock/report/1`); other keys may be there, since new ones may be added. */
const REPORT = object(
  {
    schema: { const: SCHEMA },
    target: object({ reference: text, platform: orNull(text), kind: text }),
    layers: list(
      object({ index: count, createdBy: text, origin: { enum: ['own', 'base'] }, instruction: INSTRUCTION }),
    ),
    findings: list(FINDING),
    verdict: object({ failOn: { enum: THRESHOLDS }, gate: { enum: ['own', 'all'] } }),
    baseline: orNull(object({ file: text })),
  },
  ['baseline'],
);

/** What `explain` reads of a report; keys that came later may be missing in an older one. */
export type StoredReport = Pick<Report, 'target' | 'layers' | 'verdict'> & {
  readonly findings: readonly StoredFinding[];
  readonly baseline: { readonly file: string } | null;
};
export type StoredFinding = Report['findings'][number];

/** Of a report in another format, what it calls that. */
function versionOf(document: unknown): string | null {
  if (typeof document !== 'object' || document === null || !('schema' in document)) return null;
  const { schema } = document;
  return typeof schema === 'string' && schema !== SCHEMA && /^drydock\/report\/\d{1,4}$/.test(schema)
    ? schema
    : null;
}

/**
 * Reads a JSON report: one, or a list of several images' reports.
 * @throws UserError when it is not there, cannot be read, or is something else
 */
export async function readReports(file: string, missing: UserError): Promise<readonly StoredReport[]> {
  let json: string;
  try {
    json = await readFile(file, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') throw missing;
    throw new UserError(`cannot read ${file}`, errorCode(cause) ?? 'unknown reason', { cause });
  }
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    // The parser's message quotes what it read: it is no cause to keep.
    throw new UserError(`${file} is no JSON document`, 'give a report written with --json');
  }
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile<readonly Report[]>(list(REPORT));
  const reports: unknown = Array.isArray(document) ? document : [document];
  if (!validate(reports)) {
    const version = versionOf(Array.isArray(document) ? document[0] : document);
    if (version !== null)
      throw new UserError(
        `${file} is a report of another version of Drydock (${version})`,
        `this one reads ${SCHEMA}`,
      );
    throw new UserError(`${file} is no report of Drydock`, 'give a report written with --json');
  }
  return reports.map((report) => ({
    ...report,
    baseline: (report.baseline as Report['baseline'] | undefined) ?? null,
    findings: report.findings.map(completed),
  }));
}

function completed(finding: Partial<StoredFinding> & StoredFinding): StoredFinding {
  const { allowed, baseline, occurrences } = finding as Partial<StoredFinding>;
  return {
    ...finding,
    allowed: allowed ?? null,
    baseline: baseline ?? null,
    occurrences: (occurrences ?? []).map((place) => ({
      ...place,
      allowed: (place as Partial<typeof place>).allowed ?? null,
    })),
  };
}
