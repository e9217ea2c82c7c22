import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../src/model/report.js';
import { renderJson } from '../../src/report/json.js';
import { scan } from '../../src/scan.js';
import { ociFiles, packFiles } from '../helpers/archive.js';

const NOTHING = (): undefined => undefined;
const PROGRESS = { phase: NOTHING, bytes: NOTHING, layer: NOTHING, warn: NOTHING };

/** Of no format with a checksum; put together here. */
const TOKEN = ['dop', 'v1', '18a4c07be95d2f63'.repeat(4)].join('_');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-names-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** @param secrets is given what the runner is told to mask */
function scanArchive(archive: string, secrets: string[] = []): Promise<readonly Report[]> {
  return scan(
    {
      target: { kind: 'archive', path: archive },
      rules: [],
      failOn: 'high',
      gate: 'own',
      reveal: false,
    },
    { ...PROGRESS, secret: (raw) => secrets.push(raw) },
  );
}

it('shows no token that stands in the name of a file or folder', async () => {
  const archive = path.join(folder, 'image.tar');
  const content = `PASSWORD=${['k9', 'Vw2p', 'Zr7x'].join('!')}\n`;
  const entries = [{ path: `srv/${TOKEN}/${TOKEN}.env`, content }];
  writeFileSync(archive, packFiles(ociFiles([{ tag: 'shop:ci', layers: [{ entries }] }])));
  const reports = await scanArchive(archive);
  expect(reports[0]?.findings.length).toBeGreaterThan(0);
  expect(reports[0]?.findings[0]?.occurrences[0]?.path).toMatch(/^srv\/dop_v1_…\w*\/dop_v1_…\w*\.env$/);
  expect(renderJson(reports)).not.toContain(TOKEN);
  expect(readFileSync(archive, 'latin1')).toContain(TOKEN);
});

it('shows no token that stands in the name of the image, and has it masked', async () => {
  const archive = path.join(folder, 'tagged.tar');
  const layers = [{ entries: [{ path: 'srv/a', content: 'nothing' }] }];
  writeFileSync(archive, packFiles(ociFiles([{ tag: `registry.example.com/shop:${TOKEN}`, layers }])));
  const secrets: string[] = [];
  const reports = await scanArchive(archive, secrets);
  expect(reports[0]?.target.reference).toMatch(/^registry\.example\.com\/shop:dop_v1_…\w*$/);
  expect(renderJson(reports)).not.toContain(TOKEN);
  expect(secrets).toEqual([TOKEN]);
});
