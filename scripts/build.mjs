// @ts-check
/**
 * Makes dist/, which the Action and the command line run without node_modules:
 *
 *   node scripts/build.mjs [--out FOLDER] [part …]
 *
 * Parts: action, cli, detector, worker, recheck, rules, schema, types; all of them, and the licences, when none is named.
 * The same sources give the same bytes on every machine, so that the tests can prove the committed dist/ current.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { collectLicenses } from './licenses.mjs';
import { ROOT } from './packages.mjs';

/** @type {Record<string, string>} */
const BUNDLES = {
  action: 'src/action.ts',
  cli: 'src/cli.ts',
  detector: 'src/detector/index.ts',
  worker: 'src/workers/worker.ts',
  recheck: 'recheck/lib/browser.js',
};

/**
 * A library of three megabytes that only `rules check` needs: in a bundle of its own, or every start would parse it.
 *
 * @type {import('esbuild').Plugin}
 */
const loadRecheckLate = {
  name: 'load-recheck-late',
  setup({ onResolve }) {
    onResolve({ filter: /^recheck\// }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './recheck.cjs', external: true },
    );
  },
};

/**
 * CommonJS, because an ES module bundle of the @actions packages fails at load: they contain `require` of Node's modules.
 * `import.meta.url`, which CommonJS lacks, becomes the bundle's own URL.
 *
 * @type {import('esbuild').BuildOptions}
 */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none', // the licences stand in dist/licenses.txt
  define: { 'import.meta.url': 'bundleUrl' },
  logLevel: 'warning',
  // `import()` of a CommonJS file would give its names only where Node can guess them; `require` gives all.
  supported: { 'dynamic-import': false },
  metafile: true,
  plugins: [loadRecheckLate],
  write: true,
};

// The directive has to come first: esbuild writes its own behind the banner, where it is a mere string.
const BANNER = "'use strict';\nconst bundleUrl = require('node:url').pathToFileURL(__filename).href;";

/**
 * @param {string} out
 * @param {readonly string[]} names
 * @returns {Promise<string[]>} the files that went into the bundles
 */
async function writeBundles(out, names) {
  const results = await Promise.all(
    names.map((name) =>
      build({
        ...COMMON,
        entryPoints: [/** @type {string} */ (BUNDLES[name])],
        outfile: path.join(out, `${name}.cjs`),
        banner: { js: name === 'cli' ? `#!/usr/bin/env node\n${BANNER}` : BANNER },
      }),
    ),
  );
  if (names.includes('cli')) chmodSync(path.join(out, 'cli.cjs'), 0o755);
  // Only what has bytes in a bundle: a file that was dropped whole is not handed on.
  return results.flatMap(({ metafile }) =>
    Object.values(/** @type {import('esbuild').Metafile} */ (metafile).outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  );
}

/**
 * Parsing YAML is slow and needs a library, so dist/ holds the rules as JSON. They are read by the project's own
 * loader, bundled for the moment, so that a rule that it refuses stops the build.
 *
 * @param {string} out
 */
async function writeRules(out) {
  /** @type {typeof import('../src/rules/load.js')} */
  const { loadRuleFiles } = await importSource('src/rules/load.ts');
  const rules = loadRuleFiles([path.join(ROOT, 'rules')]);
  writeFileSync(path.join(out, 'rules.json'), `${JSON.stringify(rules, null, 1)}\n`);
}

/**
 * The JSON Schema of `.drydock.yml`, for editors: the very one that the configuration is validated by.
 *
 * @param {string} out
 */
async function writeSchema(out) {
  /** @type {typeof import('../src/policy/config-schema.js')} */
  const { CONFIG_SCHEMA } = await importSource('src/policy/config-schema.ts');
  writeFileSync(path.join(out, 'config.schema.json'), `${JSON.stringify(CONFIG_SCHEMA, null, 2)}\n`);
}

/**
 * A module of src/, bundled for the moment.
 *
 * @param {string} file
 */
async function importSource(file) {
  const cache = path.join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'build-'));
  try {
    const bundle = path.join(folder, `${path.basename(file, '.ts')}.cjs`);
    await build({ ...COMMON, entryPoints: [file], outfile: bundle, banner: { js: BANNER } });
    return await import(bundle);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} out */
function writeTypes(out) {
  const types = path.join(out, 'types');
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(
    process.execPath,
    [tsc, '-p', path.join(ROOT, 'scripts/tsconfig.types.json'), '--outDir', types],
    {
      stdio: 'inherit',
    },
  );
  // They describe a CommonJS file, though the package as a whole says `"type": "module"`.
  writeFileSync(path.join(types, 'package.json'), '{ "type": "commonjs" }\n');
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string', default: path.join(ROOT, 'dist') } },
    allowPositionals: true,
  });
  const out = path.resolve(values.out);
  const known = [...Object.keys(BUNDLES), 'rules', 'schema', 'types'];
  const unknown = positionals.find((part) => !known.includes(part));
  if (unknown !== undefined)
    throw new Error(`there is no part "${unknown}" to build: name ${known.join(', ')}`);
  const everything = positionals.length === 0;
  const parts = everything ? known : positionals;
  // A file that is no longer made must not stay behind.
  if (everything) rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });

  const inputs = await writeBundles(
    out,
    parts.filter((part) => part in BUNDLES),
  );
  if (everything) writeFileSync(path.join(out, 'licenses.txt'), collectLicenses(ROOT, inputs));
  if (parts.includes('rules')) await writeRules(out);
  if (parts.includes('schema')) await writeSchema(out);
  if (parts.includes('types')) writeTypes(out);
}

try {
  await main();
} catch (error) {
  // esbuild and tsc have told what is wrong already; of a rule file, the message says it all.
  if (error instanceof Error && ('errors' in error || 'status' in error)) console.error('The build failed.');
  else console.error(error instanceof Error && error.name === 'UserError' ? error.message : error);
  process.exitCode = 1;
}
