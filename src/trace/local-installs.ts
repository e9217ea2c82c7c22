import type { ImageContents } from '../model/contents.js';
import { readHistoryText } from './align-text.js';
import type { Instruction } from './dockerfile.js';
import type { InstructionTrace } from './instruction-trace.js';

/** What speaks for a file being published, by who recorded it: a kind of record or of folder. */
export type Evidence = 'dpkg' | 'Python' | 'Python folder' | 'npm' | 'gem';

/** A package manager was given packages that nobody published, as far as the command tells. */
interface LocalInstall {
  readonly evidence: Evidence;
  /** The only packages meant; null for any that the command may have installed. */
  readonly names: readonly string[] | null;
}

/** Which records of an image prove nothing, as the commands that made them installed packages of the user's own. */
export interface LocalInstalls {
  /** @param layer index in the image's layers of the one that has the record */
  isVoid(evidence: Evidence, layer: number, packageName: string): boolean;
}

export const NO_LOCAL_INSTALLS: LocalInstalls = { isVoid: () => false };

/** A command, and the layers that may have what it installed. */
export interface PlacedCommand {
  readonly text: string;
  readonly layers: readonly number[];
}

/**
 * Looks through commands, and the variables that steer them, for packages that come from a file, a folder, or an index
 * that is not the public one.
 */
export function findLocalInstalls(commands: readonly PlacedCommand[]): LocalInstalls {
  const found = commands.flatMap(({ text, layers }) =>
    localInstallsOf(text).map((install) => ({ ...install, layers: new Set(layers) })),
  );
  return {
    isVoid: (evidence, layer, packageName) =>
      found.some(
        ({ evidence: kind, names, layers }) =>
          kind === evidence && layers.has(layer) && (names === null || names.includes(packageName)),
      ),
  };
}

/**
 * The commands that made an image: those of its history, each with its layer, and those of other stages of the Dockerfile,
 * whose packages may be in what was copied from them.
 *
 * @param trace null where there is no Dockerfile
 */
export function findImageInstalls({ config }: ImageContents, trace: InstructionTrace | null): LocalInstalls {
  const all = config.diffIds.map((_, layer) => layer);
  const made = config.history.filter(({ emptyLayer }) => !emptyLayer);
  const isPaired = made.length === config.diffIds.length;
  const own = new Set(trace?.history);
  const copied = all.filter((layer) => {
    if (layer < (trace?.baseLayers ?? 0)) return false;
    const instruction = trace?.layers[layer] ?? null;
    if (instruction !== null) return instruction.flags.some(({ name }) => name === 'from');
    const entry = made[layer];
    return (
      !isPaired || entry === undefined || readHistoryText(entry).keyword !== 'RUN' || entry.createdBy === ''
    );
  });
  return findLocalInstalls([
    ...made.map(({ createdBy }, layer) => ({ text: createdBy, layers: isPaired ? [layer] : all })),
    ...config.env.map((text) => ({ text, layers: all })),
    ...(trace?.dockerfile?.instructions ?? [])
      .filter((instruction) => !own.has(instruction))
      .flatMap((instruction) => commandsOf(instruction).map((text) => ({ text, layers: copied }))),
  ]);
}

function commandsOf({ keyword, argument, words, isJson, heredocs, properties }: Instruction): string[] {
  if (keyword === 'RUN') return [isJson ? words.join(' ') : argument, ...heredocs.map(({ body }) => body)];
  if (keyword !== 'ENV' && keyword !== 'ARG') return [];
  return properties.map(({ name, value }) => `${name}=${value ?? ''}`);
}

/** Texts of commands are the user's own, but a history can be made to be megabytes long. */
const MAX_COMMAND_CHARS = 200_000;

