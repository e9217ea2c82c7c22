// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The licence texts of all npm packages of which anything went into a bundle, sorted by name and version.
 * Throws for a package that names no licence, because its code may not be handed on.
 *
 * @param {string} root folder that `inputs` are relative to
 * @param {Iterable<string>} inputs the files that esbuild's metafile names
 */
export function collectLicenses(root, inputs) {
  const folders = new Set([...inputs].flatMap((input) => packageFolder(input) ?? []));
  const texts = [...folders].map((folder) => describePackage(path.join(root, folder)));
  const unique = [...new Map(texts.map(({ title, text }) => [title, text])).entries()];
  unique.sort(([a], [b]) => (a < b ? -1 : 1));
  return unique.map(([title, text]) => `${title}\n${'-'.repeat(title.length)}\n\n${text}\n`).join('\n\n');
}

/**
 * `node_modules/a/node_modules/@b/c/lib/x.js` is of the package in `node_modules/a/node_modules/@b/c`.
 *
 * @param {string} input
 */
function packageFolder(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/** @param {string} folder */
function describePackage(folder) {
  /** @type {{ name: string, version: string, license?: string }} */
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`${name}@${version} names no licence in its package.json`);
  const files = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .sort();
  const texts = files.map((file) =>
    readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  // Some packages carry their licence in the README, or in the package.json alone.
  if (texts.length === 0)
    texts.push(licenseSection(folder) ?? `Licensed under ${license}; the package has no licence text.`);
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}

/** @param {string} folder */
function licenseSection(folder) {
  const readme = path.join(folder, 'README.md');
  if (!existsSync(readme)) return null;
  return (
    /^#+ *licen[cs]e\s+([\s\S]+?)(?=^#|$(?![\s\S]))/im.exec(readFileSync(readme, 'utf8'))?.[1]?.trim() ?? null
  );
}
