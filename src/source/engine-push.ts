import { UserError } from '../model/errors.js';
import type { ExportedImage } from '../model/request.js';
import { type CommandOptions, streamClient } from './engine-command.js';
import { explainFailure, lastLine } from './engine-client.js';
import { type EngineImage, inspectIfPresent, inspectImage } from './engine.js';

/** An image that a registry has now. */
export interface PushedImage {
  readonly reference: string;
  /** `sha256:…` of its manifest in the registry; null where the client does not say. */
  readonly digest: string | null;
}

/**
 * Refuses before the scan what could not be pushed after it: images that do not exist or are not named by a tag.
 * @throws UserError
 */
export async function checkPushable(references: readonly string[]): Promise<void> {
  for (const reference of references) {
    const image = await inspectImage(reference);
    if (isTagged(image)) continue;
    throw new UserError(
      `"${reference}" cannot be pushed: it is not the name and tag of an image`,
      'a registry keeps images by tag, so name it as registry/name:tag',
    );
  }
}

/**
 * Pushes the very image that was scanned. A client pushes by name, and a name can be given to another image at any time:
 * so it must still be the scanned image's just before, and what the registry was given must be the scanned image's
 * manifest afterwards.
 * @param scanned name and ID as the engine gave them for the export
 * @throws UserError when the name is another image's by now (then nothing was pushed), when the push fails, or when
 *   another image went out; the signal's reason when it is aborted
 */
export async function pushImage(scanned: ExportedImage, options: CommandOptions = {}): Promise<PushedImage> {
  const { reference } = scanned;
  await checkName(scanned);
  const digests: string[] = [];
  const { code, signal, stderr } = await streamClient(['push', reference], {
    ...options,
    onLine: (line) => {
      // Docker's last line: "ci: digest: sha256:… size: 1234".
      digests.push(...(/\bdigest: (sha256:[0-9a-f]{64})\b/.exec(line)?.slice(1) ?? []));
      options.onLine?.(line);
    },
  });
  if (signal !== null) {
    throw new UserError(`the push of "${reference}" was ended by ${signal}`, 'run it again');
  }
  if (code !== 0) throw await explainPushFailure(reference, stderr);
  const digest = digests.at(-1) ?? null;
  if (!(await isScanned(scanned, digest))) {
    const pushed = digest === null ? reference : `${reference}@${digest}`;
    throw new UserError(
      `"${reference}" was given to another image while it was pushed`,
      `the registry may hold an image that was not scanned: delete ${pushed} there, and see to it that nothing else builds this name`,
    );
  }
  return { reference, digest };
}

async function checkName({ reference, id }: ExportedImage): Promise<void> {
  const image = await inspectIfPresent(reference);
  if (image?.id === id) return;
  throw new UserError(
    image === null
      ? `"${reference}" was removed from the container engine since it was scanned, so it is not pushed`
      : `"${reference}" was given to another image since it was scanned, so it is not pushed`,
    'run build and scan again when nothing else builds, pulls or removes this name',
  );
}

/** An engine notes with an image the manifests that it was pushed as. Where one does not, its name must not have moved. */
async function isScanned({ reference, id }: ExportedImage, digest: string | null): Promise<boolean> {
  const image = await inspectIfPresent(id);
  if (digest !== null && image?.repoDigests.some((name) => name.endsWith(`@${digest}`)) === true) return true;
  return (await inspectIfPresent(reference))?.id === id;
}

function isTagged({ reference, id }: EngineImage): boolean {
  const hex = reference.replace(/^sha256:/, '');
  return !reference.includes('@') && !id.replace('sha256:', '').startsWith(hex);
}

async function explainPushFailure(reference: string, stderr: string): Promise<UserError> {
  const said = lastLine(stderr);
  const what = `"${reference}" could not be pushed`;
  if (
    /denied|unauthorized|authentication required|no basic auth|authorization failed|forbidden/i.test(said)
  ) {
    return new UserError(
      `${what}: ${said}`,
      'log in to the registry in a step before (docker/login-action), as a user or with a token that may write there',
    );
  }
  return explainFailure(what, stderr);
}
