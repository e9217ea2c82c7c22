import { GATES } from './report.js';
import { THRESHOLDS } from './severity.js';

/** The commands of the command line that take the options below. */
export const COMMANDS = ['scan', 'context', 'rules', 'baseline', 'explain', 'import'] as const;
export type CommandName = (typeof COMMANDS)[number];

/**
 * One thing that a user can ask for. This table is the only place that knows the options: the command line and the
 * Action's inputs are made from it, and a test compares `action.yml` and the README with it, in both directions.
 */
export interface OptionSpec {
  /** What the program calls it: kebab-case, unique. */
  readonly name: string;
  /** On the command line: `--long`, after one of these commands. */
  readonly flag?: {
    readonly long: `--${string}`;
    readonly short?: `-${string}`;
    /** Placeholder of the value; absent for a switch. */
    readonly metavar?: string;
    readonly commands: readonly CommandName[];
  };
  /** The Action's input. */
  readonly input?: string;
  /** One sentence or two, the same wherever it is read. No raw Markdown, so that it reads well on a terminal. */
  readonly description: string;
  readonly default?: string;
  /** The values that are allowed, where they can be counted. */
  readonly choices?: readonly string[];
  /** The form of a value, where it has one. */
  readonly form?: { readonly pattern: RegExp; readonly example: string };
  /** May be given several times (command line), or one per line (Action). */
  readonly repeated?: boolean;
  /** The value is a path, though no placeholder of the command line says so. */
  readonly path?: boolean;
  /** The value is a file that a scan writes. */
  readonly writes?: boolean;
}

const SCANS: readonly CommandName[] = ['scan', 'context'];
/** The commands that read an image or a build context. */
const READS: readonly CommandName[] = [...SCANS, 'baseline'];

export const COMMENT_CHOICES = ['auto', 'always', 'never'] as const;
export type CommentChoice = (typeof COMMENT_CHOICES)[number];

export const UPLOAD_CHOICES = ['auto', 'true', 'false'] as const;
export type UploadChoice = (typeof UPLOAD_CHOICES)[number];

