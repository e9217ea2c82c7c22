import path from 'node:path';
import type { Rule } from '../model/rule.js';
import { type ConvertedRule, convertRule } from './convert-rule.js';
import {
  type AllowSource,
  convertAllowlist,
  type ConvertedAllowlist,
  joinExceptions,
  reasonOf,
} from './convert-allowlist.js';
import type { ForeignConfig, ForeignIgnore, ForeignRule } from './foreign-config.js';
import { Notes } from './foreign-config.js';
import { equivalentRules } from './known-rules.js';
import { SecretLocator } from './locate-secrets.js';
import { withExamples } from './prove-examples.js';
import { readForeignFile } from './read-foreign-file.js';
import { RuleNames } from './rule-names.js';

/** What files of other scanners become. */
export interface Imported {
  readonly rules: readonly Rule[];
  readonly allow: readonly AllowSource[];
  /** What was left out, or is not quite what it was: a line each. */
  readonly notes: readonly string[];
}

/**
 * Reads files of other scanners: Gitleaks configurations and `.gitleaksignore`, `.trivyignore`(`.yaml`) and Trivy's
 * secret configuration.
 * @param bundled the rules that Drydock ships
 * @throws UserError for a file that cannot be read, or is none of these
 */
export async function importFiles(files: readonly string[], bundled: readonly Rule[]): Promise<Imported> {
  const importer = new Importer(bundled);
  const read = files.map((file) => readForeignFile(file, importer.notes));
  for (const { config } of read) if (config !== null) await importer.addConfig(config);
  importer.finishRules();
  for (const { file, ignores } of read) importer.addIgnores(ignores, path.dirname(file));
  return { rules: importer.rules, allow: importer.allow, notes: importer.notes.lines };
}

class Importer {
  readonly notes = new Notes();
  readonly #bundled: readonly Rule[];
  readonly #names: RuleNames;
  readonly #converted: ConvertedRule[] = [];
  readonly #places = new Map<string, string>();
  readonly #allow: AllowSource[] = [];
  rules: readonly Rule[] = [];

  constructor(bundled: readonly Rule[]) {
    this.#bundled = bundled;
    this.#names = new RuleNames(bundled);
  }

