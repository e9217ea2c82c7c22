import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Finding, Report } from '../../src/model/report.js';
import type { Progress } from '../../src/model/request.js';
import { scan } from '../../src/scan.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { writeTar } from '../helpers/tar.js';

/** Some 10 MB. Keys of OpenSSL's examples are in its documents; Python's own tests have its version in their name. */
const PACKAGES = ['openssl', 'libssl-doc', 'python3-tornado', 'python3-twisted'];
const PYTHON_TESTS = '^libpython3\\.[0-9]+-testsuite$';
/** Python has a key that is none, to see that it is refused. */
const BROKEN_KEY = /\/badkey\.pem$/;
const MAX_TAR_BYTES = 2 ** 29;

const folder = mkdtempSync(path.join(tmpdir(), 'drydock-debian-'));
const root = path.join(folder, 'root');
const warnings: string[] = [];
const PROGRESS: Progress = {
  phase: () => undefined,
  bytes: () => undefined,
  layer: () => undefined,
  warn: (line) => void warnings.push(line),
};

function run(command: string, args: readonly string[]): { ok: boolean; stdout: Buffer; said: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    maxBuffer: MAX_TAR_BYTES,
    timeout: 120_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
  const said = error?.message ?? stderr.toString();
  return { ok: status === 0, stdout: status === null ? Buffer.alloc(0) : stdout, said };
}

/** @returns what went wrong; null when the packages are there */
function downloadPackages(): string | null {
  if (!run('dpkg', ['--version']).ok || !run('apt-get', ['--version']).ok)
    return 'this is no Debian: apt-get and dpkg are missing';
  const attempt = (): string | null => {
    const names = run('apt-cache', ['search', '--names-only', PYTHON_TESTS]).stdout.toString();
    const tests = names.split('\n').flatMap((line) => line.split(' ')[0] || []);
    if (tests.length === 0) return 'apt knows no package with the tests of Python';
    const { ok, said } = run('apt-get', ['download', '-qq', ...PACKAGES, ...tests.sort().slice(-1)]);
    return ok ? null : said;
  };
  if (attempt() === null) return null;
  // In a fresh container apt has no lists of packages yet.
  run('apt-get', ['update', '-qq']);
  return attempt();
}

/** A root folder with the packages in it, and dpkg's own records of them. */
function unpackPackages(): void {
  for (const name of ['info', 'updates', 'triggers'])
    mkdirSync(path.join(root, 'var/lib/dpkg', name), { recursive: true });
  writeFileSync(path.join(root, 'var/lib/dpkg/status'), '');
  const packages = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  const forced = ['not-root', 'depends', 'bad-path', 'unsafe-io'].map((name) => `--force-${name}`);
  // Images of Debian for containers leave documents out, and OpenSSL's example keys stand there.
  const args = [`--root=${root}`, ...forced, '--path-include=/usr/share/doc/*', '--unpack', ...packages];
  const { ok, said } = run('dpkg', args);
  if (!ok) throw new Error(`dpkg could not unpack ${packages.join(', ')}: ${said}`);
}

/** Paths of the files that hold a PEM private key, as the key files of packages do. */
function keyFiles(): string[] {
  // Not by Node, which would follow links out of the root folder, to keys of this machine.
  const files = run('find', [root, '-type', 'f', '-name', '*.pem', '-o', '-type', 'f', '-name', '*.key']);
  return files.stdout
    .toString()
    .split('\n')
    .filter(
      (file) => file !== '' && /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/m.test(readFileSync(file, 'latin1')),
    )
    .map((file) => path.relative(root, file))
    .filter((file) => !BROKEN_KEY.test(file))
    .sort();
}

function placesOf(finding: Finding): string[] {
  return finding.occurrences.map((occurrence) => occurrence.path);
}

const missing = downloadPackages();
const describeDebian = missing === null ? describe : describe.skip;
// Jest runs no `afterAll` where all tests are skipped.
if (missing !== null) rmSync(folder, { recursive: true, force: true });