export const OPTIONS = [
  {
    name: 'image',
    input: 'image',
    description: 'Image to scan, by a name that docker save knows. Several are exported together.',
    repeated: true,
  },
  {
    name: 'archive',
    input: 'archive',
    description:
      'Image archive (docker save, BuildKit, Podman, Skopeo) or OCI layout folder to scan, in place of image.',
    path: true,
  },
  {
    name: 'context',
    flag: { long: '--context', metavar: 'DIR', commands: ['scan', 'baseline'] },
    input: 'context',
    description:
      'Build context to scan as well: what docker build would send, less what .dockerignore leaves out.',
  },
  {
    name: 'dockerfile',
    flag: { long: '--dockerfile', metavar: 'FILE', commands: READS },
    input: 'dockerfile',
    description:
      'Dockerfile that the image was built from, where it is not the Dockerfile of the build context.',
  },
  {
    name: 'platform',
    flag: { long: '--platform', metavar: 'OS/ARCH', commands: ['scan', 'baseline'] },
    input: 'platform',
    description:
      'Which image of a multi-platform archive to scan, such as linux/arm64. Without it, all that are present.',
    // OCI image index, `platform`: os, architecture and perhaps variant, as `docker build --platform` writes them.
    form: { pattern: /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9.]+)?$/, example: 'linux/amd64' },
  },
  {
    name: 'provenance',
    flag: { long: '--provenance', metavar: 'FILE', commands: ['scan', 'baseline'] },
    input: 'provenance',
    description:
      'Provenance of the build, where the image does not carry it: the file of docker buildx build --metadata-file, or what docker buildx history prints.',
  },
  {
    name: 'base-image',
    flag: { long: '--base-image', metavar: 'IMAGE', commands: ['scan', 'baseline'] },
    input: 'base-image',
    description:
      'The image that this one is built on, by a name that the engine knows, or an archive of it: its layers are the base image’s.',
  },
  {
    name: 'cache',
    flag: { long: '--cache', metavar: 'DIR', commands: ['scan', 'baseline'] },
    input: 'cache',
    description:
      'Folder that keeps what is learned of layers, so that those scanned before, with the same rules, are read but not searched again.',
  },
  {
    name: 'config',
    flag: { long: '--config', metavar: 'FILE', commands: [...SCANS, 'rules', 'baseline'] },
    input: 'config',
    description:
      'Configuration file. Without it, .drydock.yml in the working folder or above it in the repository, where there is one.',
  },
  {
    name: 'staged',
    flag: { long: '--staged', commands: ['context'] },
    description:
      'Scan what git commit would commit of the folder, whatever .dockerignore says, in place of the build context.',
  },
  {
    name: 'rules',
    flag: { long: '--rules', metavar: 'PATH', commands: [...READS, 'rules', 'explain'] },
    input: 'rules',
    description: 'File or folder with rules of your own, used beside the bundled ones.',
    repeated: true,
  },
  {
    name: 'fail-on',
    flag: { long: '--fail-on', metavar: 'LEVEL', commands: SCANS },
    input: 'fail-on',
    description: 'Block on findings of this severity or worse; never only reports.',
    default: 'high',
    choices: THRESHOLDS,
  },
  {
    name: 'gate',
    flag: { long: '--gate', metavar: 'WHOSE', commands: SCANS },
    input: 'gate',
    description: 'Whose findings block: own spares the base image and published packages, all spares nobody.',
    default: 'own',
    choices: GATES,
  },
  {
    name: 'baseline',
    flag: { long: '--baseline', metavar: 'FILE', commands: READS },
    input: 'baseline',
    description:
      'File of known findings, which do not block. Without it, .drydock-baseline at the root of the repository, where there is one.',
  },
  {
    name: 'report',
    flag: { long: '--report', metavar: 'FILE', commands: ['explain'] },
    description: 'JSON report to explain a finding of. Without it, the last scan on this machine.',
  },
  {
    name: 'annotations',
    input: 'annotations',
    description: 'Show the findings as annotations of the workflow run.',
    default: 'true',
    choices: ['true', 'false'],
  },
  {
    name: 'comment',
    input: 'comment',
    description:
      'Keep one comment per image on the pull request up to date: auto once there is something to tell, always for clean images too, or never.',
    default: 'auto',
    choices: COMMENT_CHOICES,
  },
  {
    name: 'suggestions',
    input: 'suggestions',
    description:
      'Suggest changes of Dockerfile lines as review comments, where the pull request touches them.',
    default: 'false',
    choices: ['true', 'false'],
  },
  {
    name: 'upload-sarif',
    input: 'upload-sarif',
    description:
      'Upload the findings to code scanning: auto where the repository and the token allow it, true to be warned when it fails, or false.',
    default: 'auto',
    choices: UPLOAD_CHOICES,
  },
  {
    name: 'category',
    input: 'category',
    description:
      'What the alerts of code scanning are filed under, before the image; tells apart jobs that scan the same image.',
    default: 'drydock',
    // A slash at its end would be one too many, and GitHub takes all up to the last one.
    form: { pattern: /^[^\s/](?:.{0,98}[^\s/])?$/, example: 'nightly' },
  },
  {
    name: 'github-token',
    input: 'github-token',
    description: 'Token for check runs, the comment, suggestions and code scanning.',
    default: '${{ github.token }}',
  },
  {
    name: 'push',
    flag: { long: '--push', commands: ['scan'] },
    input: 'push',
    description:
      'Push the very images that were scanned, by their names, when the outcome of all is pass; else push none of them.',
    default: 'false',
    choices: ['true', 'false'],
  },
  {
    name: 'json',
    flag: { long: '--json', metavar: 'FILE', commands: SCANS },
    input: 'json-file',
    description: 'Write the JSON report to this file.',
    writes: true,
  },
  {
    name: 'sarif',
    flag: { long: '--sarif', metavar: 'FILE', commands: SCANS },
    input: 'sarif-file',
    description: 'Write the SARIF report to this file, for code scanning.',
    writes: true,
  },
  {
    name: 'markdown',
    flag: { long: '--markdown', metavar: 'FILE', commands: SCANS },
    description: 'Write the Markdown report to this file.',
    writes: true,
  },
  {
    name: 'text',
    flag: { long: '--text', metavar: 'FILE', commands: SCANS },
    description:
      'Write the text report to this file. Without it, it goes to standard output, unless another report does.',
    writes: true,
  },
  {
    name: 'out',
    flag: { long: '--out', metavar: 'DIR', commands: ['import'] },
    description: 'Folder for the files that are made; by default the working folder.',
  },
  {
    name: 'force',
    flag: { long: '--force', commands: ['import'] },
    description: 'Write over files that are there.',
  },
  {
    name: 'reveal',
    flag: { long: '--reveal', commands: SCANS },
    description: 'Put the secrets themselves in the reports. The files are then readable by you alone.',
  },
  {
    name: 'quiet',
    flag: { long: '--quiet', short: '-q', commands: READS },
    description: 'No progress and no summary on standard error; only warnings and failures.',
  },
  {
    name: 'no-color',
    flag: { long: '--no-color', commands: [...SCANS, 'explain'] },
    description: 'No colours on the terminal, as with the NO_COLOR variable.',
  },
] as const satisfies readonly OptionSpec[];

export type OptionName = (typeof OPTIONS)[number]['name'];

/** The option of that name. */
export function optionNamed(name: OptionName): OptionSpec {
  const option: OptionSpec | undefined = OPTIONS.find((candidate) => candidate.name === name);
  if (option === undefined) throw new Error(`no option is named ${name}`);
  return option;
}

/** The options that a command of the command line takes. */
export function optionsOf(command: CommandName): readonly OptionSpec[] {
  const options: readonly OptionSpec[] = OPTIONS;
  return options.filter((option) => option.flag?.commands.includes(command) === true);
}

/** The options that are inputs of the Action. */
export function actionInputs(): readonly (OptionSpec & { readonly input: string })[] {
  const options: readonly OptionSpec[] = OPTIONS;
  return options.filter((option) => option.input !== undefined) as readonly (OptionSpec & {
    input: string;
  })[];
}

/** Whether the option's value is a path; in a configuration file it is relative to that file. */
export function takesPath({ path, flag }: OptionSpec): boolean {
  return path ?? /^(?:FILE|DIR|PATH)$/.test(flag?.metavar ?? '');
}

/** The description as the command line's help and the README's first table have it. */
export function describeFlag(option: OptionSpec): string {
  return option.repeated === true ? `${option.description} May be repeated.` : option.description;
}

/** The description as `action.yml` and the README's second table have it. */
export function describeInput(option: OptionSpec): string {
  return option.repeated === true ? `${option.description} One per line.` : option.description;
}

/** What is wrong with a value, as the end of a sentence ("must be one of …"); null when nothing is. */
export function objection(option: OptionSpec, value: string): string | null {
  if (option.choices !== undefined && !option.choices.includes(value)) {
    return `must be one of ${option.choices.join(', ')}`;
  }
  if (option.form !== undefined && !option.form.pattern.test(value)) {
    return `must look like ${option.form.example}`;
  }
  return value === '' ? 'must not be empty' : null;
}
