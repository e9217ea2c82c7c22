import { GATES } from '../model/report.js';
import path from 'node:path';
import { getInput } from '@actions/core';
import { UserError } from '../model/errors.js';
import {
  actionInputs,
  COMMENT_CHOICES,
  type CommentChoice,
  objection,
  optionNamed,
  type OptionName,
  UPLOAD_CHOICES,
  type UploadChoice,
} from '../model/options.js';
import type { ScanPolicy, Settings } from '../model/policy.js';
import type { ScanRequest, ScanTarget } from '../model/request.js';
import { isThreshold } from '../model/severity.js';

/** The Action's inputs, read and checked. Paths are relative to the workspace where they lie in it. */
export interface Inputs {
  readonly request: ScanRequest;
  /** Show findings as annotations of the workflow run. */
  readonly annotations: boolean;
  readonly comment: CommentChoice;
  readonly suggestions: boolean;
  readonly uploadSarif: UploadChoice;
  readonly category: string;
  /** null when it was emptied, or nobody set it: then nothing is sent anywhere. */
  readonly token: string | null;
  /** Push the images when they pass. */
  readonly push: boolean;
  readonly sarifFile: string | null;
  readonly jsonFile: string | null;
}

/** What a configuration file says, below what the inputs say. */
export interface Configuration {
  /**
   * @param references the images that are asked for
   * @param given names of the options whose inputs are set
   */
  readonly settings: (references: readonly string[], given: ReadonlySet<string>) => Settings;
  readonly policy: (given: ReadonlySet<string>) => ScanPolicy | undefined;
}

const NO_CONFIGURATION: Configuration = { settings: () => new Map(), policy: () => undefined };

/** The configuration file that the input names; undefined when it names none. */
export function readConfigInput(): string | undefined {
  return readOption('config', new Map())[0];
}

/**
 * Reads the inputs from the environment (`INPUT_…`), as the runner passes them.
 * @param workspace absolute path of the checkout: annotations need paths relative to it
 * @param configuration for inputs that are not set
 * @throws UserError naming the input
 */
export function readInputs(workspace: string, configuration: Configuration = NO_CONFIGURATION): Inputs {
  const given = givenInputs();
  const general = configuration.settings([], given);
  const readPathOf = (name: OptionName, settings: Settings): string | undefined => {
    const [value] = readOption(name, settings);
    return value === undefined ? undefined : relativeTo(workspace, value);
  };
  // An image that a workflow names is not a second one beside the configuration's archive.
  const targets = given.has('image') || given.has('archive') ? new Map<string, string[]>() : general;
  const target = chooseTarget(
    readOption('image', targets),
    readPathOf('archive', targets),
    readPathOf('context', general),
  );
  const settings = configuration.settings(target.kind === 'images' ? target.references : [], given);
  const policy = configuration.policy(given);
  const read = (name: OptionName): readonly string[] => readOption(name, settings);
  const readPath = (name: OptionName): string | undefined => readPathOf(name, settings);
  const [context, dockerfile, platform] = [readPath('context'), readPath('dockerfile'), read('platform')[0]];
  const [provenance, baseImage, cache] = [readPath('provenance'), read('base-image')[0], readPath('cache')];
  const baseline = readPath('baseline');
  const failOn = read('fail-on')[0];
  if (!isThreshold(failOn)) throw new Error('fail-on was not checked');
  const gate = GATES.find((choice) => choice === read('gate')[0]);
  if (gate === undefined) throw new Error('gate was not checked');
  return {
    request: {
      target,
      ...(context === undefined || target.kind === 'context' ? {} : { context }),
      ...(dockerfile === undefined ? {} : { dockerfile }),
      ...(platform === undefined ? {} : { platform }),
      ...(provenance === undefined ? {} : { provenance }),
      ...(baseImage === undefined ? {} : { baseImage }),
      ...(cache === undefined ? {} : { cache }),
      rules: read('rules').map((file) => relativeTo(workspace, file)),
      failOn,
      gate,
      ...(baseline === undefined ? {} : { baseline }),
      ...(policy === undefined ? {} : { policy }),
      // A workflow's log and artifacts are read by others: there is no input for it.
      reveal: false,
    },
    annotations: read('annotations')[0] === 'true',
    comment: chosen('comment', COMMENT_CHOICES, settings),
    suggestions: read('suggestions')[0] === 'true',
    uploadSarif: chosen('upload-sarif', UPLOAD_CHOICES, settings),
    category: read('category')[0] ?? '',
    token: readToken(),
    push: read('push')[0] === 'true',
    sarifFile: readPath('sarif') ?? null,
    jsonFile: readPath('json') ?? null,
  };
}

/** The options whose inputs a workflow sets. */
function givenInputs(): ReadonlySet<string> {
  const set = actionInputs().filter(({ input }) => getInput(input).trim() !== '');
  return new Set(set.map(({ name }) => name));
}

/**
 * The values of an input, one per line when it may be repeated; of one that is empty, those of the configuration, else
 * the default, else none.
 */
function readOption(name: OptionName, settings: Settings): readonly string[] {
  const option = optionNamed(name);
  const input = option.input ?? name;
  const text = getInput(input);
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > 1 && option.repeated !== true) {
    throw new UserError(`input ${input} has ${String(lines.length)} lines`, 'it takes one value');
  }
  const byDefault = settings.get(name) ?? (option.default === undefined ? [] : [option.default]);
  const values = lines.length === 0 ? byDefault : lines;
  for (const value of values) {
    const problem = objection(option, value);
    if (problem !== null) throw new UserError(`input ${input} ${problem}`, `it is "${value}"`);
  }
  return values;
}

/** The value of an input that `objection` has let pass, as one of its choices. */
function chosen<Choice extends string>(
  name: OptionName,
  choices: readonly Choice[],
  settings: Settings,
): Choice {
  const [value] = readOption(name, settings);
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new Error(`${name} was not checked`);
  return choice;
}

/** The default is an expression, which only the runner can turn into a token: it is none here. */
function readToken(): string | null {
  const token = getInput('github-token');
  if (/\s/.test(token))
    throw new UserError('input github-token is no token', 'it has spaces or line breaks in it');
  return token === '' ? null : token;
}

function chooseTarget(
  images: readonly string[],
  archive: string | undefined,
  context: string | undefined,
): ScanTarget {
  if (images.length > 0 && archive !== undefined) {
    throw new UserError('inputs image and archive are both set', 'give one of them');
  }
  const odd = images.find((image) => /\s/.test(image));
  if (odd !== undefined) {
    throw new UserError(
      `input image: "${odd}" is not an image reference`,
      'give several images one per line',
    );
  }
  if (images.length > 0) return { kind: 'images', references: images };
  // `-` means standard input to the command line; a step has none.
  if (archive !== undefined) return { kind: 'archive', path: archive === '-' ? './-' : archive };
  if (context !== undefined) return { kind: 'context', directory: context };
  throw new UserError('nothing to scan', 'set the input image, archive or context');
}

/** Inside the workspace relative to it, so that annotations find the file; elsewhere as it was given. */
function relativeTo(workspace: string, file: string): string {
  const relative = path.relative(workspace, path.resolve(workspace, file));
  if (relative === '') return '.';
  const isInside = relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  return isInside ? relative : file;
}
