import { UserError } from '../model/errors.js';
import { formatPlatform, type Platform } from '../model/image.js';

/** Names that users and old images have for what Go calls otherwise (as containerd normalises them). */
const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['i386', '386'],
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
]);

/** What is meant where an image names no variant. */
const VARIANTS: ReadonlyMap<string, string> = new Map([
  ['arm64', 'v8'],
  ['arm', 'v7'],
]);

/**
 * Reads `os/architecture[/variant]`.
 *
 * @throws UserError where it is none.
 */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant, ...more] = text.trim().toLowerCase().split('/');
  if (os === '' || architecture === '' || variant === '' || more.length > 0) {
    throw new UserError(
      `${JSON.stringify(text)} is not a platform`,
      'write it as os/architecture or os/architecture/variant, for example linux/arm64',
    );
  }
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

/** Whether an image is for the asked-for platform; without a variant in `asked`, any variant is. */
export function matchesPlatform(asked: Platform, actual: Platform): boolean {
  return (
    asked.os === actual.os.toLowerCase() &&
    normalizeArchitecture(asked) === normalizeArchitecture(actual) &&
    (asked.variant === undefined || asked.variant === variantOf(actual))
  );
}

/**
 * What to do where no image is for the asked-for platform.
 *
 * @param name the archive's name
 */
export function platformMissing(name: string, asked: Platform, present: readonly Platform[]): UserError {
  const names = [...new Set(present.map(formatPlatform))].sort();
  return new UserError(
    `${name} holds no image for the platform ${formatPlatform(asked)}`,
    `it holds ${names.join(', ')}`,
  );
}

function normalizeArchitecture({ architecture }: Platform): string {
  const name = architecture.toLowerCase();
  return ARCHITECTURES.get(name) ?? name;
}

function variantOf(platform: Platform): string {
  return platform.variant?.toLowerCase() ?? VARIANTS.get(normalizeArchitecture(platform)) ?? '';
}