if (missing !== null && process.env['CI']) {
  describe('ownership on a real Debian root', () => {
    it('has packages to unpack', () => {
      throw new Error(`${missing}; CI is set: unset it to skip these tests`);
    });
  });
}

describeDebian('ownership on a real Debian root', () => {
  let keys: string[] = [];
  let pure: Report;
  let changed: Report;
  let copiedFrom = '';
  let respacedFile = '';
  let otherKeyFile = '';

  beforeAll(async () => {
    unpackPackages();
    keys = keyFiles();
    const debian = {
      tar: run('tar', ['--numeric-owner', '-C', root, '-cf', '-', 'etc', 'usr', 'var']).stdout,
    };
    const named = (name: string): string => keys.find((file) => file.endsWith(`/test/${name}`)) ?? '';
    [copiedFrom, respacedFile, otherKeyFile] = [
      named('keycert.pem'),
      named('keycert3.pem'),
      named('keycert4.pem'),
    ];
    const read = (file: string): string => readFileSync(path.join(root, file), 'latin1');
    const otherKey = read(otherKeyFile).replace(/(PRIVATE KEY-----\n.{100,200}?)[A-Z]/s, '$1q');
    const changes = writeTar([
      { path: 'srv/app/copied.pem', content: read(copiedFrom) },
      { path: respacedFile, content: read(respacedFile).replace(/\n$/, ' ') },
      { path: otherKeyFile, content: otherKey },
    ]);
    const archive = path.join(folder, 'image.tar');
    const images = [
      { tag: 'debian:pure', layers: [debian] },
      { tag: 'debian:changed', layers: [debian, { tar: changes }] },
    ];
    writeFileSync(archive, packFiles(ociFiles(images, { dockerManifest: true })));
    const target = { kind: 'archive', path: archive } as const;
    const reports = await scan({ target, rules: [], failOn: 'low', gate: 'own', reveal: false }, PROGRESS);
    const byName = (name: string): Report =>
      reports.find(({ target: { reference } }) => reference.includes(name))!;
    [pure, changed] = [byName('pure'), byName('changed')];
  }, 180_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('every key that the packages of Python and OpenSSL ship is of its package', () => {
    expect(keys.filter((file) => file.includes('/python3')).length).toBeGreaterThan(8);
    expect(keys.filter((file) => file.includes('/libssl-dev/')).length).toBeGreaterThan(5);
    const owned = pure.findings.filter(({ owner }) => owner === 'package').flatMap(placesOf);
    expect(keys.filter((file) => !owned.includes(file))).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('nothing that Debian ships is taken for the user’s own, so the image passes', () => {
    const own = pure.findings.filter(({ owner }) => owner !== 'package');
    expect(own.map((finding) => [finding.rule, ...placesOf(finding)])).toEqual([]);
    expect(pure.verdict.outcome).toBe('pass');
    const notes = pure.findings.flatMap((finding) => finding.notes);
    expect(notes).toContainEqual(
      expect.stringMatching(/byte for byte what the dpkg package libssl-doc ships/),
    );
    expect(notes).toContainEqual(
      expect.stringMatching(/byte for byte what the dpkg package libpython3\.\d+-testsuite ships/),
    );
  });

  it('a copy of a key elsewhere, and one with a byte changed, are own; the others are not', () => {
    const own = changed.findings.filter(({ owner }) => owner === 'own');
    expect(
      new Set(own.flatMap(placesOf).filter((file) => keys.includes(file) || file.startsWith('srv/'))),
    ).toEqual(
      new Set([...sharing(copiedFrom), ...sharing(respacedFile), otherKeyFile, 'srv/app/copied.pem']),
    );
    expect(changed.verdict.outcome).toBe('blocked');
    const changedKey = own.find((finding) => placesOf(finding).includes(otherKeyFile));
    expect(changedKey?.occurrences.map(({ layer }) => layer)).toEqual([1]);
  });

  /** The files of Debian that hold the same key as this one. */
  function sharing(file: string): string[] {
    return pure.findings
      .map(placesOf)
      .filter((places) => places.includes(file))
      .flat();
  }
});
