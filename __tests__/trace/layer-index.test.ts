import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LayerIndex } from '../../src/trace/layer-index.js';
import { dockerLegacyFiles, ociFiles, packFiles } from '../helpers/archive.js';
import { readAll } from '../helpers/read.js';
import type { TestEntry } from '../helpers/tar.js';

const file = (path: string): TestEntry => ({ path, content: 'x' });
const folder = (path: string): TestEntry => ({ path: `${path}/`, type: 'Directory' });
const symlink = (path: string, linkPath = 'elsewhere'): TestEntry => ({
  path,
  type: 'SymbolicLink',
  linkPath,
});
const hardlink = (path: string, linkPath: string): TestEntry => ({ path, type: 'Link', linkPath });

/** The index of an image made of these layers, read as the program reads it. */
async function indexOf(layers: readonly (readonly TestEntry[])[], toFiles = ociFiles) {
  const index = new LayerIndex();
  const image = { layers: layers.map((entries) => ({ entries })) };
  const { contents } = await readAll(packFiles(toFiles([image])), { onEntry: index.onEntry });
  const names = contents.images[0]!.layers.map(({ blob }) => blob!.name);
  return {
    stateOf: (layer: number, path: string, number?: number) => index.stateOf(names, layer, path, number),
    firstFiles: contents.images[0]!.layers.map(({ blob }) => blob!.firstFile),
  };
}

const present = { state: 'present', hiddenBy: null };
const deletedBy = (hiddenBy: number) => ({ state: 'deleted', hiddenBy });
const overwrittenBy = (hiddenBy: number) => ({ state: 'overwritten', hiddenBy });

describe('the state of a/b/c of layer 0', () => {
  it.each<[string, TestEntry[][], object]>([
    ['nothing above', [], present],
    ['another file in the same folder', [[file('a/b/d')]], present],
    ['a folder listed again', [[folder('a'), folder('a/b'), file('a/b/d')]], present],
    ['whiteout of the file', [[file('a/b/.wh.c')]], deletedBy(1)],
    ['whiteout of the folder', [[file('a/.wh.b')]], deletedBy(1)],
    ['whiteout of the topmost folder', [[file('.wh.a')]], deletedBy(1)],
    ['whiteout that is no regular file', [[{ path: 'a/.wh.b', type: 'CharacterDevice' }]], deletedBy(1)],
    [
      'whiteout of a name that begins the same',
      [[file('a/b/.wh.cc'), file('a/.wh.bb'), file('.wh.aa')]],
      present,
    ],
    ['whiteout of the same name elsewhere', [[file('b/.wh.c'), file('.wh.c')]], present],
    ['opaque folder', [[folder('a/b'), file('a/b/.wh..wh..opq')]], deletedBy(1)],
    ['opaque topmost folder', [[file('a/.wh..wh..opq')]], deletedBy(1)],
    ['opaque root', [[file('.wh..wh..opq')]], deletedBy(1)],
    ['opaque folder beside', [[file('a/d/.wh..wh..opq'), file('a/b/c/.wh..wh..opq')]], present],
    ['notes that AUFS made', [[file('a/b/.wh..wh.plnk'), file('.wh..wh.aufs'), file('a/b/.wh...')]], present],
    ['folder replaced by a file', [[file('a/b')]], deletedBy(1)],
    ['folder replaced by a symbolic link', [[symlink('a')]], deletedBy(1)],
    ['folder replaced by a pipe', [[{ path: 'a/b', type: 'FIFO' }]], deletedBy(1)],
    ['folder replaced by a hard link', [[file('z'), hardlink('a/b', 'z')]], deletedBy(1)],
    ['the file again', [[file('a/b/c')]], overwrittenBy(1)],
    ['a symbolic link in its place', [[symlink('a/b/c')]], overwrittenBy(1)],
    ['a hard link in its place', [[file('z'), hardlink('a/b/c', 'z')]], overwrittenBy(1)],
    ['a folder in its place', [[folder('a/b/c')]], overwrittenBy(1)],
    [
      'opaque folder that has the file again, whiteout last',
      [[file('a/b/c'), file('a/b/.wh..wh..opq')]],
      overwrittenBy(1),
    ],
    ['whiteout and the file again, whiteout first', [[file('a/b/.wh.c'), file('a/b/c')]], overwrittenBy(1)],
    ['hidden twice: the first counts', [[], [file('a/.wh.b')], [file('a/b/c')]], deletedBy(2)],
    ['paths with ./ and a leading slash', [[file('./a/b/.wh.c')]], deletedBy(1)],
    ['absolute paths', [[file('/a/b/c')]], overwrittenBy(1)],
  ])('%s', async (_, above, state) => {
    const { stateOf } = await indexOf([[folder('a'), folder('a/b'), file('a/b/c')], ...above]);
    expect(stateOf(0, 'a/b/c')).toEqual(state);
  });

  it('is not touched by whiteouts of its own layer, whatever the order', async () => {
    const { stateOf } = await indexOf([
      [file('old/x')],
      [
        file('a/b/.wh..wh..opq'),
        file('a/.wh.b'),
        file('a/b/c'),
        file('a/b/.wh.c'),
        file('.wh.a'),
        file('.wh.old'),
      ],
    ]);
    expect(stateOf(1, 'a/b/c')).toEqual(present);
    expect(stateOf(0, 'old/x')).toEqual(deletedBy(1));
  });

  it('is not touched by layers below', async () => {
    const { stateOf } = await indexOf([[file('a/.wh.b'), symlink('a/b/c')], [file('a/b/c')]]);
    expect(stateOf(1, 'a/b/c')).toEqual(present);
  });
});

