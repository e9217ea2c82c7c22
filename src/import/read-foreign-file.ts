import path from 'node:path';
import { load, YAMLException } from 'js-yaml';
import { UserError } from '../model/errors.js';
import type { ForeignConfig, ForeignIgnore, Notes } from './foreign-config.js';
import { readGitleaksConfig } from './gitleaks-config.js';
import {
  readGitleaksIgnore,
  readTrivyIgnore,
  readTrivyIgnoreYaml,
  refuseUnknown,
  TRIVY_IGNORE_KEYS,
} from './ignore-files.js';
import { readSource } from './read-source.js';
import { readTrivyConfig, TRIVY_CONFIG_KEYS } from './trivy-config.js';
import { isTable, type Untyped } from './untyped.js';

export interface ForeignFile {
  readonly file: string;
  /** null for an ignore file. */
  readonly config: ForeignConfig | null;
  readonly ignores: readonly ForeignIgnore[];
}

/**
 * Reads a file of another scanner, told by its name, and YAML by its keys.
 * @throws UserError with file and line for what cannot be read, or is none of those
 */
export function readForeignFile(file: string, notes: Notes): ForeignFile {
  const text = readSource(file);
  const name = path.basename(file).toLowerCase();
  if (name.endsWith('.toml')) return { file, config: readGitleaksConfig(file, text, notes), ignores: [] };
  if (name.includes('gitleaksignore'))
    return { file, config: null, ignores: readGitleaksIgnore(file, text, notes) };
  if (/\.ya?ml$/.test(name)) return readYaml(file, parseYaml(file, text), notes);
  if (name.includes('trivyignore'))
    return { file, config: null, ignores: readTrivyIgnore(file, text, notes) };
  return refuseUnknown(file);
}

function readYaml(file: string, document: Untyped, notes: Notes): ForeignFile {
  const has = (keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(document, key));
  if (has(TRIVY_IGNORE_KEYS))
    return { file, config: null, ignores: readTrivyIgnoreYaml(file, document, notes) };
  if (has(TRIVY_CONFIG_KEYS)) return { file, config: readTrivyConfig(file, document, notes), ignores: [] };
  return refuseUnknown(file);
}

function parseYaml(file: string, text: string): Untyped {
  try {
    const document: unknown = load(text);
    return isTable(document) ? document : {};
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    // Only the reason: the exception itself quotes the file.
    const line = cause.mark === undefined ? '' : `:${String(cause.mark.line + 1)}`;
    throw new UserError(`${file}${line}: bad YAML: ${cause.reason}`, 'correct the file');
  }
}