function localInstallsOf(text: string): LocalInstall[] {
  const joined = text.slice(0, MAX_COMMAND_CHARS).replace(/[\\`]\r?\n/g, ' ');
  return joined.split(/&&|\|\||[;|\n]/).flatMap((command) => {
    const words = command
      .split(/\s+/)
      .map((word) => word.replace(/["'()]/g, ''))
      .filter((word) => word !== '');
    return [...dpkgInstalls(words), ...pythonInstalls(words), ...npmInstalls(words), ...gemInstalls(words)];
  });
}

function runs(words: readonly string[], program: RegExp, ...verbs: readonly RegExp[]): boolean {
  const at = words.findIndex((word) => program.test(word.slice(word.lastIndexOf('/') + 1)));
  return at >= 0 && verbs.every((verb) => words.slice(at + 1).some((word) => verb.test(word)));
}

function everything(evidence: Evidence): LocalInstall {
  return { evidence, names: null };
}

/** `dpkg --install`, and `apt install ./x.deb`; a repository that apt is told to trust unseen, or that is a folder. */
function dpkgInstalls(words: readonly string[]): LocalInstall[] {
  const command = words.join(' ');
  if (/\btrusted=yes\b|\bdeb (?:\[[^\]]*\] ?)?(?:file|copy):/.test(command)) return [everything('dpkg')];
  const isDpkg = runs(words, /^dpkg$/, /^(?:-[a-zA-Z]*i[a-zA-Z]*|--install|--unpack)$/);
  const isApt = runs(words, /^(?:apt|apt-get|aptitude|gdebi)$/);
  const files = words.filter((word) => word.endsWith('.deb') || (isDpkg && word.includes('$')));
  if (!isDpkg && (!isApt || files.length === 0)) return [];
  const names = files.map((file) => /(?:^|\/)([a-z0-9][a-z0-9+.-]+)_[^/]*\.deb$/.exec(file)?.[1]);
  return names.length === 0 || names.includes(undefined)
    ? [everything('dpkg')]
    : [{ evidence: 'dpkg', names: names.filter((name) => name !== undefined) }];
}

/** Python's public index, its mirrors, and public indexes of builds of well-known packages. */
const PYTHON_INDEX =
  /^https?:\/\/(?:pypi\.org|pypi\.python\.org|files\.pythonhosted\.org|(?:test|pypi)\.pypi\.org|download\.pytorch\.org|pypi\.nvidia\.com|www\.piwheels\.org|pypi\.tuna\.tsinghua\.edu\.cn|mirrors\.aliyun\.com)\//;
/** `PIP_INDEX_URL=…` before a command, in the environment, or among its build arguments. */
const PYTHON_VARIABLE = /^(?:PIP|UV)_(?:(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|FIND_LINKS|NO_INDEX)=(.*)$/;
const PYTHON_SOURCES = /^(?:--find-links|-f|--no-index)(?:=|$)/;
const PYTHON_INDEXES = /^(?:-i|--(?:extra-|default-)?index(?:-url)?)(?:=(.*))?$/;
/** A folder, an archive or a repository. */
const PYTHON_PROJECT =
  /^(?:\.{1,2}(?:$|[/[])|\/|git\+|file:)|\.(?:tar\.gz|zip|whl)$|^(?:-e|--editable)(?:=|$)/;

/** Whether a setting of pip's, an address or folder, is of none of these. */
export function isPythonElsewhere(value: string): boolean {
  return !PYTHON_INDEX.test(`${value}/`);
}

/**
 * pip notes where a package came from only where that was named (`direct_url.json`): of what it took from a folder of
 * wheels or an index of somebody's own there is no note.
 */
function pythonInstalls(words: readonly string[]): LocalInstall[] {
  const both = [everything('Python'), everything('Python folder')];
  for (const word of words) {
    const value = PYTHON_VARIABLE.exec(word)?.[1];
    if (value !== undefined && value !== '' && isPythonElsewhere(value)) return both;
  }
  if (words.includes('installer') && words.includes('-m')) return both;
  if (runs(words, /^setup\.py$/, /^(?:install|develop)$/)) return [everything('Python folder')];
  const isInstall = runs(words, /^(?:pip[\d.]*|uv|pipenv|easy_install[\d.-]*)$/);
  if (!isInstall || !words.some((word) => /^(?:install|sync|wheel|download|add)$|^easy_install/.test(word)))
    return [];
  const isFromElsewhere = words.some((word, index) => {
    if (PYTHON_SOURCES.test(word)) return true;
    const option = PYTHON_INDEXES.exec(word);
    return option !== null && isPythonElsewhere(option[1] ?? words[index + 1] ?? '');
  });
  if (isFromElsewhere) return both;
  return words.some((word) => PYTHON_PROJECT.test(word)) ? [everything('Python folder')] : [];
}

const NPM_REGISTRY =
  /^https?:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|registry\.npm\.taobao\.org)(?:\/|$)/;

/** Whether an address is one of npm's public registry, or a mirror of it. */
export function isPublicNpm(url: string): boolean {
  return NPM_REGISTRY.test(url);
}

function npmInstalls(words: readonly string[]): LocalInstall[] {
  if (!runs(words, /^(?:npm|pnpm|yarn|bun|cnpm)$/)) return [];
  const registry = words.findIndex((word) => /^--registry(?:=|$)/.test(word));
  const url = words[registry]?.split('=')[1] ?? words[registry + 1] ?? '';
  const isElsewhere = registry >= 0 && !isPublicNpm(url);
  const isFile = words.some(
    (word) => /\.tgz$|^(?:[^/]*@)?(?:file|git\+\w+):/.test(word) && !isPublicNpm(word),
  );
  const isInstall = words.some((word) => /^(?:install|i|in|add|ci|update)$/.test(word));
  return isInstall && (isElsewhere || isFile) ? [everything('npm')] : [];
}

function gemInstalls(words: readonly string[]): LocalInstall[] {
  if (!runs(words, /^gem$/, /^(?:install|i|sources?)$/)) return [];
  const isLocal = words.some((word) => /\.gem$|^(?:--local|-l)$/.test(word));
  const isElsewhere = words.some(
    (word, index) =>
      /^(?:--source|-s|--add|-a)(?:=|$)/.test(word) &&
      !/^https?:\/\/rubygems\.org\b/.test(word.split('=')[1] ?? words[index + 1] ?? ''),
  );
  return isLocal || isElsewhere ? [everything('gem')] : [];
}