describe('odd layers', () => {
  it('a file in a container has the state of the container', async () => {
    const { stateOf } = await indexOf([[file('a/app.jar'), file('odd!/x')], [file('a/.wh.app.jar')]]);
    expect(stateOf(0, 'a/app.jar!/lib/in.jar!/x')).toEqual(deletedBy(1));
    expect(stateOf(0, 'odd!/x')).toEqual(present);
  });

  it('bytes that no entry explains have no state', async () => {
    const { stateOf } = await indexOf([[file('a'), file('.wh.b')]]);
    expect(stateOf(0, '(data after the end of the layer)')).toBeNull();
    expect(stateOf(0, '.wh.b')).toBeNull();
    expect(stateOf(0, 'b')).toBeNull();
    expect(stateOf(7, 'a')).toBeNull();
  });

  it('of two entries of one path in one layer the last is what shows', async () => {
    const { stateOf, firstFiles } = await indexOf([
      [file('z')],
      [file('a'), file('b'), file('a'), file('b'), symlink('b')],
    ]);
    const first = firstFiles[1]!;
    expect([0, 1, 2, 3].map((at) => stateOf(1, at % 2 === 0 ? 'a' : 'b', first + at)?.state)).toEqual([
      'overwritten',
      'overwritten',
      'present',
      'overwritten',
    ]);
  });

  it('a folder that its own layer replaces later hides what was in it', async () => {
    const { stateOf } = await indexOf([[folder('a'), file('a/x'), symlink('a'), symlink('b'), file('b/x')]]);
    expect(stateOf(0, 'a/x')).toEqual(deletedBy(0));
    expect(stateOf(0, 'b/x')).toEqual(present);
  });

  it('a link that a later layer writes once more leaves what was put behind it', async () => {
    const { stateOf } = await indexOf([
      [symlink('lib', 'usr/lib')],
      [file('lib/x')],
      [symlink('lib', 'usr/lib')],
      [file('lib')],
    ]);
    expect(stateOf(1, 'lib/x')).toEqual(deletedBy(3));
  });

  it('the same layer twice in an image hides itself', async () => {
    const layer = [file('a'), file('b')];
    for (const toFiles of [ociFiles, dockerLegacyFiles]) {
      const { stateOf } = await indexOf([layer, [file('.wh.a')], layer], toFiles);
      expect([0, 2].map((at) => stateOf(at, 'a'))).toEqual([deletedBy(1), present]);
      expect([0, 2].map((at) => stateOf(at, 'b'))).toEqual([overwrittenBy(2), present]);
    }
  });

  it('a missing layer hides nothing', () => {
    const index = new LayerIndex();
    index.onEntry('one', { path: 'a', type: 'file', sizeBytes: 1, file: 0 });
    expect(index.stateOf(['one', null, 'unread'], 0, 'a')).toEqual(present);
  });

  it('images share layers in an order of their own', () => {
    const index = new LayerIndex();
    index.onEntry('deletes', { path: '.wh.a', type: 'file', sizeBytes: 0, file: 0 });
    index.onEntry('has', { path: 'a', type: 'file', sizeBytes: 1, file: 1 });
    expect(index.stateOf(['has', 'deletes'], 0, 'a', 1)).toEqual(deletedBy(1));
    expect(index.stateOf(['deletes', 'has'], 1, 'a', 1)).toEqual(present);
    expect(index.stateOf(['has'], 0, 'a', 1)).toEqual(present);
  });
});

