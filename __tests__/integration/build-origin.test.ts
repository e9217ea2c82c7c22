import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../src/model/report.js';
import type { ScanRequest } from '../../src/model/request.js';
import { scan } from '../../src/scan.js';
import { BASE_IMAGE, describeWithEngine } from '../helpers/engine.js';

const run = promisify(execFile);

async function scanOne(
  request: Pick<ScanRequest, 'target'> & Partial<ScanRequest>,
): Promise<{ report: Report; warnings: string[] }> {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  const progress = {
    phase: ignore,
    bytes: ignore,
    layer: ignore,
    warn: (line: string) => void warnings.push(line),
  };
  const options = { rules: [], failOn: 'high', gate: 'own', reveal: true } as const;
  const [report] = await scan({ ...options, ...request }, progress);
  if (report === undefined) throw new Error('there is no report');
  return { report, warnings };
}

/** A token of the shape of GitLab's; never whole in this file. */
function token(letter: string): string {
  return ['glp', 'at-', 'k3J9xQ2mW7pL5vB8nR4t'.replace(/[Jpv]/g, letter)].join('');
}

function ownerOf({ findings }: Report, value: string): string | undefined {
  return findings.find((finding) => finding.value === value)?.owner;
}

function originsOf({ layers }: Report): string[] {
  return layers.map(({ origin }) => origin);
}

describeWithEngine('the base image', (engine) => {
  const [theirs, ours, set] = ['A', 'B', 'C'].map(token) as [string, string, string];

  async function build(): Promise<{ parent: string; tag: string; folder: string; edited: string }> {
    const parent = await engine.buildImage({
      dockerfile: `FROM ${BASE_IMAGE}\nENV THEIR_TOKEN=${set}\nRUN echo "T=${theirs}" > /etc/base.env\n`,
    });
    const { tag, contextFolder: folder } = await engine.buildImage({
      dockerfile: `FROM ${parent.tag}\nRUN echo "T=${ours}" > /own.env\nRUN rm /own.env\n`,
    });
    // What stands in the checkout now: its lines are no use any more.
    const edited = path.join(folder, 'Dockerfile.new');
    writeFileSync(edited, `FROM somewhere/else\nRUN echo more > /own.env\nRUN rm /own.env\n`);
    return { parent: parent.tag, tag, folder, edited };
  }

  it('is told by its name in the engine, by an archive of it, or found by the FROM', async () => {
    const { parent, tag, folder, edited } = await build();
    const target = { kind: 'images', references: [tag] } as const;
    const archive = path.join(folder, 'base.tar');
    await run(engine.client, ['save', '--output', archive, parent]);

    const unknown = await scanOne({ target, dockerfile: edited });
    expect(originsOf(unknown.report)).toEqual(['own', 'own', 'own', 'own']);
    expect(ownerOf(unknown.report, theirs)).toBe('own');

    const found = path.join(folder, 'Dockerfile.found');
    writeFileSync(found, `FROM ${parent}\nRUN echo more > /own.env\n`);
    for (const request of [
      { dockerfile: edited, baseImage: parent },
      { dockerfile: edited, baseImage: archive },
      { baseImage: parent },
      { dockerfile: found },
      { dockerfile: path.join(folder, 'Dockerfile') },
    ]) {
      const { report, warnings } = await scanOne({ target, ...request });
      expect(warnings).toEqual([]);
      expect(originsOf(report)).toEqual(['base', 'base', 'own', 'own']);
      expect([theirs, set, ours].map((value) => ownerOf(report, value))).toEqual(['base', 'base', 'own']);
      expect(report.verdict.counts.high + report.verdict.counts.critical).toBeGreaterThan(0);
    }
  }, 240_000);

  it('is not what an instruction made that was deleted from the Dockerfile since', async () => {
    const { tag, contextFolder } = await engine.buildImage({
      dockerfile: `FROM ${BASE_IMAGE}\nRUN echo "T=${ours}" > /own.env\nRUN rm /own.env\n`,
    });
    const shorter = path.join(contextFolder, 'Dockerfile.new');
    writeFileSync(shorter, `FROM ${BASE_IMAGE}\nRUN rm /own.env\n`);
    const { report } = await scanOne({ target: { kind: 'images', references: [tag] }, dockerfile: shorter });
    expect(originsOf(report)).toEqual(['base', 'own', 'own']);
    expect(report.layers.map(({ instruction }) => instruction?.line ?? null)).toEqual([null, null, 2]);
    expect(report.verdict.outcome).toBe('blocked');
  });

  it('never makes own layers its own, whatever is named', async () => {
    const { tag, folder, edited } = await build();
    const target = { kind: 'images', references: [tag] } as const;
    const other = await engine.buildImage({ dockerfile: `FROM ${BASE_IMAGE}\nRUN echo 1 > /other\n` });
    for (const baseImage of [other.tag, tag]) {
      const { report, warnings } = await scanOne({ target, dockerfile: edited, baseImage });
      expect(originsOf(report)).toEqual(['own', 'own', 'own', 'own']);
      expect(warnings).toEqual([
        `${tag} is not built on ${baseImage}, whose layers are not its lowest: the base image is told by the Dockerfile alone`,
      ]);
    }
    // A part of this very Dockerfile, built before: its layers are not somebody else's.
    const part = await engine.buildImage({
      dockerfile: `FROM ${tag}\nRUN echo 2 > /more\n`,
    });
    const whole = path.join(folder, 'Dockerfile.whole');
    writeFileSync(whole, `FROM base\nRUN echo "T=${ours}" > /own.env\nRUN rm /own.env\nRUN echo 2 > /more\n`);
    const { report, warnings } = await scanOne({
      target: { kind: 'images', references: [part.tag] },
      dockerfile: whole,
      baseImage: tag,
    });
    expect(originsOf(report)).toEqual(['base', 'base', 'own', 'own', 'own']);
    expect(ownerOf(report, ours)).toBe('own');
    expect(warnings).toEqual([
      `the last 2 layers of the base image ${tag} stay ${part.tag}'s own: instructions of its Dockerfile made them`,
    ]);
  }, 240_000);

  it('is refused where there is none of that name', async () => {
    const { tag } = await engine.buildImage({ dockerfile: `FROM ${BASE_IMAGE}\nRUN echo 3 > /x\n` });
    const target = { kind: 'images', references: [tag] } as const;
    await expect(scanOne({ target, baseImage: 'drydock-absent:1' })).rejects.toThrow(
      'the base image "drydock-absent:1" is not in the container engine',
    );
    await expect(scanOne({ target, baseImage: './absent.tar' })).rejects.toThrow(
      'there is no file or folder ./absent.tar',
    );
  }, 120_000);
});

