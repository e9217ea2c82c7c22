import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Block } from '../../src/model/block.js';
import { UserError } from '../../src/model/errors.js';
import { BlockPacker } from '../../src/source/block-packer.js';
import {
  readContext,
  type ContextFile,
  type ContextOptions,
  type ContextPacker,
} from '../../src/source/context.js';

let top: string;
let folder: string;

beforeEach(() => {
  top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-context-')));
  folder = path.join(top, 'ctx');
  fs.mkdirSync(folder);
});

afterEach(() => {
  fs.rmSync(top, { recursive: true, force: true });
});

function put(name: string, text: string | Buffer = name): void {
  const location = path.join(folder, name);
  fs.mkdirSync(path.dirname(location), { recursive: true });
  fs.writeFileSync(location, text);
}

/** Keeps what it is given, copied as the interface demands. `hook` runs as each file begins. */
class Recorder implements ContextPacker {
  readonly contents: Buffer[] = [];
  readonly paths: string[] = [];
  readonly hook: (path: string) => void;
  #isOpen = false;

  constructor(hook: (path: string) => void = () => undefined) {
    this.hook = hook;
  }

  begin(name: string): number {
    if (this.#isOpen) throw new Error('a file was begun before the last one ended');
    this.#isOpen = true;
    this.paths.push(name);
    this.hook(name);
    return this.contents.push(Buffer.alloc(0)) - 1;
  }

  write(chunk: Uint8Array): undefined {
    this.contents.push(Buffer.concat([this.contents.pop()!, chunk]));
  }

  end(): void {
    this.#isOpen = false;
  }
}

async function read(options: Partial<ContextOptions> & { packer?: Recorder } = {}) {
  const packer = options.packer ?? new Recorder();
  const listed: ContextFile[] = [];
  const result = await readContext({
    directory: folder,
    onFile: (file) => listed.push(file),
    ...options,
    packer,
  });
  const texts = Object.fromEntries(
    packer.paths.map((name, index) => [name, packer.contents[index]!.toString()]),
  );
  return { ...result, paths: packer.paths, texts, listed };
}

describe('readContext', () => {
  it('reads every file, hidden and empty ones too, in the order of the bytes of names', async () => {
    for (const name of ['b.txt', 'a/z', 'a/y/x', '.git/config', 'a b\nc', 'ä/ö', 'Z', 'a.txt', '-n'])
      put(name);
    put('empty', '');
    const result = await read();
    expect(result.paths).toEqual([
      '-n', '.git/config', 'Z', 'a/y/x', 'a/z', 'a b\nc', 'a.txt', 'b.txt', 'empty', 'ä/ö',
    ]); // prettier-ignore
    for (const [name, text] of Object.entries(result.texts)) expect(text).toBe(name === 'empty' ? '' : name);
    expect(result).toMatchObject({
      files: 10,
      ignoredFiles: 0,
      dockerfile: null,
      ignoreFile: null,
      problems: [],
    });
    expect(result.bytes).toBe(Object.values(result.texts).join('').length + 2);
    expect(result.listed.map((file) => file.file)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('opens names that are not UTF-8, and keeps two of them apart', async () => {
    for (const byte of [0xff, 0xfe]) {
      fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/k`), Buffer.from([byte])]), String(byte));
    }
    const result = await read();
    expect(result.problems).toEqual([]);
    expect(Object.values(result.texts).sort()).toEqual(['254', '255']);
  });

  it('reads files of any size whole', async () => {
    const sizes = [2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3 * 2 ** 20];
    for (const size of sizes)
      put(
        `f${size}`,
        Buffer.alloc(
          size,
          Uint8Array.from({ length: 251 }, (_, index) => index),
        ),
      );
    const packer = new Recorder();
    const result = await read({ packer });
    expect(result.problems).toEqual([]);
    for (const [index, name] of packer.paths.entries()) {
      expect(packer.contents[index]!.equals(fs.readFileSync(path.join(folder, name)))).toBe(true);
    }
    expect(result.bytes).toBe(sizes.reduce((sum, size) => sum + size));
  });

  it('feeds the packer of blocks', async () => {
    put('a', 'first');
    put('b', 'second');
    const blocks: Block[] = [];
    const packer = new BlockPacker((block) => void blocks.push(block));
    await readContext({ directory: folder, packer });
    await packer.flush();
    expect(blocks[0]!.slices.map((slice) => slice.path)).toEqual(['a', 'b']);
    expect(Buffer.from(blocks[0]!.bytes).toString()).toBe('first\nsecond');
  });

  it('leaves out what .dockerignore says, whatever its line endings', async () => {
    for (const name of ['Dockerfile', 'src/a', 'src/a.pem', 'docs/x', 'docs/keep/y', 'node_modules/m/i.js'])
      put(name);
    put('.dockerignore', '\uFEFF# all but some\r\nnode_modules\r\n**/*.pem\r\ndocs\r\n!docs/keep\r\n');
    const result = await read();
    expect(result.paths).toEqual(['.dockerignore', 'Dockerfile', 'docs/keep/y', 'src/a']);
    // docs/x, src/a.pem, and node_modules as one
    expect(result).toMatchObject({
      files: 4,
      ignoredFiles: 3,
      dockerfile: 'Dockerfile',
      ignoreFile: '.dockerignore',
    });
  });

  it('reads the Dockerfile and the ignore file though they are ignored, and marks them', async () => {
    put('Dockerfile', 'FROM scratch');
    put('.dockerignore', '**');
    put('a');
    const result = await read();
    expect(result.listed.map(({ path, role, ignored }) => ({ path, role, ignored }))).toEqual([
      { path: '.dockerignore', role: 'ignore-file', ignored: true },
      { path: 'Dockerfile', role: 'dockerfile', ignored: true },
    ]);
    expect(result.texts['Dockerfile']).toBe('FROM scratch');
    expect(result.ignoredFiles).toBe(1);
  });

  it('prefers the ignore file of the Dockerfile that was named, in a folder that is ignored itself', async () => {
    put('.dockerignore', '*.js');
    put('deploy/app.Dockerfile');
    put('deploy/app.Dockerfile.dockerignore', 'deploy\n*.py');
    for (const name of ['a.js', 'a.py', 'Dockerfile']) put(name);
    const result = await read({ dockerfile: path.join(folder, 'deploy/app.Dockerfile') });
    expect(result.listed.map(({ path, role }) => `${role} ${path}`)).toEqual([
      'source .dockerignore',
      'source Dockerfile',
      'source a.js',
      'dockerfile deploy/app.Dockerfile',
      'ignore-file deploy/app.Dockerfile.dockerignore',
    ]);
    expect(result.dockerfile).toBe('deploy/app.Dockerfile');
  });

  it('reads a Dockerfile outside of the context, relative to the working directory', async () => {
    put('a');
    fs.writeFileSync(path.join(top, 'Dockerfile'), 'FROM scratch');
    const result = await read({ dockerfile: path.relative(process.cwd(), path.join(top, 'Dockerfile')) });
    expect(result.dockerfile).toBe('../Dockerfile');
    expect(result.texts).toEqual({ a: 'a', '../Dockerfile': 'FROM scratch' });
    expect(path.join(result.directory, result.dockerfile!)).toBe(path.join(top, 'Dockerfile'));
  });

  it('follows no link, but reads its target in its own place', async () => {
    fs.writeFileSync(path.join(top, 'outside'), 'outside');
    put('sub/real');
    const links = {
      file: 'sub/real',
      folder: 'sub',
      out: '../outside',
      up: '..',
      loop: 'loop',
      broken: 'none',
      abs: '/etc',
    };
    for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, path.join(folder, name));
    fs.symlinkSync('..', path.join(folder, 'sub/parent'));
    const result = await read();
    expect(result.paths).toEqual(['sub/real']);
    expect(result.problems).toEqual([]);
  });

  it('takes a folder that is itself named by a link', async () => {
    put('a');
    fs.symlinkSync('ctx', path.join(top, 'link'));
    expect(await read({ directory: path.join(top, 'link') })).toMatchObject({
      paths: ['a'],
      directory: folder,
    });
  });

  it('takes the target of a Dockerfile that is a link within the context', async () => {
    put('docker/prod', 'FROM scratch');
    put('Dockerfile.dockerignore', 'b');
    put('b');
    fs.symlinkSync('docker/prod', path.join(folder, 'Dockerfile'));
    const result = await read();
    expect(result.dockerfile).toBe('docker/prod');
    expect(result.listed.find((file) => file.role === 'dockerfile')).toMatchObject({ path: 'docker/prod' });
    expect(result.paths).toEqual(['Dockerfile.dockerignore', 'docker/prod']);
  });

  it('does not read a Dockerfile or an ignore file through a link that leads out of the context', async () => {
    fs.writeFileSync(path.join(top, 'outside'), 'FROM scratch');
    fs.symlinkSync('../outside', path.join(folder, 'Dockerfile'));
    fs.symlinkSync('../outside', path.join(folder, '.dockerignore'));
    const result = await read();
    expect(result.paths).toEqual([]);
    const reason = 'a link that leads out of the build context';
    expect(result.problems).toEqual([
      { path: 'Dockerfile', reason, bytes: 0 },
      { path: '.dockerignore', reason, bytes: 0 },
    ]);
    await expect(read({ dockerfile: path.join(folder, 'Dockerfile') })).rejects.toThrow('is no regular file');
  });

  it('never opens pipes and sockets', async () => {
    put('a');
    execFileSync('mkfifo', [path.join(folder, 'pipe'), path.join(folder, 'Dockerfile')]);
    const server = createServer().listen(path.join(folder, 'socket'));
    try {
      expect(await read()).toMatchObject({ paths: ['a'], dockerfile: null, problems: [] });
    } finally {
      server.close();
    }
  });

  it('goes on after a file that vanishes or is replaced before it is opened', async () => {
    for (const name of ['a', 'gone', 'link', 'pipe', 'z']) put(name);
    const packer = new Recorder((name) => {
      if (name !== 'a') return;
      for (const victim of ['gone', 'link', 'pipe']) fs.rmSync(path.join(folder, victim));
      fs.symlinkSync('/etc/passwd', path.join(folder, 'link'));
      execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    });
    const result = await read({ packer });
    expect(result.paths).toEqual(['a', 'z']);
    expect(result.problems).toEqual([
      { path: 'gone', reason: 'vanished while the build context was read', bytes: 0 },
      { path: 'link', reason: 'changed while it was read', bytes: 0 },
      { path: 'pipe', reason: 'changed while it was read', bytes: 0 },
    ]);
  });

  it('names a file that shrinks or grows while it is read, and does not read an endless one for ever', async () => {
    put('grows', Buffer.alloc(100));
    put('shrinks', Buffer.alloc(3 * 2 ** 20));
    const packer = new Recorder((name) => {
      if (name === 'shrinks') fs.truncateSync(path.join(folder, name), 2 ** 20);
      else fs.appendFileSync(path.join(folder, name), Buffer.alloc(5 * 2 ** 20));
    });
    const result = await read({ packer });
    expect(result.problems).toEqual([
      { path: 'grows', reason: 'changed while it was read', bytes: 0 },
      { path: 'shrinks', reason: 'changed while it was read', bytes: 2 * 2 ** 20 },
    ]);
    expect(packer.contents.map((content) => content.length)).toEqual([2 ** 20, 2 ** 20]);
  });

  it('names a file that is rewritten in place between two reads', async () => {
    const location = path.join(folder, 'big');
    put('big', Buffer.alloc(3 * 2 ** 20));
    fs.utimesSync(location, 1, 1);
    const packer = new Recorder(() => {
      const descriptor = fs.openSync(location, 'r+');
      fs.writeSync(descriptor, 'x', 5);
      fs.closeSync(descriptor);
    });
    const result = await read({ packer });
    expect(result.problems).toEqual([{ path: 'big', reason: 'changed while it was read', bytes: 0 }]);
  });

  it('names what it may not read, and does not look into a folder that is ignored whole', async () => {
    for (const name of ['a', 'shut/x', 'ignored/x', 'perhaps/x', 'z']) put(name);
    put('.dockerignore', 'ignored\nperhaps\n!perhaps/y');
    for (const name of ['a', 'shut', 'ignored', 'perhaps']) fs.chmodSync(path.join(folder, name), 0);
    const result = await asOrdinaryUser(() => read());
    for (const name of ['shut', 'ignored', 'perhaps']) fs.chmodSync(path.join(folder, name), 0o700);
    const reason = 'permission denied';
    expect(result.paths).toEqual(['.dockerignore', 'z']);
    expect(result.problems).toEqual([
      { path: 'a', reason, bytes: 0 },
      { path: 'perhaps', reason, bytes: 0 },
      { path: 'shut', reason, bytes: 0 },
    ]);
  });

  it.each([
    ['a folder that is missing', () => ({ directory: path.join(top, 'none') }), /none" does not exist/],
    ['a file in place of the folder', () => ({ directory: path.join(folder, 'a') }), /a" is not a folder/],
    [
      'a Dockerfile that is missing',
      () => ({ dockerfile: path.join(folder, 'none') }),
      /Dockerfile ".*none" does not exist/,
    ],
    ['a Dockerfile that is a folder', () => ({ dockerfile: folder }), /is no regular file/],
  ])('refuses %s', async (_, options, message) => {
    put('a');
    const failure = await read(options()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).line).toMatch(message);
    expect((failure as UserError).line).not.toContain('\n');
  });

  it('names the ignore file with a pattern that Docker refuses', async () => {
    put('.dockerignore', 'ok\n[z');
    await expect(read()).rejects.toThrow('.dockerignore, line 2: "[z" is not a valid pattern');
  });

  it('stops when it is aborted, with the reason', async () => {
    for (const name of ['a/x', 'b/x', 'c/x']) put(name);
    const controller = new AbortController();
    const packer = new Recorder(() => {
      controller.abort(new Error('enough'));
    });
    await expect(read({ packer, signal: controller.signal })).rejects.toThrow('enough');
    expect(packer.paths).toEqual(['a/x']);
  });
});

/** Root may read anything, so it steps down for what `action` does. */
async function asOrdinaryUser<T>(action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return action();
  fs.chownSync(top, 65534, 65534);
  fs.chownSync(folder, 65534, 65534);
  process.seteuid!(65534);
  try {
    return await action();
  } finally {
    process.seteuid!(0);
  }
}
