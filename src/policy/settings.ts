import { UserError } from '../model/errors.js';
import type { Config, ImageJudgement, ScanPolicy, Settings } from '../model/policy.js';
import { GATES } from '../model/report.js';
import { isThreshold } from '../model/severity.js';
import { compileImageGlob } from './glob.js';

/** Keys of a section that count for each image's report by itself; all others are about the run as a whole. */
const REPORT_KEYS: readonly string[] = ['fail-on', 'gate'];

/**
 * What a configuration says of the options of a run that is about these images: its own keys, and over them those of
 * the sections that fit.
 * @param references the images as they were asked for; none where their names are known only once they are read
 * @param given names of options that the command line or an input says: they come first, so nothing is said of them
 * @throws UserError where the images' sections say different things of what a run can have only once
 */
export function settingsFor(
  config: Config | null,
  references: readonly string[],
  given: ReadonlySet<string>,
): Settings {
  if (config === null) return new Map();
  const settings = new Map(config.settings);
  const [first = new Map<string, readonly string[]>(), ...others] = references.map((reference) =>
    sectionSettings(config, reference),
  );
  for (const section of [first, ...others]) {
    for (const [key, values] of section) {
      const odd = [first, ...others].findIndex((other) => String(other.get(key)) !== String(values));
      if (odd >= 0 && !given.has(key)) {
        throw new UserError(
          `${config.file}: ${references[0] ?? ''} and ${references[odd === 0 ? 1 : odd] ?? ''} differ in ${key}`,
          'scan them one at a time',
        );
      }
      settings.set(key, values);
    }
  }
  for (const key of given) settings.delete(key);
  return settings;
}

function sectionSettings({ images }: Config, reference: string): Map<string, readonly string[]> {
  const settings = new Map<string, readonly string[]>();
  for (const section of images) {
    if (!fitsImage(section.image, reference)) continue;
    for (const [key, values] of section.settings) if (!REPORT_KEYS.includes(key)) settings.set(key, values);
  }
  return settings;
}

/**
 * What a configuration says of how findings are judged.
 * @param given as above
 */
export function policyOf(config: Config, given: ReadonlySet<string>): ScanPolicy {
  const { allow, severity, images } = config;
  return {
    allow,
    severity,
    images: images.map((section): ImageJudgement => {
      const value = (key: string): string | undefined =>
        given.has(key) ? undefined : section.settings.get(key)?.[0];
      const failOn = value('fail-on');
      const gate = GATES.find((choice) => choice === value('gate'));
      return {
        image: section.image,
        allow: section.allow,
        severity: section.severity,
        ...(isThreshold(failOn) ? { failOn } : {}),
        ...(gate === undefined ? {} : { gate }),
      };
    }),
  };
}

/** Whether an image's name fits the glob of a section, which was checked when it was read. */
export function fitsImage(glob: string, reference: string): boolean {
  const test = compileImageGlob(glob);
  return typeof test !== 'string' && test(reference);
}
