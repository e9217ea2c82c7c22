import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeReportFile } from '../src/report-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-report-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('writeReportFile', () => {
  it('writes a new file and leaves no other behind', async () => {
    await writeReportFile(path.join(folder, 'report.json'), '{}\n');
    expect(readdirSync(folder)).toEqual(['report.json']);
    expect(readFileSync(path.join(folder, 'report.json'), 'utf8')).toBe('{}\n');
  });

  it('replaces the report of an earlier run', async () => {
    const file = path.join(folder, 'report.json');
    writeFileSync(file, 'a longer report of an earlier run');
    await writeReportFile(file, '{}');
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });

  it('keeps a report with raw values for its owner, even where a readable file was', async () => {
    const file = path.join(folder, 'report.json');
    writeFileSync(file, 'readable by all');
    chmodSync(file, 0o644);
    await writeReportFile(file, '{}', true);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('writes through a link', async () => {
    const link = path.join(folder, 'latest.json');
    writeFileSync(path.join(folder, 'real.json'), 'old');
    symlinkSync('real.json', link);
    await writeReportFile(link, 'new');
    expect(readlinkSync(link)).toBe('real.json');
    expect(readFileSync(path.join(folder, 'real.json'), 'utf8')).toBe('new');
  });

  it('writes to a device as it is', async () => {
    await writeReportFile('/dev/null', '{}');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('says that the folder is missing', async () => {
    const file = path.join(folder, 'reports', 'report.json');
    await expect(writeReportFile(file, '{}')).rejects.toMatchObject({
      line: `cannot write ${file}: its folder does not exist; create it first`,
    });
  });

  it('says that a file is in the way of the folder', async () => {
    writeFileSync(path.join(folder, 'reports'), '');
    await expect(writeReportFile(path.join(folder, 'reports', 'report.json'), '{}')).rejects.toMatchObject({
      line: expect.stringMatching(/: a part of its path is a file, not a folder$/) as unknown,
    });
  });

  it('does not write over a folder', async () => {
    mkdirSync(path.join(folder, 'report.json'));
    await expect(writeReportFile(path.join(folder, 'report.json'), '{}')).rejects.toMatchObject({
      line: expect.stringMatching(/: it is a folder; name a file$/) as unknown,
    });
    expect(existsSync(path.join(folder, 'report.json'))).toBe(true);
  });
});
