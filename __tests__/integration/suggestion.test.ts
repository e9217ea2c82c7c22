import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { fakeTokens } from '../../scripts/example.mjs';
import type { Report, Suggestion } from '../../src/model/report.js';
import { scan } from '../../src/scan.js';
import { BASE_IMAGE, describeWithEngine, type TestEngine } from '../helpers/engine.js';

const NOTHING = (): undefined => undefined;
const QUIET = { phase: NOTHING, bytes: NOTHING, layer: NOTHING, warn: NOTHING };
const { npm, openai } = fakeTokens(77);

/** A Dockerfile with a build argument that two commands could take, and a variable among others. */
const DOCKERFILE = [
  `FROM ${BASE_IMAGE}`,
  'ARG NPM_TOKEN',
  'WORKDIR /srv',
  `RUN echo "it's $(echo \\"$NPM_TOKEN\\" | wc -c) characters" && \\`,
  '    # the one that needs it',
  '    test "${#NPM_TOKEN}" -eq 40 && \\',
  '    touch installed || exit 1',
  'ENV NODE_ENV=production \\',
  `    OPENAI_API_KEY=${openai} \\`,
  '    PORT=8080',
  'CMD ["sleep", "1"]',
  '',
].join('\n');

async function scanImage(engine: TestEngine, dockerfile: string, given: object): Promise<[Report, string]> {
  const { tag, contextFolder } = await engine.buildImage({ dockerfile, builder: 'buildkit', ...given });
  const [report] = await scan(
    {
      target: { kind: 'images', references: [tag] },
      dockerfile: path.join(contextFolder, 'Dockerfile'),
      rules: [],
      failOn: 'high',
      gate: 'own',
      reveal: false,
    },
    QUIET,
  );
  if (report === undefined) throw new Error('no report');
  return [report, readFileSync(path.join(contextFolder, 'Dockerfile'), 'utf8')];
}

/** As GitHub commits a suggestion: from the last, so that lines keep their numbers. */
function accept(dockerfile: string, suggestions: readonly Suggestion[]): string {
  const lines = dockerfile.split('\n');
  for (const { line, endLine, text } of [...suggestions].sort((a, b) => b.line - a.line))
    lines.splice(line - 1, endLine - line + 1, ...(text === '' ? [] : text.split('\n')));
  return lines.join('\n');
}

describeWithEngine('the changes that are suggested', (engine) => {
  it('build as they are, and leave no secret in the image', async () => {
    const [before, dockerfile] = await scanImage(engine, DOCKERFILE, { buildArgs: { NPM_TOKEN: npm } });
    const suggestions = before.findings.flatMap(({ remedy }) => remedy.suggestion ?? []);
    expect(before.findings).toHaveLength(2);
    expect(suggestions.map(({ line, endLine }) => [line, endLine]).sort()).toEqual([
      [4, 7],
      [8, 10],
    ]);
    const changed = accept(dockerfile, suggestions);
    // The command itself tests that it was given the token.
    const [after] = await scanImage(engine, changed, { secrets: { NPM_TOKEN: npm } });
    expect(after.findings).toEqual([]);
    expect(changed).toContain('ENV NODE_ENV=production \\\n    PORT=8080\nCMD');
  }, 120_000);
});
