import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { digestFile } from '../../src/detector/file-digests.js';
import type { Severity } from '../../src/model/severity.js';
import { buildFindings, type PlacedMatch } from '../../src/trace/findings.js';
import { LayerTracer, traceKeys } from '../../src/trace/layer-tracer.js';
import { MatchCollector, type FileMatch } from '../../src/trace/match-collector.js';
import { NO_TRACER } from '../../src/trace/source-tracer.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { readAll, streamOf } from '../helpers/read.js';
import { makeCertificate, makeKey } from './make-certificate.js';

const NOW = Date.parse('2026-06-01');
const SECRET = ['a', 'key', 'of', 'a', 'test'].join('-');

function matchOf(path: string, file = 0, secret = SECRET, severity: Severity = 'high'): FileMatch {
  return {
    file,
    path,
    rule: 'demo',
    severity,
    secret,
    parts: [],
    start: 0,
    end: 9,
    line: 1,
    column: 1,
    encoding: [],
    notes: [],
  };
}

/** The findings in an image of these layers, whose files are all that they hold. */
async function findingsOf(
  layers: readonly Readonly<Record<string, string>>[],
  extra: readonly PlacedMatch[] = [],
) {
  const tracer = new LayerTracer();
  const image = {
    layers: layers.map((files) => ({
      entries: Object.entries(files).map(([path, content]) => ({ path, content })),
    })),
  };
  const { contents, files } = await readAll(streamOf(packFiles(ociFiles([image]))), {
    onEntry: tracer.onEntry,
    openTap: tracer.openTap,
  });
  const names = contents.images[0]!.layers.map(({ blob }) => blob!.name);
  const placed = contents.images[0]!.layers.flatMap(({ blob }, layer): PlacedMatch[] =>
    [...files]
      .filter(([file, { text }]) => file >= blob!.firstFile && file < blob!.endFile && text.includes(SECRET))
      .map(([file, { path, text }]) => {
        const match = matchOf(path, file);
        return {
          match,
          in: 'layer',
          layer,
          file: tracer.trace(names, layer, file, path, digestFile(file, Buffer.from(text))),
        };
      }),
  );
  return buildFindings([...placed, ...extra], new Map(), false).findings;
}

const record = `${createHash('md5').update(SECRET).digest('hex')}  usr/lib/key\n`;
const published = { 'var/lib/dpkg/info/demo.md5sums': record, 'usr/lib/key': SECRET };

describe('findings', () => {
  it('tell for each occurrence what became of it', async () => {
    const [finding] = await findingsOf([
      { a: SECRET, b: SECRET, c: SECRET },
      { '.wh.a': '', b: SECRET },
    ]);
    expect(
      finding?.occurrences.map(({ layer, path, state, hiddenBy }) => [layer, path, state, hiddenBy]),
    ).toEqual([
      [0, 'a', 'deleted', 1],
      [0, 'b', 'overwritten', 1],
      [0, 'c', 'present', null],
      [1, 'b', 'present', null],
    ]);
  });

  it('belong to a package when all their places in the image do', async () => {
    const [finding] = await findingsOf([published]);
    expect(finding).toMatchObject({
      owner: 'package',
      notes: ['published: byte for byte what the dpkg package demo ships'],
    });
    const inContext: PlacedMatch = { match: matchOf('vendor/key'), in: 'context', layer: null };
    expect((await findingsOf([published], [inContext]))[0]?.owner).toBe('package');
  });

  it('are own when one place is: a copy, a variable, the context alone', async () => {
    const [copied] = await findingsOf([published, { 'srv/key': SECRET }]);
    expect(copied).toMatchObject({ owner: 'own', notes: [] });
    const variable: PlacedMatch = { match: matchOf('Env/KEY'), in: 'config', layer: null };
    expect((await findingsOf([published], [variable]))[0]?.owner).toBe('own');
    const inContext: PlacedMatch = { match: matchOf('vendor/key'), in: 'context', layer: null };
    expect((await findingsOf([{}], [inContext]))[0]?.owner).toBe('own');
  });

  it('are own when the build context has the file, from which the package was built then', async () => {
    const inContext = (path: string): PlacedMatch => ({ match: matchOf(path), in: 'context', layer: null });
    const [built] = await findingsOf([published], [inContext('debian/files/key')]);
    expect(built).toMatchObject({ owner: 'own', notes: [] });
    for (const path of ['node_modules/demo/key', 'tests/other.pem'])
      expect((await findingsOf([published], [inContext(path)]))[0]?.owner).toBe('package');
  });

  it('say of which of their places a note is, unless it is of all', () => {
    const place = (path: string, ...notes: string[]): PlacedMatch => ({
      match: { ...matchOf(path), notes },
      in: 'layer',
      layer: 0,
    });
    const notesOf = (...places: PlacedMatch[]): readonly string[] | undefined =>
      buildFindings(places, new Map(), false).findings[0]?.notes;
    expect(
      notesOf(place('docs/a', 'checksum fits', 'in documentation'), place('srv/a', 'checksum fits')),
    ).toEqual(['checksum fits', 'in documentation: docs/a']);
    const documents = ['docs/a', 'docs/b', 'docs/c', 'docs/d'].map((path) => place(path, 'in documentation'));
    expect(notesOf(...documents)).toEqual(['in documentation']);
    expect(notesOf(...documents, place('srv/a'))).toEqual(['in documentation: docs/a, docs/b and 2 more']);
  });
});

describe('keys', () => {
  const key = makeKey();
  const subject = [['CN', 'shop.example.com']] as const;
  const issuer = {
    key: makeKey(),
    subject: [
      ['O', "Let's Encrypt"],
      ['CN', 'R11'],
    ] as const,
  };
  const trusted = { file: 7, path: 'srv/tls.crt', ...makeCertificate({ key, subject, issuer }) };
  const own = { file: 8, path: 'srv/own.crt', ...makeCertificate({ key, subject }) };

  function findingOf(
    severity: Severity,
    certificates: readonly { file: number; path: string; base64: string }[],
  ) {
    const match = matchOf('srv/tls.key', 1, key.pem, severity);
    const uses = traceKeys([match, matchOf('other')], certificates, NOW);
    return buildFindings([{ match, in: 'layer', layer: 0 }], new Map(), false, NO_TRACER, uses).findings[0];
  }

  it('of a certificate that a public authority vouches for are critical', () => {
    expect(findingOf('high', [trusted])).toMatchObject({
      severity: 'critical',
      notes: [
        "key of certificate srv/tls.crt: CN shop.example.com, issued by R11 (Let's Encrypt), valid until 2036-01-01",
      ],
    });
  });

  it('of a self-signed one keep their severity, and so do those of no use', () => {
    expect(findingOf('high', [own])?.severity).toBe('high');
    expect(findingOf('low', [trusted])?.severity).toBe('low');
    expect(findingOf('high', [])).toMatchObject({ severity: 'high', notes: [] });
  });

  it('meet only certificates of the same files, and not more than memory is meant for', () => {
    const collector = new MatchCollector();
    const add = (file: number, base64: string): void => {
      collector.add({ matches: [], digests: [], lines: [], certificates: [{ file, path: 'a', base64 }] }, []);
    };
    add(8, 'eight');
    add(7, 'seven');
    expect(collector.certificates(0, 10).map(({ file }) => file)).toEqual([7, 8]);
    expect(collector.certificates(8, 9).map(({ base64 }) => base64)).toEqual(['eight']);
    add(9, 'x'.repeat(2 ** 26));
    expect(collector.certificates(0, 10)).toHaveLength(2);
  });
});
