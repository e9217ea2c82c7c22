import { resolve } from 'node:path';
import { UserError } from '../model/errors.js';
import type { FlagValues } from './program.js';

/** The reports that the command line can write, each by the option of its name. */
export const FORMATS = ['json', 'sarif', 'markdown', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** Where a report goes; `-` is standard output. */
export interface Destination {
  readonly format: Format;
  readonly path: string;
}

export const STDOUT = '-';

/**
 * Which reports were asked for. The text report goes to standard output when nothing else does and it was not sent
 * elsewhere.
 * @throws UserError when two reports would be mixed, on standard output or in one file
 */
export function chooseDestinations(flags: FlagValues): readonly Destination[] {
  const asked = FORMATS.flatMap((format): Destination[] => {
    const path = flags.get(`--${format}`);
    return typeof path === 'string' ? [{ format, path }] : [];
  });
  asked.forEach(({ format, path }, index) => {
    const other = asked.slice(0, index).find((earlier) => isSamePlace(earlier.path, path));
    if (other === undefined) return;
    const place = path === STDOUT ? 'standard output' : path;
    throw new UserError(
      `--${other.format} and --${format} both go to ${place}`,
      'send each report to a place of its own',
    );
  });
  const hasText = asked.some(({ format }) => format === 'text');
  const usesStdout = asked.some(({ path }) => path === STDOUT);
  return hasText || usesStdout ? asked : [...asked, { format: 'text', path: STDOUT }];
}

/** Devices (`/dev/null`) take as much as they are given. */
function isSamePlace(one: string, other: string): boolean {
  if (one === STDOUT || other === STDOUT) return one === other;
  return resolve(one) === resolve(other) && !resolve(one).startsWith('/dev/');
}