describe('hard links', () => {
  it('a file is present as long as one of its names is', async () => {
    const { stateOf } = await indexOf([
      [file('a'), hardlink('sub/b', '/a'), hardlink('c', './sub/b')],
      [file('.wh.a')],
      [file('.wh.sub')],
    ]);
    expect(stateOf(0, 'a')).toEqual(present);
  });

  it('the last name to go tells what hid it', async () => {
    const { stateOf } = await indexOf([
      [file('a'), hardlink('b', 'a')],
      [file('.wh.a')],
      [symlink('b')],
      [file('a')],
    ]);
    expect(stateOf(0, 'a')).toEqual(overwrittenBy(2));
  });

  it('a link in a later layer keeps the file, unless another took its place', async () => {
    const { stateOf } = await indexOf([
      [file('a'), file('b')],
      [hardlink('kept', 'a'), file('b'), hardlink('new', 'b')],
      [file('.wh.a')],
    ]);
    expect(stateOf(0, 'a')).toEqual(present);
    expect(stateOf(0, 'b')).toEqual(overwrittenBy(1));
  });

  it('links that lead in a circle end', async () => {
    const { stateOf } = await indexOf([
      [file('a'), hardlink('b', 'a'), hardlink('a', 'b')],
      [file('.wh.a'), file('.wh.b')],
    ]);
    expect(stateOf(0, 'a')).toEqual(deletedBy(1));
  });
});

/** A file system of nested maps; a file is its identity. */
type Node = Map<string, Node> | number | 'link';
type Operation = {
  kind: 'file' | 'folder' | 'symlink' | 'whiteout' | 'opaque' | 'hardlink';
  path: string;
  target: string;
};

/** Layers as an engine may write them, and which files a container would see after each. */
class ModelImage {
  readonly layers: TestEntry[][] = [];
  readonly files: { layer: number; path: string; id: number }[] = [];
  /** After each layer: identities to the paths that show them. */
  readonly shown: Map<number, string[]>[] = [];
  /** By layer: paths it has an entry for. */
  readonly entries: Set<string>[] = [];
  readonly #root = new Map<string, Node>();
  #nextId = 0;

