import type { InstructionRef, ReportLayer } from '../model/report.js';

/** History entries can be megabytes long (a here-document, a squashed image): what is shown stands at the start. */
const MAX_CHARS = 4000;

/** BuildKit's mark of what it ran. */
const BUILDKIT = / # buildkit$/;
/** The legacy builder's mark of a step that ran nothing, behind the shell of the image. */
const NO_OPERATION = /^(?!RUN )[^\s"']+(?: [^\s"']+){0,8}? [-/][^\s"']* #\(nop\) +/;
/** `RUN |2 A=1 B=2 /bin/sh -c …`, `/bin/sh -c …`, `/bin/bash -o pipefail -c …`. */
const SHELL = /^(?:RUN )?(?:\|\d+ .*?)?(?:\S*\/)?(?:ba|da|a|k|z)?sh(?: -[\w-]+| pipefail)* -\w*c (?=\S)/s;
/** What the legacy builder tells for the sources of a `COPY` or `ADD`. */
const LEGACY_SOURCE = /^((?:COPY|ADD) (?:--\S+ )*)(file|dir|multi):[0-9a-f]{16,} in /;

/**
 * What made a layer, on one line, as its author wrote it: the instruction of the Dockerfile where it is known, else the
 * history entry without what the builder put around it (shell, build arguments, marks). Empty where nothing is known.
 */
export function describeMaker({
  instruction,
  createdBy,
}: Pick<ReportLayer, 'instruction' | 'createdBy'>): string {
  const written = instruction === null ? '' : describeInstruction(instruction);
  return written === '' ? readHistory(createdBy.slice(0, MAX_CHARS)) : written;
}

/** The instruction on one line; of one that sets names on several lines, the name that holds the secret alone. */
export function describeInstruction({ text, line, nameLine }: InstructionRef): string {
  const lines = text.slice(0, MAX_CHARS).split('\n');
  const own = nameLine === undefined ? undefined : lines[nameLine - line];
  // Redacted, it may be told on fewer lines than it has.
  if (own === undefined) return joinLines(lines.join('\n'));
  return squeeze(`${/^\S*/.exec(text)?.[0] ?? ''} ${own.replace(/[\\`]\s*$/, '')}`);
}

/** Continued lines as one, without the comments between them. */
function joinLines(text: string): string {
  return squeeze(text.replace(/\n[ \t]*#[^\n]*(?=\n)/g, '').replace(/[\\`][ \t]*\r?\n/g, ' '));
}

function readHistory(createdBy: string): string {
  const bare = createdBy.trim().replace(BUILDKIT, '').replace(NO_OPERATION, '');
  const [shell] = SHELL.exec(bare) ?? [];
  const text = shell === undefined ? bare : `RUN ${bare.slice(shell.length)}`;
  return joinLines(text.replace(LEGACY_SOURCE, '$1… '));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
