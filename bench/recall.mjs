// How much of what leaks is found:
//   node bench/recall.mjs [--seeds N] [--kind TEXT]
//
// Makes tokens of every format in formats.mjs, each with several seeds, puts them into every surrounding of
// surroundings.mjs, and counts those that the built detector finds: exactly the token, or a part of its finding. Under the
// main surroundings at least 99 % of the structured tokens and 90 % of those known by their surroundings must be found;
// else the status is 1. "own rule" counts the hits under a rule for that kind of credential, not a general one.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { FILE_FORMATS } from './file-formats.mjs';
import { FORMATS } from './formats.mjs';
import { CACHE, CLI, ROOT, fail, judge } from './lib.mjs';
import { SURROUNDINGS } from './surroundings.mjs';

const VARIANTS = 3;
const LEAST_STRUCTURED = 0.99;
const LEAST_BY_SURROUNDINGS = 0.9;
const MOST_MISSES_NAMED = 80;

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '3' }, kind: { type: 'string' } },
});
const seeds = Number(values.seeds);
if (!Number.isInteger(seeds) || seeds < 1) fail('--seeds takes a number from 1');

const require = createRequire(import.meta.url);
const { Detector } = loadBuilt('detector.cjs', (file) => require(file));
const rules = loadBuilt('rules.json', (file) => JSON.parse(readFileSync(file, 'utf8')));
const general = new Set(rules.filter((rule) => rule.general === true).map((rule) => rule.id));
const expandExample = loadGenerators();
const detector = new Detector(rules);

const tallies = { surrounding: new Map(), group: new Map() };
const missesByKind = new Map();

const wanted = (kind) => values.kind === undefined || kind.toLowerCase().includes(values.kind.toLowerCase());
for (const format of FORMATS.filter(({ kind }) => wanted(kind))) measureFormat(format);
for (const format of FILE_FORMATS.filter(({ kind }) => wanted(kind))) measureFile(format);
report();

/** One token per seed and variant of a surrounding. */
function measureFormat(format) {
  for (const surrounding of SURROUNDINGS) {
    if (surrounding.anchoredOnly === true && !format.isStructured) continue;
    for (let seed = 0; seed < seeds * VARIANTS; seed++) {
      const { text: token, secret } = marked(expandExample(format.token, `${format.kind} ${seed}`));
      const file = surrounding.write(format.name, token, seed % VARIANTS);
      if (file !== null) count(format, surrounding, file, secret);
    }
  }
}

function measureFile(format) {
  const surrounding = { id: 'file of its own', main: true };
  for (let seed = 0; seed < seeds; seed++) {
    const secret = expandExample(format.secret, `${format.kind} secret ${seed}`);
    const written = format.path.endsWith('.json') ? JSON.stringify(secret).slice(1, -1) : secret;
    const text = expandExample(
      format.text.replace('SECRET', () => written),
      `${format.kind} ${seed}`,
    );
    count({ ...format, isStructured: true }, surrounding, { path: format.path, text }, secret);
  }
}

/** `«` and `»` around the secret where it is a part of the token. */
function marked(token) {
  const inner = /«([^»]*)»/.exec(token);
  return { text: token.replace(/[«»]/g, ''), secret: inner?.[1] ?? token };
}

function count(format, surrounding, file, secret) {
  const found = find(file, secret);
  const group = `${format.isStructured ? 'structured' : 'by surroundings'}, ${surrounding.main === true ? 'main' : 'further'}`;
  for (const [map, key] of [
    [tallies.surrounding, surrounding.id],
    [tallies.group, group],
  ]) {
    const tally = map.get(key) ?? { tried: 0, found: 0, own: 0 };
    tally.tried++;
    if (found !== null) tally.found++;
    if (found === 'own') tally.own++;
    map.set(key, tally);
  }
  if (found !== null) return;
  const misses = missesByKind.get(format.kind) ?? new Map();
  misses.set(surrounding.id, (misses.get(surrounding.id) ?? 0) + 1);
  missesByKind.set(format.kind, misses);
}

/** 'own', 'general', or null when the secret is not found. */
function find(file, secret) {
  const bytes = file.bytes ?? Buffer.from(file.text, 'utf8');
  const end = bytes.length;
  const slice = { file: 0, path: file.path, start: 0, end, offset: 0, from: 0, to: end, whole: true };
  const { matches } = detector.scan({ bytes, slices: [slice] });
  const hits = matches.filter((match) =>
    [match.secret, ...match.parts.map((part) => part.value)].some((value) => plain(value) === plain(secret)),
  );
  if (hits.length === 0) return null;
  return hits.some((hit) => !general.has(hit.rule)) ? 'own' : 'general';
}

/** A key's lines may be escaped or indented, and its armour's blanks are none of its value. */
function plain(text) {
  return text.replace(/\\[nr]|\s/g, '').replaceAll('&amp;', '&');
}

function report() {
  console.log(`${'surrounding'.padEnd(24)}    tried    found   recall  own rule`);
  for (const [name, tally] of tallies.surrounding) console.log(row(name, tally));
  console.log();
  for (const [name, tally] of tallies.group) console.log(row(name, tally));
  const missed = [...missesByKind].sort((a, b) => total(b[1]) - total(a[1]));
  console.log(`\n${FORMATS.length + FILE_FORMATS.length} kinds, ${missed.length} of them missed somewhere`);
  for (const [kind, places] of missed.slice(0, MOST_MISSES_NAMED))
    console.log(`  ${kind}: ${[...places].map(([place, times]) => `${place} ${times}`).join(', ')}`);
  console.log();
  goal('structured, main', LEAST_STRUCTURED);
  goal('by surroundings, main', LEAST_BY_SURROUNDINGS);
}

function goal(name, least) {
  const tally = tallies.group.get(name);
  if (tally === undefined) return;
  const recall = tally.found / tally.tried;
  judge(`recall, ${name} (at least ${percent(least)})`, percent(recall), recall >= least);
}

function row(name, { tried, found, own }) {
  const cells = [String(tried), String(found), percent(found / tried), percent(own / tried)];
  return `${name.padEnd(24)} ${cells.map((cell) => cell.padStart(8)).join(' ')}`;
}

function total(places) {
  return [...places.values()].reduce((sum, times) => sum + times, 0);
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

/** @param {(file: string) => unknown} load */
function loadBuilt(name, load) {
  const file = path.join(path.dirname(CLI), name);
  if (!existsSync(file)) fail(`${file} is missing: build it first (npm run bundle)`);
  return load(file);
}

/** The generators of examples are no part of what users run, so they are bundled here. */
function loadGenerators() {
  const outfile = path.join(CACHE, 'examples.cjs');
  const entryPoints = [path.join(ROOT, 'src', 'rules', 'examples.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
  return require(outfile).expandExample;
}
