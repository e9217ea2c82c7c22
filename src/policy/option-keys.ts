import { OPTIONS, takesPath, type OptionName, type OptionSpec } from '../model/options.js';

/** Options that are no keys of a configuration file, and why. Every other option is one. */
export const NO_KEYS: Readonly<Partial<Record<OptionName, string>>> = {
  config: 'it names the configuration file',
  reveal: 'a committed file must not put secrets into everybody’s reports',
  quiet: 'it is a matter of one terminal',
  'no-color': 'it is a matter of one terminal',
  'github-token': 'a token has no place in a committed file',
  report: 'it is about one look at one report',
  staged: 'it is about one commit',
  out: 'it is about one import',
  force: 'it is about one import',
  cache: 'who proposes a change must not say which layers were scanned already',
  push: 'what is done after the verdict is for the workflow to say, and not for the code under review',
};

/** What a whole run is about: no section for some images can change it. */
const TARGETS: readonly string[] = ['image', 'archive'] satisfies readonly OptionName[];

/** A part of a JSON Schema (draft 7). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The options that are keys of a configuration file. */
export function configOptions(): readonly OptionSpec[] {
  return OPTIONS.filter(({ name }) => NO_KEYS[name] === undefined);
}

/** The options that are keys of a section for some images. */
export function sectionOptions(): readonly OptionSpec[] {
  return configOptions().filter(({ name }) => !TARGETS.includes(name));
}

/** JSON Schema of an option's value. */
export function optionSchema(option: OptionSpec): JsonSchema {
  const { description, default: byDefault, choices, form, repeated, flag } = option;
  const notes = [
    description,
    ...(takesPath(option) ? ['Relative to this file.'] : []),
    ...(byDefault === undefined ? [] : [`Default: ${byDefault}.`]),
  ].join(' ');
  if (choices?.includes('true') === true) {
    const values = choices.map((choice) => (choice === 'true' ? true : choice === 'false' ? false : choice));
    return values.length === 2
      ? { description: notes, type: 'boolean' }
      : { description: notes, enum: values };
  }
  if (choices !== undefined) return { description: notes, enum: choices };
  if (flag !== undefined && flag.metavar === undefined && option.input === undefined)
    return { description: notes, type: 'boolean' };
  const text = {
    minLength: 1,
    ...(form === undefined ? {} : { pattern: form.pattern.source, examples: [form.example] }),
  };
  return repeated === true
    ? {
        description: `${notes} One, or a list.`,
        type: ['string', 'array'],
        ...text,
        minItems: 1,
        items: { type: 'string', ...text },
      }
    : { description: notes, type: 'string', ...text };
}
