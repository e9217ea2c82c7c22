import { Ajv, type ValidateFunction } from 'ajv';
import { UserError } from '../model/errors.js';
import type { OptionSpec } from '../model/options.js';
import type { AllowEntry, Config, ConfigSection, Judgement, Origin, Settings } from '../model/policy.js';
import type { Severity } from '../model/severity.js';
import { describeProblem } from './config-problem.js';
import { CONFIG_SCHEMA } from './config-schema.js';
import { compileGlob, compileImageGlob, compilePathGlob, type GlobTest } from './glob.js';
import { configOptions, sectionOptions } from './option-keys.js';
import { valuePatternProblem } from './value-pattern.js';
import { parseYamlSource, pointerPart, type YamlSource } from './yaml-source.js';

/** An entry of `allow` as the schema lets it pass. */
interface RawEntry {
  readonly rule?: string;
  readonly path?: string | readonly string[];
  readonly 'path-pattern'?: string;
  readonly fingerprint?: string;
  readonly value?: string;
  readonly origin?: Origin;
  readonly reason: string;
  readonly expires?: string;
}

type RawValue = string | boolean | readonly string[];

interface RawJudgement {
  readonly allow?: readonly RawEntry[];
  readonly severity?: Readonly<Record<string, Severity>>;
}

/** A document as the schema lets it pass; the options' keys beside. */
interface RawConfig extends RawJudgement {
  readonly images?: Readonly<Record<string, RawJudgement>>;
}

/** What reading a document needs to know of its file. */
export interface ConfigPlace {
  /** How errors and reports call it. */
  readonly file: string;
  /**
   * What a path written in it is, seen from the working directory.
   * @throws UserError without a place, for a path that may not be used
   */
  readonly resolve: (value: string, option: OptionSpec) => string;
}

const MAX_SHOWN_GLOB = 100;

let validate: ValidateFunction | undefined;

/**
 * Reads a configuration: YAML, checked by the schema, then by what a schema cannot say.
 * @throws UserError with file and line, naming the first thing that is wrong
 */
export async function readConfig(text: string, place: ConfigPlace): Promise<Config> {
  const source = parseYamlSource(text, place.file);
  // Compiled on first use: most runs have no configuration.
  validate ??= new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, verbose: true }).compile(
    CONFIG_SCHEMA,
  );
  if (!validate(source.document)) {
    const { pointer, problem, advice } = describeProblem(validate.errors ?? []);
    throw new UserError(`${placeOf(place, source, pointer)}: ${problem}`, advice);
  }
  const reader = new DocumentReader(source, place);
  const document = source.document as RawConfig;
  const images: ConfigSection[] = [];
  for (const [image, section] of Object.entries(document.images ?? {})) {
    const pointer = `/images${pointerPart(image)}`;
    reader.glob(image, compileImageGlob, pointer);
    images.push({
      image,
      settings: reader.settings(section, sectionOptions(), pointer),
      line: source.lineOf(pointer),
      ...(await reader.judgement(section, pointer)),
    });
  }
  return {
    file: place.file,
    settings: reader.settings(document, configOptions(), ''),
    ...(await reader.judgement(document, '')),
    images,
  };
}

function placeOf({ file }: ConfigPlace, source: YamlSource, pointer: string): string {
  const line = source.lineOf(pointer);
  return line === null ? file : `${file}:${String(line)}`;
}

/** Turns what the schema let pass into what a scan works with. */
class DocumentReader {
  readonly #source: YamlSource;
  readonly #place: ConfigPlace;

  constructor(source: YamlSource, place: ConfigPlace) {
    this.#source = source;
    this.#place = place;
  }

  settings(values: object, options: readonly OptionSpec[], pointer: string): Settings {
    const settings = new Map<string, readonly string[]>();
    const given = new Map(Object.entries(values) as [string, RawValue][]);
    for (const option of options) {
      const value = given.get(option.name);
      if (value === undefined) continue;
      const texts = typeof value === 'object' ? value : [String(value)];
      settings.set(
        option.name,
        texts.map((text) => this.#resolve(text, option, pointer + pointerPart(option.name))),
      );
    }
    return settings;
  }

  async judgement(raw: RawJudgement, pointer: string): Promise<Judgement> {
    const allow: AllowEntry[] = [];
    for (const [index, entry] of (raw.allow ?? []).entries())
      allow.push(await this.#entry(entry, `${pointer}/allow/${String(index)}`));
    const severity = Object.entries(raw.severity ?? {}).map(([rule, level]) => {
      const at = `${pointer}/severity${pointerPart(rule)}`;
      this.glob(rule, compileGlob, at);
      return { rule, severity: level, file: this.#place.file, line: this.#source.lineOf(at) };
    });
    return { allow, severity };
  }

  /** @throws UserError for a glob that is none */
  glob(glob: string, compile: (glob: string) => GlobTest | string, pointer: string): void {
    const test = compile(glob);
    if (typeof test === 'string') this.#refuse(pointer, `${shownGlob(glob)} ${test}`);
  }

  async #entry(raw: RawEntry, pointer: string): Promise<AllowEntry> {
    const { rule, path, fingerprint, value, origin, reason, expires } = raw;
    if (rule !== undefined) this.glob(rule, compileGlob, `${pointer}/rule`);
    const paths = path === undefined ? [] : typeof path === 'string' ? [path] : path;
    for (const [index, glob] of paths.entries())
      this.glob(
        glob,
        compilePathGlob,
        `${pointer}/path${typeof path === 'string' ? '' : `/${String(index)}`}`,
      );
    const pathPattern = raw['path-pattern'];
    if (pathPattern !== undefined) {
      const problem = await valuePatternProblem(pathPattern, 'path');
      if (problem !== null) this.#refuse(`${pointer}/path-pattern`, `path-pattern ${problem}`);
    }
    if (value !== undefined) {
      const problem = await valuePatternProblem(value);
      if (problem !== null) this.#refuse(`${pointer}/value`, `value ${problem}`);
    }
    if (!/[\p{L}\p{N}]/u.test(reason)) this.#refuse(`${pointer}/reason`, 'reason is blank');
    if (expires !== undefined && !isDay(expires))
      this.#refuse(`${pointer}/expires`, `there is no day ${expires}`);
    return {
      rule: rule ?? null,
      paths,
      ...(pathPattern === undefined ? {} : { pathPattern }),
      fingerprint: fingerprint ?? null,
      value: value ?? null,
      origin: origin ?? null,
      reason: reason.trim(),
      expires: expires ?? null,
      file: this.#place.file,
      line: this.#source.lineOf(pointer),
    };
  }

  #resolve(text: string, option: OptionSpec, pointer: string): string {
    try {
      return this.#place.resolve(text, option);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`${placeOf(this.#place, this.#source, pointer)}: ${error.message}`, error.advice);
    }
  }

  #refuse(pointer: string, problem: string): never {
    throw new UserError(
      `${placeOf(this.#place, this.#source, pointer)}: ${problem}`,
      'see docs/configuration.md',
    );
  }
}

/** In a message of one line. */
function shownGlob(glob: string): string {
  return glob.length <= MAX_SHOWN_GLOB ? `"${glob}"` : 'the glob';
}

/** Whether there is such a day: the 30th of February has the form of one. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
