import { UserError } from '../model/errors.js';
import type {
  AllowEntry,
  FindingPolicy,
  Judgement,
  JudgedPlace,
  PlaceJudgement,
  ScanPolicy,
  SeverityOverride,
} from '../model/policy.js';
import type { Allowances, Gate, IdleAllowance, Report } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import { milder, type Severity, type Threshold } from '../model/severity.js';
import { nearestText } from '../rules/nearest-text.js';
import { type CompiledEntry, compileEntry } from './allow-entry.js';
import { judgeComments } from './comments.js';
import { compileGlob } from './glob.js';
import { fitsImage } from './settings.js';

const EMPTY: ScanPolicy = { allow: [], severity: [], images: [] };

/** Threshold and gate of a run, which sections of a configuration may change for some of its images. */
interface Defaults {
  readonly failOn: Threshold;
  readonly gate: Gate;
}

/** The policy of one run, which may make several reports: it remembers which entries of the allowlists were of use. */
export class RunPolicy {
  readonly #policy: ScanPolicy;
  readonly #ruleIds: ReadonlySet<string>;
  readonly #compiled = new Map<AllowEntry, CompiledEntry>();
  readonly #asked = new Set<AllowEntry>();
  readonly #used = new Set<AllowEntry>();
  readonly #redactors: ((text: string) => string)[] = [];

  /**
   * @param today `YYYY-MM-DD`, in UTC, that expiry is judged by
   * @throws UserError with file and line, for a rule that there is not
   */
  constructor(policy: ScanPolicy = EMPTY, rules: readonly Rule[], today: string) {
    this.#policy = policy;
    this.#ruleIds = new Set(rules.map(({ id }) => id));
    for (const { allow, severity } of [policy, ...policy.images]) {
      for (const entry of [...allow, ...severity])
        if (entry.rule !== null) this.#requireRule(entry.rule, entry);
      for (const entry of allow) this.#compiled.set(entry, compileEntry(entry, today));
    }
  }

  /** The policy of one report. @param reference the image's name; null for a build context alone */
  forReport(reference: string | null, defaults: Defaults): ReportPolicy {
    const sections = this.#policy.images.filter(
      ({ image }) => reference !== null && fitsImage(image, reference),
    );
    const judgements: readonly Judgement[] = [this.#policy, ...sections];
    const entries = judgements.flatMap(({ allow }) => allow);
    for (const entry of entries) this.#asked.add(entry);
    return new ReportPolicy({
      entries: entries.flatMap((entry) => this.#compiled.get(entry) ?? []),
      severities: judgements.flatMap(({ severity }) => severity),
      ruleIds: this.#ruleIds,
      used: this.#used,
      failOn: sections.findLast(({ failOn }) => failOn !== undefined)?.failOn ?? defaults.failOn,
      gate: sections.findLast(({ gate }) => gate !== undefined)?.gate ?? defaults.gate,
    });
  }

  /** Keeps how to redact what one report's secrets are, for {@link withUnused}. */
  addRedactor(redact: (text: string) => string): void {
    this.#redactors.push(redact);
  }

  /**
   * Adds to all reports of the run the entries that were of no use in any. Of a run that could not read everything
   * nobody knows, nor of one that looked at a part only: what is staged for a commit names no place as looked at.
   */
  withUnused(reports: readonly Report[]): Report[] {
    const isWhole = reports.every(({ coverage }) => coverage.complete && coverage.places?.length !== 0);
    const unused = isWhole ? [...this.#asked].filter((entry) => !this.#used.has(entry)) : [];
    const redact = (text: string): string =>
      this.#redactors.reduce((redacted, redactor) => redactor(redacted), text);
    return reports.map((report) => ({
      ...report,
      allowances: { ...report.allowances, unused: unused.map((entry) => toIdle(entry, redact)) },
    }));
  }

  #requireRule(glob: string, { file, line }: Pick<AllowEntry, 'file' | 'line'>): void {
    const test = compileGlob(glob);
    if (this.#ruleIds.has(glob) || (typeof test !== 'string' && [...this.#ruleIds].some(test))) return;
    const nearest = nearestText(glob, [...this.#ruleIds]);
    throw new UserError(
      `${file}${line === null ? '' : `:${String(line)}`}: no rule is called "${glob}"`,
      nearest === null ? 'see drydock rules list' : `did you mean "${nearest}"?`,
    );
  }
}

interface ReportPolicyParts extends Defaults {
  readonly entries: readonly CompiledEntry[];
  readonly severities: readonly SeverityOverride[];
  readonly ruleIds: ReadonlySet<string>;
  readonly used: Set<AllowEntry>;
}

/** Judges the findings of one report by configuration and comments. */
export class ReportPolicy implements FindingPolicy {
  readonly failOn: Threshold;
  readonly gate: Gate;
  readonly #parts: ReportPolicyParts;
  readonly #expired = new Set<AllowEntry>();

  constructor(parts: ReportPolicyParts) {
    this.#parts = parts;
    this.failOn = parts.failOn;
    this.gate = parts.gate;
  }

  severity(
    rule: string,
    found: Severity,
    byRule: Severity | undefined,
  ): { severity: Severity; note: string | null } {
    const override = this.#parts.severities.findLast((candidate) => {
      const test = compileGlob(candidate.rule);
      return candidate.rule === rule || (typeof test !== 'string' && test(rule));
    });
    if (override === undefined) return { severity: found, note: null };
    // What a check lowered stays lowered: the override takes the place of the rule's severity, not of the check's.
    const severity = found === byRule ? override.severity : milder(override.severity, found);
    const { file, line } = override;
    const note = `severity ${override.severity} by ${file}${line === null ? '' : `:${String(line)}`}`;
    return { severity, note: byRule === undefined ? note : `${note}, where the rule says ${byRule}` };
  }

  judge(place: JudgedPlace): PlaceJudgement {
    const { entries, used, ruleIds } = this.#parts;
    const fitting = entries.filter(({ fits }) => fits(place));
    for (const { entry, isExpired } of fitting) {
      used.add(entry);
      if (isExpired) this.#expired.add(entry);
    }
    const valid = fitting.find(({ isExpired }) => !isExpired)?.entry;
    if (valid === undefined) return judgeComments(place.comments, place.rule, ruleIds, place.isSurelyOwn);
    const { file, line, reason, expires } = valid;
    return { allowance: { by: 'config', file, line, reason, expires }, notes: [] };
  }

  /** What the report says of allowances, once all its findings are judged; the unused ones are not known yet. */
  allowances(findings: Report['findings'], redact: (text: string) => string): Allowances {
    return {
      findings: findings.filter(({ allowed }) => allowed !== null).length,
      expired: [...this.#expired].map((entry) => toIdle(entry, redact)),
      unused: [],
    };
  }
}

function toIdle(
  { file, line, reason, expires }: AllowEntry,
  redact: (text: string) => string,
): IdleAllowance {
  return { file, line, reason: redact(reason), expires };
}
