import { describe, expect, it } from '@jest/globals';
import zlib from 'node:zlib';
import { randomBytes } from '../helpers/bytes.js';
import { describeWithCommands, run, sample, SAMPLE_TEXT as TEXT } from '../helpers/compressed.js';
import { membersOf, open, seenIn } from '../helpers/open.js';
import { writeAr, writeCpio, writeRpm } from '../helpers/packages.js';
import { writeTar } from '../helpers/tar.js';
import { compressZstd } from '../helpers/zstd.js';

const LARGE = randomBytes(300_000, 7).toString('hex');
const PIECES = [undefined, [100_000], [500, 13, 65_536]] as const;
const FILES = [
  { name: './etc/app.env', content: TEXT },
  { name: 'empty', content: '' },
  { name: 'srv/large', content: LARGE },
  { name: 'opt/odd', content: 'odd' },
];
const under = (path: string): object => ({
  [`${path}!/etc/app.env`]: TEXT,
  [`${path}!/srv/large`]: LARGE,
  [`${path}!/opt/odd`]: 'odd',
});

describe.each(['xz', 'bzip2'] as const)('a file in %s', (format) => {
  const endings = { xz: ['xz', 'txz'], bzip2: ['bz2', 'tbz2', 'tbz'] }[format];

  it('gives what is in it, without its ending', async () => {
    for (const pieces of [undefined, [20, 7]]) {
      const path = `log/app.log.${endings[0]}`;
      const opened = await open(path, sample(format), pieces);
      expect(membersOf(opened)).toEqual({ [`${path}!/app.log`]: TEXT });
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
    for (const ending of endings.slice(1))
      expect(Object.keys(membersOf(await open(`a.${ending}`, sample(format))))).toEqual([
        `a.${ending}!/a.tar`,
      ]);
  });

  it('that is damaged gives what came before; the rest is scanned as it stands, and it is named', async () => {
    const bytes = Buffer.concat([
      sample(format),
      sample(format).subarray(0, 40),
      Buffer.from(`TOKEN=${TEXT}`),
    ]);
    for (const pieces of [undefined, [50, 7]]) {
      const opened = await open('a', bytes, pieces);
      expect(membersOf(opened)).toEqual({ 'a!/a': TEXT });
      expect(seenIn(opened).toString('latin1')).toContain(`TOKEN=${TEXT}`);
      expect(opened.unopened).toHaveLength(1);
      expect(opened.unopened[0]?.reason).toMatch(new RegExp(`^${format} data (is corrupt|ends early)$`));
      expect(opened.problems).toEqual([]);
    }
  });

  it('is scanned as it stands behind its end', async () => {
    const opened = await open('a', Buffer.concat([sample(format), Buffer.from('appended')]));
    expect(seenIn(opened).toString('latin1')).toContain('appended');
    expect(opened.unopened).toEqual([{ path: 'a', reason: `other data follows the ${format} data in it` }]);
  });

  it('is left where it inflates beyond all measure', async () => {
    const zeros = sample(`${format}Zeros`);
    const bomb = format === 'xz' ? Buffer.concat(Array.from({ length: 40 }, () => zeros)) : zeros;
    for (const pieces of [undefined, [1000]]) {
      const opened = await open('a', bomb, pieces, { containerBombBytes: 2 ** 23 });
      expect(opened.problems).toEqual([
        { path: 'a', reason: 'inflates to more than 250 times its size, the limit', bytes: 0 },
      ]);
      expect(seenIn(opened).length).toBeLessThan(2 ** 25);
    }
  });

  it('is left where it has too many streams, or all of them inflate to too much', async () => {
    const many = Buffer.concat(Array.from({ length: 500 }, () => sample(`${format}Empty`)));
    expect((await open('a', many, [5000], { containerMembers: 100 })).problems).toHaveLength(1);
    const opened = await open('a', sample(`${format}Zeros`), undefined, { containerBytes: 2 ** 20 });
    expect(opened.problems).toHaveLength(1);
    expect(seenIn(opened).length).toBeLessThan(2 ** 22);
  });

  it('is no such file where it only begins so', async () => {
    const bytes = Buffer.concat([sample(format).subarray(0, 10), Buffer.from(' nothing of the kind')]);
    const opened = await open('a', bytes);
    expect(opened.files).toEqual([{ path: 'a', bytes }]);
    expect(opened.unopened).toEqual([]);
  });
});

describeWithCommands(['xz', 'bzip2'], 'a tar', () => {
  it.each(['xz', 'bzip2'])('in %s gives its files', async (command) => {
    const tar = writeTar(FILES.map(({ name, content }) => ({ path: name, content })));
    for (const pieces of PIECES) {
      const opened = await open('a.tar.x', run(command, ['-c'], tar), pieces);
      expect(membersOf(opened)).toEqual(under('a.tar.x'));
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });
});

describe('an ar archive', () => {
  it.each(['gnu', 'bsd'] as const)('gives its files, with names as %s has them', async (kind) => {
    const files = [
      { name: 'short.o', content: TEXT },
      { name: 'a name that is too long.o', content: 'odd' },
      { name: 'another that is too long.o', content: LARGE },
    ];
    for (const pieces of PIECES) {
      const opened = await open('lib.a', writeAr(files, kind), pieces);
      const members = Object.fromEntries(
        Object.entries(membersOf(opened)).filter(([path]) => !path.endsWith('(no name)')),
      );
      expect(members).toEqual(
        Object.fromEntries(files.map(({ name, content }) => [`lib.a!/${name}`, content])),
      );
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });

  it('is opened where it is a Debian package: what is installed, and the scripts', async () => {
    const deb = writeAr([
      { name: 'debian-binary', content: '2.0\n' },
      {
        name: 'control.tar.gz',
        content: zlib.gzipSync(writeTar([{ path: './postinst', content: 'script' }])),
      },
      { name: 'data.tar.zst', content: compressZstd(writeTar([{ path: './etc/app.env', content: TEXT }])) },
    ]);
    for (const pieces of PIECES) {
      expect(membersOf(await open('a.deb', deb, pieces))).toEqual({
        'a.deb!/debian-binary': '2.0\n',
        'a.deb!/control.tar.gz!/postinst': 'script',
        'a.deb!/data.tar.zst!/etc/app.env': TEXT,
      });
    }
  });

  it('that is cut off or damaged is scanned as it stands from there, and named', async () => {
    const bytes = writeAr([
      { name: 'a', content: TEXT },
      { name: 'b', content: TEXT },
    ]);
    const cut = await open('x', bytes.subarray(0, 200));
    expect(membersOf(cut)).toEqual({ 'x!/a': TEXT.slice(0, 132) });
    expect(cut.unopened[0]?.reason).toBe('could not be read to its end: ends in the middle of "a"');
    bytes.fill('-', 8 + 60 + TEXT.length, 8 + 60 + TEXT.length + 60);
    const damaged = await open('x', bytes, [100]);
    expect(seenIn(damaged).toString('latin1').split(TEXT)).toHaveLength(3);
    expect(damaged.unopened[0]?.reason).toBe('could not be read to its end: no valid ar header at byte 868');
  });
});

describe('a cpio archive', () => {
  it.each(['new', 'old'] as const)('of the %s kind gives its files', async (kind) => {
    for (const pieces of PIECES) {
      const opened = await open('a.cpio', writeCpio(FILES, kind), pieces);
      expect(membersOf(opened)).toEqual(under('a.cpio'));
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });

  it('gives the files of all that follow it, as the initial file system of Linux has them', async () => {
    const bytes = Buffer.concat([
      writeCpio([{ name: 'kernel/microcode', content: 'early' }]),
      Buffer.alloc(1000),
      writeCpio([{ name: 'second', content: 'second' }]),
      zlib.gzipSync(writeCpio([{ name: 'etc/app.env', content: TEXT }])),
    ]);
    for (const pieces of PIECES) {
      const opened = await open('initrd.img', bytes, pieces);
      expect(membersOf(opened)).toEqual({
        'initrd.img!/kernel/microcode': 'early',
        'initrd.img!/second': 'second',
        'initrd.img!/etc/app.env': TEXT,
      });
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });

  it('is left where there are too many archives in a row', async () => {
    const bytes = Buffer.concat(Array.from({ length: 500 }, () => writeCpio([])));
    const opened = await open('x', bytes, [5000], { containerMembers: 100 });
    expect(opened.problems).toHaveLength(1);
  });

  it('that is cut off is scanned as far as it goes, and named', async () => {
    const opened = await open('x', writeCpio(FILES).subarray(0, 500));
    expect(membersOf(opened)).toEqual({ 'x!/etc/app.env': TEXT.slice(0, 376) });
    expect(opened.unopened).toHaveLength(1);
    expect(opened.problems).toEqual([]);
  });
});

describe('an RPM package', () => {
  const cpio = writeCpio(FILES);

  it.each([
    ['gzip', zlib.gzipSync(cpio)],
    ['zstd', compressZstd(cpio)],
    ['nothing', cpio],
  ])('with a payload in %s gives its files; its scripts are scanned as they stand', async (_, payload) => {
    for (const pieces of PIECES) {
      const opened = await open('a.rpm', writeRpm(payload, 'TOKEN=in-a-script'), pieces);
      expect(membersOf(opened)).toEqual(under('a.rpm'));
      expect(seenIn(opened).toString('latin1')).toContain('TOKEN=in-a-script');
      expect([...opened.unopened, ...opened.problems]).toEqual([]);
    }
  });

  it('with another payload is scanned as it stands, and named', async () => {
    const opened = await open('a.rpm', writeRpm(Buffer.from('drpm, or something new')));
    expect(seenIn(opened).toString('latin1')).toContain('drpm, or something new');
    expect(opened.unopened).toEqual([{ path: 'a.rpm', reason: 'has a payload of a kind that is not known' }]);
  });

  it('is opened within others only down to the limit', async () => {
    const nested = writeRpm(
      writeCpio([{ name: 'in.ar', content: writeAr([{ name: 'x.bz2', content: sample('bzip2') }]) }]),
    );
    expect(membersOf(await open('a.rpm', nested))).toEqual({ 'a.rpm!/in.ar!/x.bz2!/x': TEXT });
    const limited = await open('a.rpm', nested, undefined, { containerDepth: 2 });
    expect(limited.problems).toEqual([
      {
        path: 'a.rpm!/in.ar!/x.bz2',
        reason: 'is an archive within 2 others, the limit, and was not opened',
        bytes: 0,
      },
    ]);
  });
});