  /** Each entry once, in the order of the files. */
  get allow(): readonly AllowSource[] {
    return [...new Map(this.#allow.map((entry) => [JSON.stringify(entry), entry])).values()];
  }

  async addConfig(config: ForeignConfig): Promise<void> {
    const own = config.rules.filter((rule) => this.#isOwn(rule, config));
    for (const rule of own) this.#names.add(rule.id);
    const general: ConvertedAllowlist[] = [];
    const ofRule = new Map<string, ConvertedAllowlist[]>();
    const pending: { list: ForeignConfig['allowlists'][number]; rule: ForeignRule | null }[] = [
      ...config.allowlists.map((list) => ({ list, rule: null })),
      ...config.rules.flatMap((rule) => rule.allowlists.map((list) => ({ list, rule }))),
    ];
    for (const { list, rule } of pending) {
      const ids = rule === null ? list.rules : [rule.id];
      const glob = ids === null ? null : this.#globOf(ids, `${config.file}: ${list.name}`);
      if (ids !== null && glob === null) continue;
      const converted = await convertAllowlist(list, config.file, glob, this.notes);
      this.#allow.push(...converted.entries);
      if (ids === null) general.push(converted);
      else for (const id of ids) ofRule.set(id, [...(ofRule.get(id) ?? []), converted]);
      const isForOthers = ids === null || ids.some((id) => !own.some((one) => one.id === id));
      if (isForOthers && converted.except.match.length + converted.except.line.length > 0)
        this.notes.add(
          `${config.file}: ${list.name}`,
          `looks at the ${list.target}: it counts for the imported rules only`,
        );
    }
    for (const rule of own) {
      const except = joinExceptions([...general, ...(ofRule.get(rule.id) ?? [])]);
      const place = `${config.file}: rule "${rule.id}"`;
      const id = this.#names.of(rule.id);
      if (id === null) continue;
      const converted = await convertRule(rule, id, except, place, this.notes);
      if (converted === null) {
        const others = equivalentRules(rule.id, this.#bundled);
        if (others.length > 0)
          this.notes.add(place, `Drydock has its own for these secrets: ${others.join(', ')}`);
        this.#names.drop(rule.id);
      } else this.#converted.push(converted);
      this.#places.set(id, place);
    }
    this.#turnOff(config);
  }

  /** Once all rules are known. What allows the findings of a rule that was left out has nothing left to allow. */
  finishRules(): void {
    const placeOf = (id: string): string => this.#places.get(id) ?? id;
    this.rules = withExamples(this.#converted, this.#bundled, placeOf, this.notes);
    const known = new Set([...this.#bundled, ...this.rules].map(({ id }) => id));
    const dropped = [...this.#places.keys()].filter((id) => !known.has(id));
    const kept = this.#allow.filter(({ rule }) => rule === undefined || !dropped.includes(rule));
    this.#allow.splice(0, this.#allow.length, ...kept);
  }

  addIgnores(ignores: readonly ForeignIgnore[], folder: string): void {
    const locator = ignores.some(({ finding }) => finding !== null)
      ? new SecretLocator(folder, [...this.#bundled, ...this.rules])
      : null;
    for (const ignore of ignores) {
      const { place, finding, expires, paths } = ignore;
      const about = {
        reason: reasonOf(ignore.reason, `Ignored in ${place}.`),
        ...(expires === null ? {} : { expires }),
      };
      if (finding !== null) {
        if (locator !== null) this.#allowFinding(finding, about, locator, place);
        continue;
      }
      const rule = this.#globOf([ignore.rule], place);
      if (rule !== null) this.#allow.push({ rule, ...(paths.length === 0 ? {} : { path: paths }), ...about });
    }
  }

  #allowFinding(
    { file, line }: { readonly file: string; readonly line: number },
    about: Pick<AllowSource, 'reason' | 'expires'>,
    locator: SecretLocator,
    place: string,
  ): void {
    const secrets = locator.at(file, line);
    if (secrets.length === 0)
      this.notes.add(place, `no secret is found at line ${String(line)} of ${file}, so nothing is allowed`);
    for (const { rule, fingerprint } of secrets) {
      if (fingerprint !== null) this.#allow.push({ fingerprint, ...about });
      else {
        this.#allow.push({ rule, path: [escapeGlob(file)], ...about });
        this.notes.add(
          place,
          `allows all that ${rule} finds in ${file}, for a secret that can be guessed has no fingerprint of its own`,
        );
      }
    }
  }

  /** A rule without a pattern of its own changes one of the scanner's. */
  #isOwn(rule: ForeignRule, { file, tool }: ForeignConfig): boolean {
    const place = `${file}: rule "${rule.id}"`;
    if (!rule.isReported) this.notes.add(place, 'is never reported by itself (skipReport), and is left out');
    else if (rule.regex === null && rule.path === null) {
      const changes = rule.entropy !== null || rule.keywords.length > 0;
      if (changes)
        this.notes.add(
          place,
          `changes a rule of ${tool}’s, which is Drydock’s own here: only its allowlists count`,
        );
    } else if (this.#names.of(rule.id) === null) return true;
    else this.notes.add(place, 'is in a file before it already, and is left out');
    return false;
  }

  #turnOff({ file, tool, disabled }: ForeignConfig): void {
    for (const id of disabled) {
      const rules = equivalentRules(id, this.#bundled);
      if (rules.length === 0)
        this.notes.add(file, `turns off "${id}" of ${tool}, for which no rule of Drydock is known`);
      else this.#allow.push({ rule: globOf(rules), reason: `Turned off in ${file} (${id}).` });
    }
  }

  /** The glob of the rules that stand for another scanner's; null, with a note, when there are none. */
  #globOf(ids: readonly string[], place: string): string | null {
    const rules = ids.flatMap((id) => {
      const own = this.#names.of(id);
      const found = own === null ? equivalentRules(id, this.#bundled) : [own];
      if (found.length === 0)
        this.notes.add(place, `is for the rule "${id}", for which no rule of Drydock is known`);
      return found;
    });
    return rules.length === 0 ? null : globOf(rules);
  }
}

function globOf(rules: readonly string[]): string {
  const [only] = rules;
  return rules.length === 1 && only !== undefined ? only : `{${[...new Set(rules)].join(',')}}`;
}

/** A path as a glob that fits nothing else. One without a slash is compared with names alone. */
function escapeGlob(file: string): string {
  const escaped = file.replace(/[\\*?[\]{}()!+@]/g, '\\$&');
  return escaped.includes('/') ? escaped : `/${escaped}`;
}
