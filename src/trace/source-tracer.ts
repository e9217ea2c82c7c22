import type { ImageContents } from '../model/contents.js';
import type { Instruction, ParsedDockerfile, Property } from './dockerfile.js';
import type { PlacedMatch } from './findings.js';
import { instructionOfPlace, isOfBase } from './instruction-place.js';
import type { InstructionTrace } from './instruction-trace.js';
import type { FileMatch } from './match-collector.js';
import { hasEnvMounts } from './remedy-rewrite.js';
import { GIT_FOLDER, type RemedyOptions } from './remedy-step.js';
import { findContextPlace } from './source.js';
import { heredocOf } from './source-copy.js';

/** What is known of how one occurrence of a secret came about. */
export interface TracedPlace {
  /** Raw: redact its text. */
  readonly instruction: Instruction | null;
  /** The name in it that holds the secret, where it sets names. */
  readonly property: Property | null;
  /** How reports call the file of the instruction. */
  readonly dockerfile: string | null;
  /** A file of the checkout; null where it is not known, and where Git does not track it. */
  readonly source: { readonly file: string; readonly line: number } | null;
  /** The same file, relative to the build context, tracked or not. */
  readonly contextPath: string | null;
  readonly isBase: boolean;
  /** A file of the build context that Git does not track. */
  readonly isUntracked: boolean;
  /** For people. */
  readonly notes: readonly string[];
}

/** A build context that was scanned beside the image. */
export interface ContextFacts {
  /** How reports call the file of a path in the context. */
  readonly fileOf: (path: string) => string;
  /** Which files with secrets Git tracks; null where that cannot be told. */
  readonly tracked: ReadonlySet<string> | null;
}

export interface PlaceTracer {
  /** @param group all places of the same secret */
  readonly trace: (entry: PlacedMatch, group: readonly PlacedMatch[]) => TracedPlace;
  readonly remedy: RemedyOptions;
  /** Findings that are in the build context alone are not in the image. */
  readonly hasImage: boolean;
  /** The Dockerfile that instructions are of. Raw. */
  readonly dockerfileText?: string;
  /** How many of the lowest layers are the base image's; absent where that is not known. */
  readonly baseLayers?: number;
  /** The file in the checkout of a path in the build context. */
  readonly fileOf?: ContextFacts['fileOf'];
}

export const NOT_IN_IMAGE = 'not in the image, one COPY away';

const UNKNOWN: TracedPlace = {
  instruction: null,
  property: null,
  dockerfile: null,
  source: null,
  contextPath: null,
  isBase: false,
  isUntracked: false,
  notes: [],
};

/** For a scan without an image. */
export const NO_TRACER: PlaceTracer = {
  trace: () => UNKNOWN,
  remedy: { dockerfile: null, commands: [] },
  hasImage: false,
};

/** Traces the occurrences in one image to instructions of its Dockerfile and files of its build context. */
export function makeTracer(
  image: ImageContents,
  trace: InstructionTrace | null,
  context: ContextFacts | null,
): PlaceTracer {
  const file = trace?.dockerfile?.file ?? null;
  const own = (trace?.history ?? []).filter((instruction) => instruction !== null);
  return {
    hasImage: true,
    ...(trace?.dockerfile == null ? {} : { dockerfileText: trace.dockerfile.text }),
    ...(trace === null || trace.baseLayers === 0 ? {} : { baseLayers: trace.baseLayers }),
    ...(context === null ? {} : { fileOf: context.fileOf }),
    remedy: {
      dockerfile: file,
      commands: own.filter(({ keyword }) => keyword === 'RUN'),
      stages: trace?.dockerfile?.stages ?? [],
      hasEnvMounts: hasEnvMounts(trace?.dockerfile?.text ?? ''),
    },
    trace: (entry, group) => {
      if (entry.in === 'context')
        return { ...UNKNOWN, isUntracked: context !== null && isUntracked(entry.match.path, context) };
      if (trace === null) return UNKNOWN;
      const known = { ...UNKNOWN, dockerfile: file };
      if (entry.in === 'layer') return { ...known, ...traceLayer(entry, group, trace, context) };
      const place = instructionOfPlace(trace, image, entry.match);
      return { ...known, ...place, isBase: isOfBase(trace, image, entry.match.path, place) };
    },
  };
}

