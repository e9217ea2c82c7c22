import { Argument, Command, Option, type OutputConfiguration } from 'commander';
import {
  COMMANDS,
  describeFlag,
  objection,
  optionsOf,
  type CommandName,
  type OptionSpec,
} from '../model/options.js';
import { UserError } from '../model/errors.js';
import { VERSION } from '../version.js';

/** What `drydock rules` can be asked to do. */
export const RULES_ACTIONS = ['list', 'check', 'explain'] as const;
export type RulesAction = (typeof RULES_ACTIONS)[number];

/** What `drydock baseline` can be asked to do. */
export const BASELINE_ACTIONS = ['write', 'update', 'prune'] as const;
export type BaselineAction = (typeof BASELINE_ACTIONS)[number];

/** The values of the options of one command by their long name, checked; switches are `true` or `false`. */
export type FlagValues = ReadonlyMap<string, string | boolean | readonly string[]>;

/** Remembers which flags the user gave: the others are defaults, over which a configuration comes. */
class ParsedFlags extends Map<string, string | boolean | readonly string[]> {
  readonly given = new Set<string>();
}

/** The long names of the flags that were given on the command line; all where that is not known. */
export function givenFlags(flags: FlagValues): ReadonlySet<string> {
  return flags instanceof ParsedFlags ? flags.given : new Set(flags.keys());
}

/** What the commands do. */
export interface Handlers {
  scan(targets: readonly string[], flags: FlagValues): Promise<void>;
  context(directory: string, flags: FlagValues): Promise<void>;
  rules(action: RulesAction, id: string | undefined, flags: FlagValues): Promise<void>;
  baseline(action: BaselineAction, targets: readonly string[], flags: FlagValues): Promise<void>;
  explain(fingerprint: string, flags: FlagValues): Promise<void>;
  import(files: readonly string[], flags: FlagValues): Promise<void>;
}

const SUMMARIES: Readonly<Record<CommandName, string>> = {
  scan: 'scan images by name, an archive file, an OCI layout folder, or - for an archive on standard input',
  context: 'scan a build context alone, before there is an image',
  rules: 'list the rules, check them against their own examples, or explain one',
  baseline: 'keep a file of known findings, so that only new ones block: write, update or prune it',
  explain: 'tell the whole story of one finding of the last scan, or of a JSON report',
  import: 'turn rules and ignores of Gitleaks or Trivy into Drydock’s',
};

const EXAMPLES: Readonly<Record<'drydock' | CommandName, readonly string[]>> = {
  drydock: ['drydock scan shop:ci --context .', 'drydock context .', 'drydock rules explain openai-api-key'],
  scan: [
    'drydock scan shop:ci --context .',
    'drydock scan shop:ci worker:ci --fail-on medium --sarif drydock.sarif',
    'drydock scan shop.tar --json -',
    'drydock scan ghcr.io/acme/shop:ci --push',
    'docker save shop:ci | drydock scan -',
  ],
  context: [
    'drydock context .',
    'drydock context services/shop --dockerfile services/shop/prod.Dockerfile',
    'drydock context . --staged',
  ],
  rules: ['drydock rules', 'drydock rules explain openai-api-key', 'drydock rules check --rules ./our-rules'],
  baseline: [
    'drydock baseline write shop:ci --context .',
    'drydock baseline update shop:ci --context .',
    'drydock baseline prune shop:ci --context .',
    'drydock baseline write --context .',
  ],
  explain: ['drydock explain 4be1a0c2', 'drydock explain 4be1a0c2 --report drydock.json'],
  import: [
    'drydock import .gitleaks.toml .gitleaksignore',
    'drydock import trivy-secret.yaml .trivyignore --out security',
  ],
};

const EXIT_STATUS = `
Exit status:
  0  nothing found at or above the threshold
  1  blocked (rules check: a rule failed)
  2  the scan could not be completed, or was asked for wrongly
`;

/**
 * The command line, made from the table of options. Parsing throws `CommanderError` for what is asked wrongly, and for
 * help and version, which are written to `output` by then.
 */
