import path from 'node:path';
import { fits, squeeze } from './align-text.js';
import { findStage, type Instruction, type ParsedDockerfile, type Stage } from './dockerfile.js';
import type { Heredoc } from './dockerfile-lines.js';

/** A place in the image that a file may have got: variables in it are not replaced. Without a leading slash. */
export interface CopiedPath {
  readonly path: string;
  /** The folder that it counts from is not known: only its end can be compared. */
  readonly isTail: boolean;
}

/** More places than any real Dockerfile gives one file. */
const MAX_PLACES = 64;

/** Whether a path in the image is where a file was copied to. */
export function isPlaceOf(copied: CopiedPath, imagePath: string): boolean {
  const whole = path.posix.normalize(copied.path).replace(/^\/+/, '');
  if (!copied.isTail) return whole === imagePath || (whole.includes('$') && fits(whole, imagePath));
  return (
    imagePath === whole ||
    imagePath.endsWith(`/${whole}`) ||
    (whole.includes('$') && fits(`$any/${whole}`, `/${imagePath}`))
  );
}

/**
 * Where a file of the build context gets to by a `COPY` or `ADD`, through the stage that a `--from` names, too.
 *
 * @param workdir absolute, of the instruction; null where it is not known
 */
export function placesOf(
  dockerfile: ParsedDockerfile,
  instruction: Instruction,
  contextPath: string,
  workdir: string | null,
): CopiedPath[] {
  if (!isCopy(instruction)) return [];
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  if (from === undefined) return copyPath(instruction, contextPath, workdir);
  const stage = findStage(dockerfile.stages, from, instruction.stage);
  if (stage === null) return [];
  const inStage = placesInStage(dockerfile, stage, contextPath).filter(({ isTail }) => !isTail);
  return inStage
    .flatMap((place) => copyPath(instruction, place.path.replace(/^\/+/, ''), workdir))
    .slice(0, MAX_PLACES);
}

/** Where a file of the build context stands in a stage, as far as its `COPY`s and those of the stages before it tell. */
function placesInStage(dockerfile: ParsedDockerfile, stage: Stage, contextPath: string): CopiedPath[] {
  const [parent = null] = stage.parents;
  const base = parent === null ? undefined : dockerfile.stages[parent];
  const inherited = base === undefined ? [] : placesInStage(dockerfile, base, contextPath);
  const own = stage.instructions.flatMap((instruction) =>
    placesOf(dockerfile, instruction, contextPath, workdirBefore(dockerfile, instruction)),
  );
  return [...inherited, ...own].slice(0, MAX_PLACES);
}

/** As the Dockerfile alone tells it; null where it depends on a variable or the base image. */
function workdirBefore({ stages }: ParsedDockerfile, instruction: Instruction): string | null {
  const folders: string[] = [];
  for (let stage = stages[instruction.stage]; stage !== undefined;) {
    const set = stage.instructions.filter(
      ({ keyword, line }) => keyword === 'WORKDIR' && line < instruction.line,
    );
    folders.unshift(...set.map(({ argument }) => argument.replace(/["']/g, '')));
    const parent: number | null = stage.parents[0] ?? null;
    stage = parent === null ? undefined : stages[parent];
  }
  const folder = path.posix.join(
    ...folders.slice(folders.findLastIndex((name) => name.startsWith('/'))),
    '.',
  );
  return folder.startsWith('/') && !folder.includes('$') ? folder : null;
}

/** The here-document of a `COPY` or `ADD` that a file in the image is; null where it is none of them. */
export function heredocOf(instruction: Instruction, imagePath: string): Heredoc | null {
  const { heredocs, words } = instruction;
  if (!isCopy(instruction) || heredocs.length === 0) return null;
  const name = imagePath.slice(imagePath.lastIndexOf('/') + 1);
  const isOnlySource = words.length === 2 && heredocs.length === 1;
  const isFolder = /(?:^|\/)\.{0,2}$/.test(words.at(-1) ?? '');
  return (
    heredocs.find((one) => one.name === name) ?? (isOnlySource && !isFolder ? (heredocs[0] ?? null) : null)
  );
}

function isCopy({ keyword, words }: Instruction): boolean {
  return (keyword === 'COPY' || keyword === 'ADD') && words.length >= 2;
}

/** Where one file gets to by one `COPY`, following the reference's rules for `COPY` and `ADD`. */
function copyPath(instruction: Instruction, file: string, workdir: string | null): CopiedPath[] {
  const sources = instruction.words.slice(0, -1);
  const destination = instruction.words.at(-1) ?? '';
  const target = resolve(destination, workdir);
  const keepsParents = instruction.flags.some(({ name }) => name === 'parents');
  // Folders are copied by their contents, so only a single file can get another name.
  const isFolder = /(?:^|\/)\.{0,2}$/.test(destination) || sources.length > 1;
  const places: CopiedPath[] = [];
  const add = (below: string): void => {
    places.push({ path: below === '' ? target.path : `${target.path}/${below}`, isTail: target.isTail });
  };
  for (const source of sources) {
    for (const rest of restsBelow(source, file)) {
      if (keepsParents) add(afterPivot(source, file));
      else if (rest !== '') add(rest);
      else {
        add(path.posix.basename(file));
        if (!isFolder) add('');
      }
    }
  }
  return places.slice(0, MAX_PLACES);
}

function resolve(destination: string, workdir: string | null): CopiedPath {
  if (destination.startsWith('/')) return { path: destination.replace(/\/+$/, ''), isTail: false };
  // A variable may hold an absolute path.
  if (destination.startsWith('$')) return { path: destination.replace(/\/+$/, ''), isTail: true };
  return { path: path.posix.join(workdir ?? '', destination).replace(/\/+$/, ''), isTail: workdir === null };
}

/** With `--parents`, what stands before `/./` is left out. */
function afterPivot(source: string, file: string): string {
  const pivot = source.indexOf('/./');
  const before = pivot === -1 ? '' : `${clean(source.slice(0, pivot))}/`;
  return file.startsWith(before) ? file.slice(before.length) : file;
}

/** What is left of a file's path below a source; empty for the source itself, nothing where it is not in it. */
function restsBelow(source: string, file: string): string[] {
  const parts = file.split('/');
  if (source.includes('$')) return parts.map((_, index) => parts.slice(index + 1).join('/'));
  const wanted = clean(source)
    .split('/')
    .filter((part) => part !== '');
  if (wanted.length > parts.length || !wanted.every((glob, index) => matchesName(glob, parts[index] ?? '')))
    return [];
  return [parts.slice(wanted.length).join('/')];
}

function clean(source: string): string {
  return path.posix.normalize(`/${source}`).replace(/^\/+|\/+$/g, '');
}

const GLOB_PART = /\\(.)|\*+|\?|\[(\^?)([^\]]*)\]|./gs;

/** Go's `filepath.Match` for one part of a path, which Docker uses. */
function matchesName(glob: string, name: string): boolean {
  if (!/[*?[\\]/.test(glob)) return glob === name;
  const source = glob.replace(GLOB_PART, (whole, escaped?: string, not?: string, set?: string) => {
    if (escaped !== undefined) return quote(escaped);
    if (set !== undefined) return `[${not ?? ''}${set.replace(/[\\[\]]/g, '\\$&')}]`;
    if (whole === '?') return '[^/]';
    return whole.startsWith('*') ? '[^/]*' : quote(whole);
  });
  try {
    return new RegExp(`^${source}$`, 's').test(name);
  } catch {
    // A set that is no set: Docker would have refused it.
    return squeeze(glob) === squeeze(name);
  }
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
