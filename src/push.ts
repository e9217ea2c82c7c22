import { UserError } from './model/errors.js';
import type { Report } from './model/report.js';
import type { ExportedImage, Progress, ScanRequest } from './model/request.js';
import { checkPushable, pushImage } from './source/engine-push.js';

/** How the pushing is told; the terminal and the Action's log each show it in their way. */
export interface PushObserver {
  /** The push of an image begins. */
  start(reference: string): void;
  /** What the engine's client says of it, line by line. */
  line(line: string): void;
  /** It has ended, well or not. */
  end(): void;
  /** `name@sha256:…`, or the name and tag where the client does not tell the digest. */
  pushed(name: string): void;
}

/** What stands behind `push`: the entries make one before the scan, and ask it to push after all reports are out. */
export interface Push {
  /** To be given to the scan: remembers which images the engine gave. */
  readonly progress: Progress;
  /**
   * Pushes the images one after the other, and stops at the first that fails.
   * @throws UserError saying what went wrong and what was pushed by then; the signal's reason when it is aborted
   */
  run(observer: PushObserver, signal?: AbortSignal): Promise<void>;
}

/**
 * Looks before the scan whether what it is of could be pushed afterwards.
 * @param asked how the user asked for it, to begin a sentence with: `input push`, `--push`
 * @throws UserError where it could not
 */
export async function preparePush(asked: string, request: ScanRequest, progress: Progress): Promise<Push> {
  const { target, platform } = request;
  if (target.kind !== 'images') {
    const what = target.kind === 'archive' ? 'an archive' : 'a build context';
    throw new UserError(
      `${asked} needs images of a container engine, and ${what} is none`,
      'load it into the engine and name the image, or push it in a step after this one',
    );
  }
  if (platform !== undefined) {
    throw new UserError(
      `${asked} and platform are both given, but a push takes all platforms of an image along`,
      'leave platform out, so that all of them are scanned',
    );
  }
  await checkPushable(target.references);
  let images: readonly ExportedImage[] = [];
  return {
    progress: {
      ...progress,
      exported(exported) {
        images = exported;
      },
    },
    run: (observer, signal) => pushAll(images, observer, signal),
  };
}

/** Nothing is pushed unless every image passes: some of them might only run together. */
export function mayPush(reports: readonly Report[]): boolean {
  return reports.length > 0 && reports.every(({ verdict }) => verdict.outcome === 'pass');
}

async function pushAll(
  images: readonly ExportedImage[],
  observer: PushObserver,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [index, image] of images.entries()) {
    observer.start(image.reference);
    try {
      const { reference, digest } = await pushImage(image, {
        onLine: (line) => {
          observer.line(line);
        },
        signal,
      }).finally(() => {
        observer.end();
      });
      observer.pushed(digest === null ? reference : `${withoutTag(reference)}@${digest}`);
    } catch (error) {
      const rest = images.slice(index + 1).map(({ reference }) => `"${reference}"`);
      if (!(error instanceof UserError) || signal?.aborted === true || rest.length === 0) throw error;
      throw new UserError(`${error.line}; not pushed because of it: ${rest.join(', ')}`, undefined, {
        cause: error,
      });
    }
  }
}

/** `registry:5000/shop:ci` → `registry:5000/shop` */
function withoutTag(reference: string): string {
  return reference.replace(/:[^:/]*$/, '');
}
