// @ts-check
/** Compiles the detector's WebAssembly from its text: `node scripts/wasm.mjs` writes src/detector/keyword-pass.ts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const SOURCE = fileURLToPath(new URL('../src/detector/keyword-pass.wat', import.meta.url));
export const TARGET = fileURLToPath(new URL('../src/detector/keyword-pass.ts', import.meta.url));

/** What keyword-pass.ts should hold. */
export async function compileKeywordPass() {
  const wabt = await loadWabt();
  const module = wabt.parseWat('keyword-pass.wat', readFileSync(SOURCE, 'utf8'), { simd: true });
  const { buffer } = module.toBinary({});
  module.destroy();
  const base64 = Buffer.from(buffer).toString('base64');
  const lines = base64.match(/.{1,100}/g) ?? [];
  return [
    '/** `keyword-pass.wat`, compiled by `scripts/wasm.mjs`; base 64. */',
    'export const KEYWORD_PASS =',
    ...lines.map((line, index) => `  '${line}'${index === lines.length - 1 ? ';' : ' +'}`),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await compileKeywordPass());
