// @ts-check
/**
 * The walls between the folders of src/, as an ESLint rule: who may import whom, and which packages and modules of
 * Node's belong to whom. Imports go one way: entries → the reports, policy and the like → source, detector → model.
 */
import path from 'node:path';

/**
 * What a folder may import from other folders of src/ (its own files it always may).
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const FOLDERS = {
  model: [],
  detector: ['model'],
  source: ['model'],
  rules: ['detector', 'model'],
  trace: ['source', 'detector', 'model'],
  policy: ['rules', 'source', 'detector', 'model'],
  import: ['policy', 'trace', 'rules', 'detector', 'model'],
  cache: ['source', 'model'],
  verify: ['source', 'detector', 'model'],
  workers: ['source', 'detector', 'model'],
  github: ['source', 'detector', 'model'],
  report: ['model'],
};

/**
 * The entries and the scan itself put everything together, so they stand above all folders: the files directly in
 * src/, and what belongs to one of them alone.
 */
export const ENTRY_FOLDERS = ['action', 'cli'];

/** A constant that anybody may name, though it stands beside the entries. */
const OPEN_FILES = ['version'];

/** Folders that import nothing from outside src/ but what is named here. */
const CLOSED = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  model: [],
  detector: ['node:crypto', 'node:zlib'],
  // types only: there is no such package at run time
  report: ['sarif'],
});

/**
 * Modules with one home each. The parts of a value are folders of src/, or files directly in it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const HOMES = {
  '@actions/core': ['github', 'action'],
  '@actions/github': ['github', 'action'],
  '@actions/exec': ['source'],
  'node:child_process': ['source'],
  'node:zlib': ['source', 'detector'],
  tar: ['source'],
  fzstd: ['source'],
  'js-yaml': ['rules', 'policy', 'import'],
  'smol-toml': ['import'],
};

/**
 * Why the module `specifier` may not be imported by `file`, or null when it may.
 *
 * @param {string} file path relative to src/, `/` between its parts
 * @param {string} specifier as the import names it
 */
export function wallBetween(file, specifier) {
  const from = partOf(file);
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    if (target.startsWith('../')) return `src/ is on its own: it may not import ${specifier}`;
    const to = partOf(target);
    if (from === to || !file.includes('/') || ENTRY_FOLDERS.includes(from) || OPEN_FILES.includes(to))
      return null;
    const allowed = FOLDERS[from];
    if (allowed === undefined)
      return `src/${from}/ has no place among the folders: give it one in scripts/walls.mjs`;
    if (allowed.includes(to)) return null;
    return `src/${from}/ may import ${list(allowed)} of src/, not ${to}`;
  }
  const module = packageOf(specifier);
  const open = CLOSED[from];
  if (open !== undefined && !open.includes(module))
    return `src/${from}/ may import ${list(open)} from outside src/, not ${module}`;
  const homes = HOMES[module];
  if (homes !== undefined && !homes.includes(from))
    return `${module} may be imported in ${list(homes)} of src/ only, not in ${from}`;
  return null;
}

/**
 * The folder of src/ that a file is in, or the name of a file directly in it.
 *
 * @param {string} file
 */
function partOf(file) {
  return (file.split('/')[0] ?? '').replace(/\.[jt]s$/, '');
}

/**
 * `@a/b/c` is of the package `@a/b`, and `zlib` is `node:zlib`.
 *
 * @param {string} specifier
 */
function packageOf(specifier) {
  const name = /^(?:node:|@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return `node:${name}` in HOMES || name === 'crypto' ? `node:${name}` : name;
}

/** @param {readonly string[]} names */
function list(names) {
  return names.length === 0 ? 'nothing' : names.join(', ');
}

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'Imports go one way between the folders of src/.' },
  },
  create(context) {
    const file = path.relative(path.join(context.cwd, 'src'), context.filename).split(path.sep).join('/');
    if (file.startsWith('../')) return {};
    /** @param {{ source?: import('estree').Node | null | undefined }} node */
    const check = ({ source }) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = wallBetween(file, source.value);
      if (message !== null) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      // `import('./x.js').Type`, which is TypeScript's own
      TSImportType: (/** @type {{ source: import('estree').Node }} */ node) => {
        check(node);
      },
    };
  },
};

/** @type {import('eslint').ESLint.Plugin} */
export const plugin = { rules: { walls: rule } };