describeWithEngine('the provenance of a build, as a file', (engine) => {
  const [built, written] = ['D', 'E'].map(token) as [string, string];

  it('tells the lines where the history does not, and is scanned', async () => {
    const dockerfile = `FROM ${BASE_IMAGE}\nARG TOKEN\nRUN test -n "$TOKEN"; echo "T=${written}" > /own.env\nRUN rm /own.env\n`;
    const { tag, imageId, contextFolder } = await engine.buildImage({ dockerfile, builder: 'buildkit' });
    const compressed = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({ digest: `sha256:${String(index).padStart(64, 'c')}` }));
    const location = (line: number): object => ({
      locations: [{ ranges: [{ start: { line }, end: { line } }] }],
    });
    const metadata = {
      'containerimage.config.digest': imageId,
      'buildx.build.provenance': {
        buildType: 'https://mobyproject.org/buildkit@v1',
        invocation: { parameters: { args: { 'build-arg:TOKEN': built } } },
        buildConfig: { llbDefinition: [{ id: 'step3', inputs: ['step2:0'] }] },
        metadata: {
          'https://mobyproject.org/buildkit@v1#metadata': {
            source: {
              infos: [{ filename: 'Dockerfile', data: Buffer.from(dockerfile).toString('base64') }],
              locations: { step0: location(1), step1: location(3), step2: location(4) },
            },
            layers: { 'step0:0': [compressed(1)], 'step1:0': [compressed(2)], 'step2:0': [compressed(3)] },
          },
        },
      },
    };
    const file = path.join(contextFolder, 'metadata.json');
    writeFileSync(file, JSON.stringify(metadata));
    // The instruction in between does not fit the history any more.
    const edited = path.join(contextFolder, 'Dockerfile.new');
    writeFileSync(
      edited,
      dockerfile.replace(BASE_IMAGE, 'elsewhere:1').replace('ARG TOKEN', 'ARG TOKEN\nARG NEW\nENV NEW=1'),
    );
    const target = { kind: 'images', references: [tag] } as const;
    const linesOf = ({ layers }: Report): unknown =>
      layers.map(({ origin, instruction }) => [origin, instruction?.line]);

    const without = await scanOne({ target, dockerfile: edited });
    expect(linesOf(without.report)).toEqual([
      ['own', undefined],
      ['own', undefined],
      ['own', undefined],
    ]);
    const { report, warnings } = await scanOne({ target, dockerfile: edited, provenance: file });
    expect(warnings).toEqual([]);
    expect(linesOf(report)).toEqual([
      ['base', undefined],
      ['own', 5],
      ['own', 6],
    ]);
    const [argument] = report.findings.find(({ value }) => value === built)?.occurrences ?? [];
    expect(argument).toMatchObject({
      in: 'provenance',
      path: 'provenance/build-arg:TOKEN',
      instruction: { line: 2 },
    });

    writeFileSync(
      file,
      JSON.stringify({ ...metadata, 'containerimage.config.digest': `sha256:${'0'.repeat(64)}` }),
    );
    const foreign = await scanOne({ target, dockerfile: edited, provenance: file });
    expect(foreign.warnings).toEqual([
      `${file} is not used: it is the provenance of another image (sha256:000000000000) than ${tag}`,
    ]);
    expect(linesOf(foreign.report)).toEqual(linesOf(without.report));
    expect(foreign.report.findings.some(({ value }) => value === built)).toBe(false);
  }, 120_000);
});

describe('a mistyped file', () => {
  it('ends the scan before it begins', async () => {
    const target = { kind: 'archive', path: '/absent/image.tar' } as const;
    await expect(scanOne({ target, provenance: '/absent/metadata.json' })).rejects.toThrow(
      'there is no file /absent/metadata.json',
    );
  });
});
