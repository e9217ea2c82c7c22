import { UserError } from '../model/errors.js';
import { type CommandName, optionsOf } from '../model/options.js';
import type { Config, ScanPolicy, Settings } from '../model/policy.js';
import type { ScanTarget } from '../model/request.js';
import { loadConfig } from '../policy/config-file.js';
import { policyOf, settingsFor } from '../policy/settings.js';
import { type FlagValues, givenFlags } from './program.js';
import { resolveTarget } from './target.js';

/** A scan as the command line and the configuration ask for it. */
export interface ConfiguredScan {
  readonly target: ScanTarget;
  /** Those of the command line; for what it does not say those of the configuration; else the defaults. */
  readonly flags: FlagValues;
  /** Absent without a configuration. */
  readonly policy?: ScanPolicy;
}

/** The configuration that `--config` names, or that is found from the working directory. */
export async function readConfiguration(flags: FlagValues): Promise<Config | null> {
  const named = flags.get('--config');
  return loadConfig(typeof named === 'string' ? named : undefined, '.');
}

/**
 * Tells what to scan and how, by command line and configuration.
 * @param targets images, an archive or `-` as given; the configuration's image or archive when there are none
 * @throws UserError for a bad configuration or target
 */
export async function configureScan(
  command: CommandName,
  targets: readonly string[],
  flags: FlagValues,
  stdinIsTerminal: boolean,
): Promise<ConfiguredScan> {
  const config = await readConfiguration(flags);
  const target =
    (targets.length === 0 ? targetOf(config) : null) ?? (await resolveTarget(targets, stdinIsTerminal));
  return configureTarget(command, target, flags, config);
}

/** The same for a target that is known. */
export function configureTarget(
  command: CommandName,
  target: ScanTarget,
  flags: FlagValues,
  config: Config | null,
): ConfiguredScan {
  const given = givenFlags(flags);
  const names = optionsOf(command).filter(({ flag }) => flag !== undefined && given.has(flag.long));
  const givenNames = new Set(names.map(({ name }) => name));
  const references = target.kind === 'images' ? target.references : [];
  return {
    target,
    flags: fillIn(command, flags, settingsFor(config, references, givenNames)),
    ...(config === null ? {} : { policy: policyOf(config, givenNames) }),
  };
}

/** The flags of a command that scans nothing, with what the configuration says of them. */
export function configureFlags(command: CommandName, flags: FlagValues, config: Config | null): FlagValues {
  const given = givenFlags(flags);
  const names = optionsOf(command).filter(({ flag }) => flag !== undefined && given.has(flag.long));
  return fillIn(command, flags, settingsFor(config, [], new Set(names.map(({ name }) => name))));
}

function fillIn(command: CommandName, flags: FlagValues, settings: Settings): FlagValues {
  const filled = new Map(flags);
  for (const { name, flag, repeated } of optionsOf(command)) {
    const values = settings.get(name);
    if (flag === undefined || values === undefined) continue;
    const [first = ''] = values;
    filled.set(flag.long, flag.metavar === undefined ? first === 'true' : repeated === true ? values : first);
  }
  return filled;
}

/** What the configuration says to scan; null when it does not. */
function targetOf(config: Config | null): ScanTarget | null {
  const images = config?.settings.get('image');
  const path = config?.settings.get('archive')?.[0];
  if (images !== undefined && path !== undefined) {
    throw new UserError(`${config?.file ?? ''}: image and archive are both set`, 'keep one of them');
  }
  if (images !== undefined) return { kind: 'images', references: images };
  return path === undefined ? null : { kind: 'archive', path };
}
