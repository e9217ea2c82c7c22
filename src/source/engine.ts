import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { UserError } from '../model/errors.js';
import { oneLine } from '../model/failure.js';
import { clientCommand, explainFailure, lastLine, runClient } from './engine-client.js';
import { ChildOutput, type ChildExit } from './engine-export.js';

/** What a container engine says of an image that it holds. */
export interface EngineImage {
  /** The name that exports this image and no other: as asked for, with `:latest` where a name had no tag. */
  readonly reference: string;
  /**
   * `sha256:…`. What it is the digest of depends on the engine: the image config with Docker's classic store and Podman,
   * the manifest or index that the archive's `index.json` points to with the containerd store.
   */
  readonly id: string;
  /** The engine's own reckoning: the layers' files, or with the containerd store their stored bytes. null where it says nothing. */
  readonly sizeBytes: number | null;
  /** Empty where not known. */
  readonly architecture: string;
  readonly os: string;
  readonly tags: readonly string[];
  /** `name@sha256:…` of the manifests under which a registry is known to hold it. */
  readonly repoDigests: readonly string[];
}

/** Images on their way out of an engine. */
export interface ImageExport {
  /**
   * The archive. It ends only when the export is known to be whole and of the images below; else it fails with a
   * `UserError`. Destroy it to stop the export.
   */
  readonly stream: Readable;
  /** About how many bytes will come, for a progress line; null where not known. */
  readonly totalBytes: number | null;
  /** As inspected before the export, without repetitions. */
  readonly images: readonly EngineImage[];
  /** Settles with the stream, for which it must be read to its end. May be left unawaited. */
  readonly done: Promise<void>;
}

/**
 * Exports images from the running engine as one archive, by `docker save`. Nothing is pulled.
 *
 * A name can be given to another image while the export runs: each is inspected before and after, so that an archive of
 * one image is never taken for the other. An image whose name is gone afterwards is not questioned: nothing can be
 * pushed by it any more.
 *
 * Throws `UserError` when there is no client, no engine answers, or an image does not exist; the signal's reason when
 * it is aborted.
 */
