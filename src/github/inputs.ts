import { GATES } from '../model/report.js';
import path from 'node:path';
import { getInput } from '@actions/core';
import { UserError } from '../model/errors.js';
import { objection, optionNamed, type OptionName } from '../model/options.js';
import type { ScanRequest, ScanTarget } from '../model/request.js';
import { isThreshold } from '../model/severity.js';

/** The Action's inputs, read and checked. Paths are relative to the workspace where they lie in it. */
export interface Inputs {
  readonly request: ScanRequest;
  /** Show findings as annotations of the workflow run. */
  readonly annotations: boolean;
  readonly sarifFile: string | null;
  readonly jsonFile: string | null;
}

/**
 * Reads the inputs from the environment (`INPUT_…`), as the runner passes them.
 * @param workspace absolute path of the checkout: annotations need paths relative to it
 * @throws UserError naming the input
 */
export function readInputs(workspace: string): Inputs {
  const read = (name: OptionName): readonly string[] => readOption(name);
  const readPath = (name: OptionName): string | undefined => {
    const [value] = read(name);
    return value === undefined ? undefined : relativeTo(workspace, value);
  };
  const [context, dockerfile, platform] = [readPath('context'), readPath('dockerfile'), read('platform')[0]];
  const target = chooseTarget(read('image'), readPath('archive'), context);
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
      rules: read('rules').map((file) => relativeTo(workspace, file)),
      failOn,
      gate,
      // A workflow's log and artifacts are read by others: there is no input for it.
      reveal: false,
    },
    annotations: read('annotations')[0] === 'true',
    sarifFile: readPath('sarif') ?? null,
    jsonFile: readPath('json') ?? null,
  };
}

/** The values of an input: none when it is empty and has no default, one per line when it may be repeated. */
function readOption(name: OptionName): readonly string[] {
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
  const values = lines.length === 0 && option.default !== undefined ? [option.default] : lines;
  for (const value of values) {
    const problem = objection(option, value);
    if (problem !== null) throw new UserError(`input ${input} ${problem}`, `it is "${value}"`);
  }
  return values;
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
