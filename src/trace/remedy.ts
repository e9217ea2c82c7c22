import type { Occurrence, Remedy } from '../model/report.js';
import type { Rule } from '../model/rule.js';
import type { Instruction } from './dockerfile.js';
import { copySteps } from './remedy-copy.js';
import {
  dropNames,
  mountAny,
  mountLiteral,
  mountVariable,
  secretId,
  usesVariable,
} from './remedy-rewrite.js';
import {
  code,
  ignoreName,
  innerPath,
  isGitContents,
  joinWords,
  lastPart,
  outerPath,
  type RemedyOptions,
  type RemedyPlace,
  SECRET_FILE,
  type Step,
  where,
} from './remedy-step.js';

/** On a terminal, more are not read. */
export const MAX_STEPS = 3;

/** What a package publishes is everyone's. */
export const PUBLISHED_REMEDY: Remedy = {
  summary:
    'Nothing to do: it was published with the package. Only make sure that nothing of yours relies on it',
  steps: [],
  revokeUrl: null,
  suggestion: null,
};

/** Told once in a report. Layers are addressed by their digests: a tag that points elsewhere does not delete them. */
export const PUSHED_STEP =
  'If the image was pushed: push the rebuilt one, then delete the old digest in the registry. A moved tag, or a layer that deletes the file, leaves the old layer there.';

/**
 * What to do about a finding, with the user's own names: take it out of the image, each way by which it got in; then
 * make it worthless, which is what makes it safe. Texts may quote Dockerfile lines: redact them.
 */
export function remedyFor(
  rule: Rule | undefined,
  places: readonly RemedyPlace[],
  options: RemedyOptions,
): Remedy {
  const takeOut = distinct([
    ...copySteps(places, options),
    ...commandSteps(places, options),
    ...argumentSteps(places, options),
    ...configSteps(places, options),
    ...baseSteps(places),
    ...contextSteps(places),
  ]);
  const end = endOf(rule);
  const steps = [...takeOut.slice(0, MAX_STEPS - 1).map(({ text }) => text)];
  const rest = takeOut.slice(MAX_STEPS - 1);
  if (rest.length === 1) steps.push(...rest.map(({ text }) => text));
  else if (rest.length > 1) steps.push(`${capital(joinWords(rest.map(({ summary }) => summary)))}.`);
  const [first] = takeOut;
  const suggestion = takeOut.length === 1 ? first?.suggestion : undefined;
  const isInImage = places.some(({ occurrence }) => occurrence.in !== 'context');
  return {
    summary: capital(
      `${first?.summary ?? 'take it out of the image'}${isInImage ? ', rebuild' : ''}, and ${end}`,
    ),
    steps,
    revokeUrl: rule?.revoke ?? null,
    suggestion:
      suggestion === undefined || options.dockerfile === null
        ? null
        : { file: options.dockerfile, ...suggestion },
  };
}

/** How a secret of this kind is made worthless. */
function endOf(rule: Rule | undefined): string {
  if (rule === undefined) return 'replace the secret';
  const name = `${rule.id} ${rule.title}`.toLowerCase();
  if (/private[- ]key|\bpgp\b|\bssh\b|key ?store/.test(name))
    return 'replace the key pair wherever its public half is trusted';
  if (/password|passphrase|\burl\b|connection|login|registry-auth/.test(name)) return 'change the password';
  return rule.revoke === undefined && rule.general === true
    ? 'replace the secret'
    : `revoke this ${rule.general === true ? kindOf(rule.title) : rule.title}`;
}

/** `API key in a configuration file`: where it was found is no part of what it is. */
function kindOf(title: string): string {
  const kind = title.replace(/ (?:(?:in|on|from|that) |in the form of ).*$/, '');
  return /^[A-Z][a-z]/.test(kind) ? kind.slice(0, 1).toLowerCase() + kind.slice(1) : kind;
}

