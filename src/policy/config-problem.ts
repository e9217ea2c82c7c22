import type { ErrorObject } from 'ajv';
import { nearestText } from '../rules/nearest-text.js';
import { OPTIONS } from '../model/options.js';
import { CONDITIONS } from './config-schema.js';
import { NO_KEYS } from './option-keys.js';
import { pointerPart } from './yaml-source.js';

/** What is wrong with a configuration: where, and in words. */
export interface ConfigProblem {
  /** JSON pointer of the key or item. */
  readonly pointer: string;
  readonly problem: string;
  readonly advice: string;
}

const SEE = 'see docs/configuration.md';
/** A longer or odder key may be a secret that slipped from its place: it is not repeated. */
const SHOWN_KEY = /^(?:[\w.*/:-]{1,30}|<<)$/;
/** YAML 1.1 had it; YAML 1.2 has not. */
const MERGE_KEY = '<<';

/** The first thing that the schema objects to, as a user reads it. */
export function describeProblem(errors: readonly ErrorObject[]): ConfigProblem {
  // A choice between schemas objects last, after what each of them objects to.
  const error = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'propertyNames') ?? errors[0];
  if (error === undefined) return { pointer: '', problem: 'does not fit the schema', advice: SEE };
  const { instancePath: pointer, keyword } = error;
  const parameters = error.params as Readonly<Record<string, unknown>>;
  const subject = subjectOf(pointer);
  const about = (problem: string, advice = SEE): ConfigProblem => ({
    pointer,
    problem: subject === '' ? problem : `${subject} ${problem}`,
    advice,
  });
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(error, String(parameters['additionalProperty']));
    case 'propertyNames':
      if (pointer === '/images')
        return { pointer, problem: 'images has a section without a name', advice: SEE };
      return {
        pointer: pointer + pointerPart(String(parameters['propertyName'])),
        problem: `${subject} has a key that is no rule ID and no glob of them`,
        advice: 'write it as in generic-*',
      };
    case 'required': {
      // A key that is misspelt is missing, too.
      const odd = oddKey(error);
      if (odd !== null) return unknownKey(error, odd);
      return about(
        `needs ${String(parameters['missingProperty'])}`,
        missingAdvice(String(parameters['missingProperty'])),
      );
    }
    case 'anyOf': {
      const odd = oddKey(error);
      if (odd !== null) return unknownKey(error, odd);
      return about(`needs at least one of ${CONDITIONS.join(', ')}`);
    }
    case 'enum':
      return about(`must be one of ${(parameters['allowedValues'] as unknown[]).map(String).join(', ')}`);
    case 'type':
      return about(
        `must be ${typeInWords(parameters['type'])}`,
        isScalar(error.data) && isForText(parameters['type']) ? 'put it in quotes' : SEE,
      );
    case 'pattern': {
      const example = (error.parentSchema?.['examples'] as readonly string[] | undefined)?.[0] ?? '';
      return about(`must look like ${example}`);
    }
    case 'minLength':
    case 'minItems':
      return about('must not be empty');
    case 'maxLength':
      return about(`must not be longer than ${String(parameters['limit'])} characters`);
    default:
      return about('does not fit the schema');
  }
}

/** A key that the object may not have. */
function oddKey({ data, parentSchema }: ErrorObject): string | null {
  const known = parentSchema?.['properties'] as object | undefined;
  if (known === undefined || typeof data !== 'object' || data === null) return null;
  return Object.keys(data).find((key) => !Object.hasOwn(known, key)) ?? null;
}

/** YAML takes `20270630`, or a fingerprint of digits alone, for a number. */
function isScalar(data: unknown): boolean {
  return typeof data === 'number' || typeof data === 'boolean';
}

function isForText(type: unknown): boolean {
  return [type].flat().includes('string');
}

function missingAdvice(key: string): string {
  return key === 'reason' ? 'say why this is let be; every report shows it' : SEE;
}

function unknownKey({ instancePath, parentSchema }: ErrorObject, key: string): ConfigProblem {
  const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  const subject = subjectOf(instancePath);
  const where = subject === '' ? '' : `${subject}: `;
  const shown = SHOWN_KEY.test(key) ? `unknown key "${key}"` : 'unknown key';
  const option = OPTIONS.find((candidate) => candidate.name === key);
  const reason = option === undefined ? undefined : NO_KEYS[option.name];
  const pointer = instancePath + pointerPart(key);
  if (reason !== undefined)
    return { pointer, problem: `${where}"${key}" is no key of a configuration`, advice: reason };
  if (key === MERGE_KEY)
    return { pointer, problem: where + shown, advice: 'YAML 1.2 merges nothing: write the keys out' };
  const nearest = otherName(key, known) ?? nearestText(key, known);
  return {
    pointer,
    problem: where + shown,
    advice: nearest === null ? `there are ${known.join(', ')}` : `did you mean "${nearest}"?`,
  };
}

/** The key of what goes by this name in the Action (`sarif-file`) or is another spelling (`failOn`), a longer or a shorter one. */
function otherName(name: string, known: readonly string[]): string | null {
  const plain = name
    .replace(/^-+/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  const option: { readonly name: string } | undefined = OPTIONS.find(
    (candidate) => 'input' in candidate && candidate.input === plain,
  );
  return (
    known.find((key) => key === plain || key === option?.name) ??
    known.find((key) => plain.length > 3 && (plain.startsWith(key) || key.startsWith(plain))) ??
    null
  );
}

/** `/allow/2/expires` is `allow entry 3: expires`. */
function subjectOf(pointer: string): string {
  const words: string[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (/^\d+$/.test(key)) words.push(`${words.pop() ?? ''} entry ${String(Number(key) + 1)}`);
    else words.push(SHOWN_KEY.test(key) ? key : '…');
  }
  return words.join(': ');
}

function typeInWords(type: unknown): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    array: 'a list',
    object: 'keys with their values',
    boolean: 'true or false',
  };
  return [type]
    .flat()
    .map((name) => words[String(name)] ?? String(name))
    .join(' or ');
}
