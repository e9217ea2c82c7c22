import { stat } from 'node:fs/promises';
import { UserError } from '../model/errors.js';
import { runClient } from './engine-client.js';
import { inspectIfPresent } from './engine.js';
import { parseJson, toList, toObject, toText } from './json-value.js';
import { openArchivePath } from './open-archive.js';
import { readArchive } from './read-archive.js';

/** What is known of an image that others are built on. */
export interface BaseImage {
  /** As it was named. */
  readonly reference: string;
  /** `sha256:…`; of what depends on the engine's store. */
  readonly imageId: string;
  /** `sha256:…` of each layer's uncompressed tar, lowest layer first. */
  readonly diffIds: readonly string[];
  /** `NAME=value` each. */
  readonly env: readonly string[];
  /** `created_by` of each history entry, perhaps with blanks for tabs; null where the engine does not tell. */
  readonly history: readonly string[] | null;
}

/** What nobody would name an image, as in `cli/target.ts`. */
const PATH_FORM = /^(?:\.{1,2}$|\.{1,2}[/\\]|[/\\~]|[A-Za-z]:[/\\])|[/\\]$|\.(?:tar|tgz|tzst|oci|gz|zst)$/i;

/**
 * Reads the base image that a user named: an archive file or OCI layout folder where there is one of that name (all
 * images in it), else an image of the running engine. Nothing is pulled.
 *
 * @throws UserError where there is no such image, and where the archive cannot be read to its end.
 */
export async function readBaseImages(named: string): Promise<readonly BaseImage[]> {
  const isPath = (await stat(named).catch(() => null)) !== null;
  if (isPath) return readBaseArchive(named);
  if (PATH_FORM.test(named))
    throw new UserError(`there is no file or folder ${named}`, 'check the base image');
  const found = await findEngineImage(named);
  if (found !== null) return [found];
  // Tells why where no engine answers.
  if ((await inspectIfPresent(named)) === null) {
    throw new UserError(
      `the base image "${named}" is not in the container engine`,
      `pull it first (docker pull ${named}), or give an archive of it`,
    );
  }
  throw new UserError(
    `the container engine does not tell the layers of the base image "${named}"`,
    'give an archive of it instead: docker save -o base.tar IMAGE',
  );
}

/** An image of the engine; null where there is none of that name, and where no engine answers. */
export async function findEngineImage(reference: string): Promise<BaseImage | null> {
  if (reference === '' || reference.startsWith('-') || /[\s\p{Cc}]/u.test(reference)) return null;
  try {
    const { exitCode, stdout } = await runClient(['image', 'inspect', reference]);
    const found = exitCode === 0 ? readInspection(reference, stdout) : null;
    return found === null ? null : { ...found, history: await readEngineHistory(reference) };
  } catch {
    // No client: the scan itself says so where it needs one.
    return null;
  }
}

function readInspection(reference: string, stdout: string): BaseImage | null {
  const image = toObject(toList(parseJson(stdout))[0]);
  const diffIds = texts(toObject(image['RootFS'])['Layers']);
  if (diffIds.length === 0) return null;
  const id = toText(image['Id']);
  return {
    reference,
    imageId: id.startsWith('sha256:') ? id : `sha256:${id}`,
    diffIds,
    env: texts(toObject(image['Config'])['Env']),
    history: null,
  };
}

/** The client tells the newest entry first, each as JSON on a line of its own. */
async function readEngineHistory(reference: string): Promise<string[] | null> {
  const args = ['image', 'history', '--no-trunc', '--format', '{{json .}}', reference];
  const { exitCode, stdout } = await runClient(args);
  if (exitCode !== 0) return null;
  const entries = stdout.split('\n').filter((line) => line.trim() !== '');
  const created = entries.map((line) => toObject(parseJson(line))['CreatedBy']);
  return created.every((text) => typeof text === 'string') ? created.reverse() : null;
}

function texts(value: unknown): string[] {
  return toList(value).filter((item) => typeof item === 'string');
}

/** Reads the whole archive: in the containerd store's archives the metadata comes last. */
async function readBaseArchive(file: string): Promise<BaseImage[]> {
  const { input } = await openArchivePath(file);
  const { images, problems } = await readArchive(input, { emit: () => undefined });
  const [problem] = problems;
  if (images.length === 0) {
    throw new UserError(
      `the base image's archive ${file} holds no image${problem === undefined ? '' : `: ${problem.reason}`}`,
      'write it again, for example with docker save -o',
    );
  }
  return images.map(({ reference, config }) => ({
    reference: reference ?? file,
    imageId: config.imageId,
    diffIds: config.diffIds,
    env: config.env,
    history: config.history.map(({ createdBy }) => createdBy),
  }));
}
