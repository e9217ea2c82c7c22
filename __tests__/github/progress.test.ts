import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { logUntrusted } from '../../src/github/log.js';
import { createLogProgress } from '../../src/github/progress.js';

let written: string[] = [];
const clock = { ms: 0 };

beforeEach(() => {
  written = [];
  clock.ms = 5000;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(...String(text).split('\n').slice(0, -1));
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const start = () => createLogProgress(() => clock.ms);

describe('progress in a log', () => {
  it('is a group per phase, each closed before the next, with what was read at its end', () => {
    const progress = start();
    progress.phase('Exporting and scanning shop:ci');
    clock.ms += 4000;
    progress.bytes(1_300_000_000, null);
    progress.layer(12);
    progress.phase('Tracing');
    progress.end();
    progress.end();
    expect(written).toEqual([
      '::group::Exporting and scanning shop:ci',
      'Read: 1.3 GB, 12 layers, 325 MB/s',
      '::endgroup::',
      '::group::Tracing',
      '::endgroup::',
    ]);
  });

  it('is a line every ten seconds, however often it is told', () => {
    const progress = start();
    progress.phase('Scanning shop.tar');
    for (let second = 0; second < 35; second += 1) {
      for (let part = 0; part < 100; part += 1) progress.bytes(second * 1e8 + part * 1e6, 5e9);
      clock.ms += 1000;
    }
    expect(written.filter((line) => line.startsWith('Read: '))).toEqual([
      'Read: 1.0 GB of 5.0 GB (20 %), 100 MB/s',
      'Read: 2.0 GB of 5.0 GB (40 %), 100 MB/s',
      'Read: 3.0 GB of 5.0 GB (60 %), 100 MB/s',
    ]);
  });

  it('shows a warning as a warning, on one line', () => {
    start().warn('100 % odd\nname');
    expect(written).toEqual(['::warning::100 %25 odd name']);
  });

  it('hands raw secrets on only when it is told where to', () => {
    expect(start()).not.toHaveProperty('secret');
    const secrets: string[] = [];
    createLogProgress(
      () => 0,
      (raw) => secrets.push(raw),
    ).secret?.('raw');
    expect(secrets).toEqual(['raw']);
    expect(written).toEqual([]);
  });

  it('lets no name in a title be a command', () => {
    const progress = start();
    progress.phase('Scanning x\n::set-output name=outcome::pass');
    progress.end();
    expect(written).toEqual(['::group::Scanning x ::set-output name=outcome::pass', '::endgroup::']);
  });
});

describe('text from an image', () => {
  it('is printed with commands switched off, and on again by a word that cannot be guessed', () => {
    logUntrusted('::error::not a command\n');
    logUntrusted('twice');
    const words = written.flatMap((line) => /^::stop-commands::(.+)$/.exec(line)?.[1] ?? []);
    expect(words).toHaveLength(2);
    expect(new Set(words).size).toBe(2);
    expect(words.every((word) => word.length >= 32)).toBe(true);
    const [first, second] = words;
    expect(written).toEqual([
      `::stop-commands::${first ?? ''}`,
      '::error::not a command',
      `::${first ?? ''}::`,
      `::stop-commands::${second ?? ''}`,
      'twice',
      `::${second ?? ''}::`,
    ]);
  });
});