export function buildProgram(handlers: Handlers, output: OutputConfiguration): Command {
  const program = new Command('drydock')
    .description('Finds the secrets in a container image before it is pushed, and says where each came from.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXIT_STATUS + examplesText('drydock'))
    // Before the commands are added, which inherit both.
    .exitOverride()
    .configureOutput(output);

  addCommand(program, 'scan')
    .argument('[target...]', 'images; or one archive, OCI layout folder or -')
    .usage('<image… | archive | layout folder | -> [options]')
    .action(async (targets: string[], _: unknown, command: Command) => {
      await handlers.scan(targets, flagValues(command, 'scan'));
    });
  addCommand(program, 'context')
    .argument('<dir>', 'folder that docker build is given')
    .action(async (directory: string, _: unknown, command: Command) => {
      await handlers.context(directory, flagValues(command, 'context'));
    });
  addCommand(program, 'rules')
    .addArgument(new Argument('[action]', 'what to do').choices(RULES_ACTIONS).default('list'))
    .argument('[id]', 'the rule to explain')
    .action(async (action: RulesAction, id: string | undefined, _: unknown, command: Command) => {
      await handlers.rules(action, id, flagValues(command, 'rules'));
    });
  addCommand(program, 'baseline')
    .addArgument(new Argument('<action>', 'what to do').choices(BASELINE_ACTIONS))
    .argument('[target...]', 'what to scan, as for drydock scan; --context alone scans no image')
    .action(async (action: BaselineAction, targets: string[], _: unknown, command: Command) => {
      await handlers.baseline(action, targets, flagValues(command, 'baseline'));
    });
  addCommand(program, 'explain')
    .argument('<fingerprint>', 'of a finding, or its first digits, at least 4')
    .action(async (fingerprint: string, _: unknown, command: Command) => {
      await handlers.explain(fingerprint, flagValues(command, 'explain'));
    });
  addCommand(program, 'import')
    .argument(
      '<file...>',
      'a Gitleaks configuration, .gitleaksignore, .trivyignore(.yaml) or Trivy’s secret configuration',
    )
    .action(async (files: string[], _: unknown, command: Command) => {
      await handlers.import(files, flagValues(command, 'import'));
    });
  return program;
}

function addCommand(program: Command, name: CommandName): Command {
  const command = program
    .command(name)
    .summary(SUMMARIES[name])
    .description(`${capitalize(SUMMARIES[name])}.`);
  for (const option of optionsOf(name)) command.addOption(toCommanderOption(option));
  return command.addHelpText('after', examplesText(name));
}

function toCommanderOption(spec: OptionSpec): Option {
  const { long, short, metavar } = spec.flag ?? { long: `--${spec.name}` };
  const names = short === undefined ? long : `${short}, ${long}`;
  const option = new Option(metavar === undefined ? names : `${names} <${metavar}>`, describeFlag(spec));
  // A switch is given or not, whatever values the Action's input of that name takes.
  if (metavar !== undefined) {
    if (spec.choices !== undefined) option.choices(spec.choices);
    if (spec.default !== undefined) option.default(spec.default);
    option.argParser((value: string, previous: unknown) => {
      const problem = objection(spec, value);
      if (problem !== null)
        throw new UserError(`${long} ${problem}`, value === '' ? undefined : `it is "${value}"`);
      return spec.repeated === true
        ? [...(Array.isArray(previous) ? (previous as string[]) : []), value]
        : value;
    });
  }
  return option;
}

/** Commander's values are untyped; what comes out here has been looked at. */
function flagValues(command: Command, name: CommandName): FlagValues {
  const values = new ParsedFlags();
  for (const { flag } of optionsOf(name)) {
    const option = command.options.find((candidate) => candidate.long === flag?.long);
    if (option === undefined || flag === undefined) continue;
    const value: unknown = command.getOptionValue(option.attributeName());
    if (command.getOptionValueSource(option.attributeName()) === 'cli') values.given.add(flag.long);
    if (option.negate) values.set(flag.long, value === false);
    else if (typeof value === 'string' || typeof value === 'boolean') values.set(flag.long, value);
    else if (Array.isArray(value)) values.set(flag.long, value.map(String));
  }
  return values;
}

function examplesText(name: 'drydock' | CommandName): string {
  return `\nExamples:\n${EXAMPLES[name].map((example) => `  ${example}`).join('\n')}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether `name` is one of the commands. */
export function isCommand(name: string): boolean {
  return (COMMANDS as readonly string[]).includes(name);
}