function traceLayer(
  entry: PlacedMatch,
  group: readonly PlacedMatch[],
  trace: InstructionTrace,
  context: ContextFacts | null,
): Partial<TracedPlace> {
  const layer = entry.layer ?? -1;
  const instruction = trace.layers[layer] ?? null;
  const candidates = contextMatches(group, entry.match.line);
  // A trigger (`ONBUILD COPY`) of the base image copies from this build's context: no fault of the base image.
  const isBase =
    layer < trace.baseLayers && !candidates.some(({ path }) => lastPart(path) === lastPart(entry.match.path));
  const { dockerfile } = trace;
  const inline =
    instruction === null || dockerfile === null ? null : heredocLine(entry, instruction, dockerfile);
  if (inline !== null) return { instruction, isBase, source: inline };
  if (instruction === null || dockerfile === null || context === null || candidates.length === 0)
    return { instruction, isBase };
  const place = findContextPlace({
    match: entry.match,
    instruction,
    dockerfile,
    workdir: trace.workdirs[layer] ?? null,
    candidates,
  });
  if (place === null) return { instruction, isBase };
  // Git tracks nothing in its own folder: there is no file to point to.
  if (GIT_FOLDER.test(place.path)) return { instruction, isBase, contextPath: place.path };
  if (isUntracked(place.path, context)) {
    const note = `${place.path} of the build context is not tracked by Git`;
    return { instruction, isBase, contextPath: place.path, notes: [note] };
  }
  return {
    instruction,
    isBase,
    contextPath: place.path,
    source: { file: context.fileOf(place.path), line: place.line },
  };
}

/** The line of the Dockerfile itself that a file has the secret from, where the instruction holds the file. */
function heredocLine(
  { match }: PlacedMatch,
  instruction: Instruction,
  { file, text }: ParsedDockerfile,
): TracedPlace['source'] {
  const heredoc = heredocOf(instruction, match.path);
  if (heredoc === null) return null;
  const line = heredoc.line + match.line - 1;
  const [start = ''] = match.secret.split('\n');
  // Variables in it are replaced, which may change its lines.
  return text.split('\n')[line - 1]?.includes(start) === true ? { file, line } : null;
}

function isUntracked(path: string, { tracked }: ContextFacts): boolean {
  return tracked !== null && !tracked.has(path.replace(/!\/.*$/s, ''));
}

/** Of a secret's places: those in each file of the build context, by line; and the first of each file. */
type ByFile = ReadonlyMap<
  string,
  { readonly first: FileMatch; readonly byLine: ReadonlyMap<number, FileMatch> }
>;

/** A file can hold a secret ten thousand times: then each of its places is not to be compared with all others. */
const indexes = new WeakMap<readonly PlacedMatch[], ByFile>();

/** One match of each file of the build context that holds the secret: that on this line, where there is one. */
function contextMatches(group: readonly PlacedMatch[], line: number): FileMatch[] {
  let index = indexes.get(group);
  if (index === undefined) indexes.set(group, (index = indexContext(group)));
  return [...index.values()].map(({ first, byLine }) => byLine.get(line) ?? first);
}

function indexContext(group: readonly PlacedMatch[]): ByFile {
  const index = new Map<string, { first: FileMatch; byLine: Map<number, FileMatch> }>();
  for (const { in: place, match } of group) {
    if (place !== 'context') continue;
    const known = index.get(match.path) ?? { first: match, byLine: new Map<number, FileMatch>() };
    index.set(match.path, known);
    if (!known.byLine.has(match.line)) known.byLine.set(match.line, match);
  }
  return index;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