  apply(operations: readonly Operation[]): void {
    const entries = new Map<string, TestEntry>();
    const folders = new Set<string>();
    // A layer that replaces what it links to from below means different things to different engines.
    const linked: string[] = [];
    const whiteouts = operations.filter(({ kind }) => kind === 'whiteout' || kind === 'opaque');
    for (const { kind, path } of whiteouts) {
      const [parent, name] = split(path);
      entries.set(kind === 'opaque' ? `${path}/.wh..wh..opq` : join(parent, `.wh.${name}`), file(''));
      if (kind === 'opaque') (this.#folder(path) ?? new Map()).clear();
      else this.#folder(parent)?.delete(name);
    }
    for (const { kind, path, target } of operations) {
      if (kind === 'whiteout' || kind === 'opaque') continue;
      const above = path
        .split('/')
        .slice(0, -1)
        .map((_, at, parts) => parts.slice(0, at + 1).join('/'));
      const isFolder = [...entries.keys(), ...folders].some(
        (other) => other.startsWith(`${path}/`) && !other.includes('.wh.'),
      );
      if (above.some((other) => entries.has(other)) || entries.has(path) || folders.has(path) || isFolder)
        continue;
      const source = kind === 'hardlink' ? this.#at(target) : undefined;
      if (linked.some((other) => `${other}/`.startsWith(`${path}/`) || path.startsWith(`${other}/`)))
        continue;
      if (
        kind === 'hardlink' &&
        (typeof source !== 'number' || above.includes(target) || `${target}/`.startsWith(`${path}/`))
      )
        continue;
      for (const name of [...above, ...(kind === 'folder' ? [path] : [])]) {
        folders.add(name);
        const [parent, last] = split(name);
        if (!(this.#at(name) instanceof Map)) this.#folder(parent)!.set(last, new Map());
      }
      if (kind === 'folder') continue;
      const [parent, name] = split(path);
      const node = kind === 'file' ? this.#nextId++ : kind === 'symlink' ? 'link' : source!;
      this.#folder(parent)!.set(name, node);
      if (kind === 'file') this.files.push({ layer: this.layers.length, path, id: node as number });
      if (kind === 'hardlink') linked.push(target);
      entries.set(
        path,
        kind === 'file' ? file(path) : kind === 'symlink' ? symlink(path) : hardlink(path, target),
      );
    }
    this.layers.push([
      ...[...folders].map(folder),
      ...[...entries].map(([path, entry]) => ({ ...entry, path })),
    ]);
    this.entries.push(new Set([...folders, ...entries.keys()]));
    this.shown.push(this.#collect());
  }

  #at(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const part of path.split('/')) node = node instanceof Map ? node.get(part) : undefined;
    return node;
  }

  #folder(path: string): Map<string, Node> | undefined {
    const node = path === '' ? this.#root : this.#at(path);
    return node instanceof Map ? node : undefined;
  }

  #collect(): Map<number, string[]> {
    const shown = new Map<number, string[]>();
    const visit = (node: Node, path: string): void => {
      if (typeof node === 'number') shown.set(node, [...(shown.get(node) ?? []), path]);
      if (node instanceof Map) for (const [name, child] of node) visit(child, join(path, name));
    };
    visit(this.#root, '');
    return shown;
  }
}

function split(path: string): [string, string] {
  const cut = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
}

function join(folderPath: string, name: string): string {
  return folderPath === '' ? name : `${folderPath}/${name}`;
}

const paths = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const operations = fc.array(
  fc.record({
    kind: fc.constantFrom('file', 'file', 'file', 'folder', 'symlink', 'whiteout', 'opaque', 'hardlink'),
    path: paths,
    target: paths,
  }),
  { maxLength: 8 },
);

it('agrees with a file system to which the layers are applied', async () => {
  const seen = { present: 0, deleted: 0, overwritten: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(operations, { minLength: 1, maxLength: 6 }), async (layers) => {
      const image = new ModelImage();
      for (const layer of layers) image.apply(layer);
      const { stateOf } = await indexOf(image.layers);
      for (const { layer, path, id } of image.files) {
        const gone = image.shown.findIndex((shown, at) => at >= layer && !shown.has(id));
        const actual = stateOf(layer, path);
        expect({ layer, path, hiddenBy: actual?.hiddenBy }).toEqual({
          layer,
          path,
          hiddenBy: gone < 0 ? null : gone,
        });
        const names = image.shown.slice(layer).flatMap((shown) => shown.get(id) ?? []);
        const isOnlyName = names.every((name) => name === path);
        const isReplaced = gone >= 0 && image.entries[gone]!.has(path);
        if (isOnlyName)
          expect(actual?.state).toBe(gone < 0 ? 'present' : isReplaced ? 'overwritten' : 'deleted');
        seen[actual!.state]++;
      }
    }),
    { numRuns: 400 },
  );
  // The layers made up must reach every state, or nothing is shown.
  expect(Math.min(seen.present, seen.deleted, seen.overwritten)).toBeGreaterThan(50);
});
