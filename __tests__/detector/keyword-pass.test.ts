import { readFileSync } from 'node:fs';
import { compileKeywordPass, TARGET } from '../../scripts/wasm.mjs';

describe('keyword-pass.ts', () => {
  it('is what keyword-pass.wat compiles to', async () => {
    expect(readFileSync(TARGET, 'utf8')).toBe(await compileKeywordPass());
  });
});