/** What a command writes stays in its layer, wherever it got the secret from. */
function commandSteps(places: readonly RemedyPlace[], options: RemedyOptions): Step[] {
  return places.flatMap(({ occurrence, instruction, isBase }) => {
    if (occurrence.in !== 'layer' || isBase || instruction?.keyword !== 'RUN') return [];
    const file = outerPath(occurrence.path);
    if (isGitContents(occurrence.path)) return [dropRepository(ignoreName(file), instruction, options)];
    const id = secretId(lastPart(file));
    const mount = code(`RUN --mount=type=secret,id=${id},target=/${file} …`);
    const secret = code(`--secret id=${id},src=FILE`);
    return [
      {
        summary: `do not write /${file}`,
        text: `Do not let ${where(options, instruction)} write /${file}; mount it for the command that needs it: ${mount}, built with ${secret}. Or run both in a stage of their own, and \`COPY --from\` only the result.`,
      },
    ];
  });
}

/** A command that clones: its history comes with it. */
function dropRepository(repository: string, instruction: Instruction, options: RemedyOptions): Step {
  return {
    summary: `leave /${repository} out of the image`,
    text: `Delete /${repository} in the same command that makes it (${where(options, instruction)}): a later RUN leaves it in this layer. Or clone in a stage of its own, and COPY --from only the files.`,
  };
}

function argumentSteps(places: readonly RemedyPlace[], options: RemedyOptions): Step[] {
  const isAlone = places.every((place) => place.occurrence.in === 'provenance');
  const isInConfig = places.some(({ occurrence, isBase }) => occurrence.in === 'config' && !isBase);
  const written = new Set(
    places.flatMap(({ occurrence, instruction }) =>
      occurrence.in === 'layer' && instruction !== null ? [instruction] : [],
    ),
  );
  return places.flatMap(({ occurrence, instruction, property, isBase, secret }) => {
    if ((occurrence.in !== 'history' && occurrence.in !== 'provenance') || isBase) return [];
    const name =
      instruction?.keyword === 'ARG'
        ? (property ?? instruction.properties[0])?.name
        : /build-arg:(\w+)$/.exec(occurrence.path)?.[1];
    if (name === undefined)
      return occurrence.in === 'provenance' && !isAlone
        ? []
        : historySteps(
            occurrence,
            instruction,
            instruction !== null && written.has(instruction) ? undefined : secret,
            { ...options, isInConfig },
          );
    const id = secretId(name);
    const users = options.commands.filter((command) => usesVariable(command, name) && !written.has(command));
    const [user] = users;
    const at = instruction === null ? '' : ` (${where(options, property ?? instruction)})`;
    const hasEnvMounts = options.hasEnvMounts === true;
    const mounted = user === undefined ? null : mountVariable(user, name, hasEnvMounts);
    const rewritten = mounted?.text ?? mountAny(name, hasEnvMounts);
    const target = user === undefined ? 'the command that needs it' : where(options, user);
    const given = code(`--secret id=${id},env=${name}`);
    const needs =
      mounted?.needsSyntax === true
        ? ' It needs Dockerfile syntax 1.10: where the builder is older, write `# syntax=docker/dockerfile:1` as the first line.'
        : '';
    const note = `Build with ${given} in place of the build argument, and delete ${code(`ARG ${name}`)}${at}.${needs}`;
    return [
      {
        summary: `give ${name} as a secret, not as a build argument`,
        text: `Delete ${code(`ARG ${name}`)}${at}, and write ${target} as: ${code(onOneLine(rewritten, user))} (and build with ${given})`,
        ...(user !== undefined && users.length === 1
          ? { suggestion: { line: user.line, endLine: user.endLine, text: rewritten, note } }
          : {}),
      },
    ];
  });
}

/** A command that holds the secret itself. What a place in the config tells already is not told again. */
function historySteps(
  occurrence: Occurrence,
  instruction: Instruction | null,
  secret: string | undefined,
  { isInConfig, ...options }: RemedyOptions & { readonly isInConfig: boolean },
): Step[] {
  if (instruction === null ? isInConfig : instruction.keyword !== 'RUN') return [];
  if (instruction === null)
    return [
      {
        summary: 'keep it out of the Dockerfile',
        text: `Do not write it in the Dockerfile (${occurrence.path}): mount it with \`RUN --mount=type=secret,id=…\``,
      },
    ];
  const rewritten = secret === undefined ? null : mountLiteral(instruction, secret);
  const at = where(options, instruction);
  const build = code('--secret id=token,src=FILE');
  const isShort = rewritten !== null && !rewritten.includes('\n');
  return [
    {
      summary: 'keep it out of the Dockerfile',
      text: isShort
        ? `Write ${at} as: ${code(rewritten)} (and build with ${build})`
        : `Take it out of ${at}: \`RUN --mount=type=secret,id=token …\`, with \`$(cat /run/secrets/token)\` in its place, built with ${build}`,
      ...(rewritten === null
        ? {}
        : {
            suggestion: {
              line: instruction.line,
              endLine: instruction.endLine,
              text: rewritten,
              note: `Build with ${build}.`,
            },
          }),
    },
  ];
}

