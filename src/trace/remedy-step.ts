import type { Occurrence, Suggestion } from '../model/report.js';
import type { Instruction, Property, Stage } from './dockerfile.js';

/** A place of a finding, with what is known of how the secret got there. Instructions are raw: redact what comes out. */
export interface RemedyPlace {
  readonly occurrence: Occurrence;
  readonly instruction: Instruction | null;
  /** The name in it that holds the secret, where it sets names and that is known. */
  readonly property?: Property | null;
  /** The file of the build context that was copied, relative to it. */
  readonly contextPath: string | null;
  readonly isBase: boolean;
  /** Raw. */
  readonly secret?: string;
}

export interface RemedyOptions {
  /** How reports call the Dockerfile. */
  readonly dockerfile: string | null;
  /** The `RUN`s of the image's own stages. */
  readonly commands: readonly Instruction[];
  /** Of the Dockerfile; none where they are not known. */
  readonly stages?: readonly Stage[];
  /** The Dockerfile asks for a syntax in which a secret can be mounted as a variable. */
  readonly hasEnvMounts?: boolean;
}

/** One thing to do, and how to say it in a few words. */
export interface Step {
  readonly summary: string;
  readonly text: string;
  readonly suggestion?: Omit<Suggestion, 'file'>;
}

/** Folders of a person's tools, which hold their logins: named as a whole. */
const TOOL_FOLDER =
  /\.(?:git|ssh|aws|docker|kube|gnupg|azure|oci|claude|codex|cursor|gemini|continue|terraform\.d|pulumi|snowflake|fly|wrangler|railway|kaggle|vscode|idea)|\.config\/(?:gcloud|gh|hub|glab-cli|github-copilot|doctl|rclone|netlify|stripe)/;

/** Files that a person or a tool keeps, and no program in an image reads. */
const SECRET_NAMES = [
  /\.env(?:\.[^/]*)?|[^/]*\.env|\.envrc|\.npmrc|\.netrc|\.pypirc|\.pgpass|\.git-credentials|\.dockercfg|docker-config\.json/,
  /\.my\.cnf|\.vault-token|\.vault[_-]pass[^/]*|\.s3cfg|\.boto|\.?rclone\.conf|\.databrickscfg|\.terraformrc|\.claude\.json|auth\.json|\.credentials\.json/,
  /\.[a-z_]+_history|fish_history|\.histfile|\.viminfo/,
  /id_[a-z0-9]+|[^/]*\.(?:pem|key|p12|pfx|jks|kdbx|ppk|tfstate|tfvars|kubeconfig)|kubeconfig|credentials/,
  /Dockerfile[^/]*|[^/]*\.git/,
];

/** Files that the image does not need: then the ignore file is the right place, and not the file. */
export const SECRET_FILE = new RegExp(
  `(?:^|/)(?:${SECRET_NAMES.map(({ source }) => source).join('|')})$|(?:^|/)(?:${TOOL_FOLDER.source})/`,
);

/** A repository's own folder, and all that is in it. */
export const GIT_FOLDER = /(?:^|\/)\.git(?:\/|$)/;
/** What was made of a repository's objects: `srv/.git!/ci.env`, `srv/.git/modules/lib!/a`, `srv/shop.git!/ci.env`. */
const GIT_CONTENTS = /(?:^|\/)(?:\.git(?:\/[^!]*)?|[^/!]*\.git)!\//;

/** Whether a path leads into the history of a Git repository. */
export function isGitContents(path: string): boolean {
  return GIT_CONTENTS.test(path);
}

export function where({ dockerfile }: RemedyOptions, { line }: Pick<Instruction, 'line'>): string {
  return dockerfile === null ? `line ${String(line)} of the Dockerfile` : `${dockerfile}:${String(line)}`;
}

/** As reports mark what is to be written or run. What holds the mark itself stays as it is. */
export function code(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}

/** On one line, of its flags only where the files come from: enough to know it again. */
export function quoteLine(instruction: Instruction): string {
  const { keyword, argument } = instruction;
  const from = fromOf(instruction);
  const start = from === null ? keyword : `${keyword} --from=${from}`;
  return code(argument.length > 60 ? start : `${start} ${argument}`);
}

/** The stage, image or build context that a `COPY` takes files from, where it is not the build's own context. */
export function fromOf({ flags }: Instruction): string | null {
  return flags.find(({ name }) => name === 'from')?.value ?? null;
}

export function outerPath(path: string): string {
  const at = path.indexOf('!/');
  return at === -1 ? path : path.slice(0, at);
}

/** The rest of the path of a file in an archive, whose line says more of where it is than the archive's; null for any other. */
export function innerPath(path: string): string | null {
  const outer = outerPath(path);
  return outer === path ? null : path.slice(outer.length);
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const IN_TOOL_FOLDER = new RegExp(`^(.*?(?:^|/)(?:${TOOL_FOLDER.source}))/`);

/** A folder that is all of a kind is named as a whole. */
export function ignoreName(file: string): string {
  return IN_TOOL_FOLDER.exec(file)?.[1] ?? file;
}

export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