export async function exportImages(
  references: readonly string[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<ImageExport> {
  const { signal } = options;
  if (references.length === 0) throw new UserError('no image to export', 'name one, such as shop:ci');
  const images = uniqueImages(await Promise.all(references.map((reference) => inspectImage(reference))));
  signal?.throwIfAborted();

  const names = images.map((image) => image.reference);
  const stream = new ChildOutput(clientCommand(), ['save', ...names], (exit) => judgeExport(exit, images));
  const stop = (): void => void stream.destroy(abortReason(signal));
  signal?.addEventListener('abort', stop, { once: true });
  stream.once('close', () => signal?.removeEventListener('abort', stop));

  const done = finished(stream);
  // Who reads the stream meets the error there.
  done.catch(() => undefined);
  return { stream, totalBytes: totalSize(images), images, done };
}

/** What the engine holds under a name or ID. Throws `UserError` as `exportImages` does. */
export async function inspectImage(reference: string): Promise<EngineImage> {
  checkReference(reference);
  const image = await inspectIfPresent(reference);
  if (image !== null) return image;
  throw new UserError(
    `image "${reference}" does not exist in the container engine`,
    'build or pull it first and check its tag; docker/build-push-action needs "load: true" to leave it in the engine',
  );
}

/** A name that begins with a dash would be an option to the client; white space and control characters are in no name. */
function checkReference(reference: string): void {
  if (reference === '') throw new UserError('the image name is empty', 'name an image, such as shop:ci');
  if (reference.startsWith('-') || /[\s\p{Cc}]/u.test(reference)) {
    throw new UserError(
      `"${oneLine(reference)}" is not an image name`,
      'it must not begin with "-" or hold white space; an image name looks like shop:ci',
    );
  }
}

/** As `inspectImage`, but null for an image that does not exist. */
export async function inspectIfPresent(reference: string): Promise<EngineImage | null> {
  const output = await runClient(['image', 'inspect', reference]);
  if (output.exitCode === 0) return parseInspection(reference, output.stdout);
  if (/invalid reference format/i.test(output.stderr)) {
    throw new UserError(`"${reference}" is not an image name: ${lastLine(output.stderr)}`);
  }
  // Docker: "No such image" (older: "No such object"); Podman: "image not known"; nerdctl and containerd: "not found".
  if (/no such (image|object)|image not known|not found/i.test(output.stderr)) {
    // A host name that is not found is said in the same words.
    if ((await runClient(['version'])).exitCode === 0) return null;
  }
  throw await explainFailure(`the container engine cannot inspect image "${reference}"`, output.stderr);
}

function parseInspection(reference: string, stdout: string): EngineImage {
  const fields = firstObject(stdout);
  const id = fields['Id'];
  if (typeof id !== 'string' || !/^(sha256:)?[0-9a-f]{64}$/.test(id)) {
    throw new UserError(
      `"${oneLine(clientCommand())} image inspect" answers in an unknown form`,
      'name a client that speaks as Docker does in DRYDOCK_DOCKER (docker, podman, nerdctl)',
    );
  }
  const tags = texts(fields['RepoTags']);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    reference: withTag(reference, id, tags),
    id: id.startsWith('sha256:') ? id : `sha256:${id}`,
    sizeBytes: typeof fields['Size'] === 'number' ? fields['Size'] : null,
    architecture: text(fields['Architecture']),
    os: text(fields['Os']),
    tags,
    repoDigests: texts(fields['RepoDigests']),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** The first object of a JSON list, empty when the text is none: its fields are checked one by one. */
function firstObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const list: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(list) ? list[0] : list;
    return typeof first === 'object' && first !== null ? { ...first } : {};
  } catch {
    // The parser's message would quote the text, which holds the image's environment.
    return {};
  }
}

/**
 * `docker save shop` exports every tag of `shop`, where all other commands take `shop:latest`: the tag is added, unless
 * the reference has one, or a digest, or is an ID (then the image's own begins with it).
 */
function withTag(reference: string, id: string, tags: readonly string[]): string {
  const lastPart = reference.slice(reference.lastIndexOf('/') + 1);
  if (/[:@]/.test(lastPart)) return reference;
  const tagged = `${reference}:latest`;
  const isTag = tags.some((tag) => tag === tagged || tag.endsWith(`/${tagged}`));
  return !isTag && id.replace('sha256:', '').startsWith(reference) ? reference : tagged;
}

function uniqueImages(images: readonly EngineImage[]): readonly EngineImage[] {
  return [...new Map(images.map((image) => [image.reference, image])).values()];
}

/** Images of one export share layers, which the engine counts with each: of several images the sum would be a guess. */
function totalSize(images: readonly EngineImage[]): number | null {
  const ids = new Set(images.map((image) => image.id));
  return ids.size === 1 ? (images[0]?.sizeBytes ?? null) : null;
}

async function judgeExport(exit: ChildExit, images: readonly EngineImage[]): Promise<void> {
  if (exit.signal !== null) {
    throw new UserError(
      `the export of ${listNames(images)} was ended by ${exit.signal}`,
      'perhaps the machine ran out of memory: run it again',
    );
  }
  if (exit.code !== 0) {
    throw await explainFailure(`the container engine cannot export ${listNames(images)}`, exit.stderr);
  }
  for (const image of images) {
    const now = await inspectIfPresent(image.reference);
    if (now === null || now.id === image.id) continue;
    throw new UserError(
      `"${image.reference}" was given to another image while it was exported`,
      'build first, then scan: run the scan again when nothing else builds or pulls this name',
    );
  }
}

function listNames(images: readonly EngineImage[]): string {
  return images.map((image) => `"${image.reference}"`).join(', ');
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('the export was stopped');
}