function configSteps(places: readonly RemedyPlace[], options: RemedyOptions): Step[] {
  return places.flatMap(({ occurrence, instruction, property, isBase }) => {
    if (occurrence.in !== 'config' || isBase) return [];
    const [kind = '', ...names] = occurrence.path.split('/');
    const name = names.join('/');
    const at =
      instruction === null
        ? 'the Dockerfile'
        : `${instruction.keyword} (${where(options, property ?? instruction)})`;
    if (kind !== 'Env' && kind !== 'Labels') {
      return [
        {
          summary: `take it out of ${instruction?.keyword ?? kind}`,
          text: `Take it out of ${at}, and read it from the environment when the container runs.`,
        },
      ];
    }
    const text = instruction === null ? null : dropNames(instruction, new Set([name]));
    const instead =
      kind === 'Env'
        ? ', and give it when the container starts: `docker run --env-file`, or a secret of your orchestrator'
        : ': everyone who can pull the image can read its labels';
    return [
      {
        summary: `take ${name} out of ${instruction?.keyword ?? 'the Dockerfile'}`,
        text: `Take ${name} out of ${at}${instead}.`,
        ...(text === null || instruction === null
          ? {}
          : { suggestion: { line: instruction.line, endLine: instruction.endLine, text, ...noteOf(kind) } }),
      },
    ];
  });
}

function noteOf(kind: 'Env' | 'Labels'): { note?: string } {
  return kind === 'Labels'
    ? {}
    : {
        note: 'Give it when the container starts: `docker run --env-file`, or a secret of your orchestrator.',
      };
}

/** A command to be read in a sentence, without the ends of its continued lines. */
function onOneLine(text: string, instruction: Instruction | undefined): string {
  // Of a script the beginning tells what changed.
  if (instruction !== undefined && instruction.heredocs.length > 0)
    return `${text.split('\n').slice(0, 2).join(' ⏎ ')} …`;
  return text.replace(/[ \t]*[\\`]?[ \t]*\n\s*/g, ' ');
}

function baseSteps(places: readonly RemedyPlace[]): Step[] {
  const base = places.filter(({ isBase }) => isBase);
  if (base.length === 0) return [];
  return [
    {
      summary: 'have the base image mended',
      text: 'It came with the base image: use a version without it, and tell whoever builds that image.',
    },
  ];
}

function contextSteps(places: readonly RemedyPlace[]): Step[] {
  if (places.some(({ occurrence }) => occurrence.in !== 'context')) return [];
  return places.map(({ occurrence }) => {
    const file = ignoreName(outerPath(occurrence.path));
    if (isGitContents(occurrence.path)) {
      return {
        summary: `keep ${file} out of the build context`,
        text: `Add the line ${code(file)} to .dockerignore: a build needs no history.`,
      };
    }
    const line = occurrence.line === null ? '' : `:${String(occurrence.line)}`;
    return SECRET_FILE.test(outerPath(occurrence.path))
      ? {
          summary: `keep ${file} out of the build context`,
          text: `Add the line ${code(file)} to .dockerignore, and keep the file out of version control.`,
        }
      : {
          summary: `take it out of ${file}`,
          text: `Take it out of ${file}${innerPath(occurrence.path) ?? line}, and read it when the container runs.`,
        };
  });
}

function distinct(steps: readonly Step[]): Step[] {
  const bySummary = new Map<string, Step>();
  for (const step of steps) if (!bySummary.has(step.summary)) bySummary.set(step.summary, step);
  return [...bySummary.values()];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
