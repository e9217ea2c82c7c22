/** A here-document of an instruction: what stands between its first line and the line with its name. */
export interface Heredoc {
  readonly name: string;
  readonly body: string;
  /** 1-based, of the body's first line. */
  readonly line: number;
}

/** The lines of one instruction. */
export interface InstructionLines {
  /** 1-based, of the keyword. */
  readonly line: number;
  /** 1-based, the last of it, the end of its here-documents included. */
  readonly endLine: number;
  /** As one line: continuation lines joined, comments between them left out. Without here-documents. */
  readonly head: string;
  /** Where in `head` each line of the file begins, in order; lines that are no part of it are left out. */
  readonly starts: readonly { readonly offset: number; readonly line: number }[];
  readonly heredocs: readonly Heredoc[];
}

export interface DockerfileLines {
  readonly escape: '\\' | '`';
  readonly instructions: readonly InstructionLines[];
  /** As they stand in the file, without line ends. */
  readonly lines: readonly string[];
}

/** BuildKit's parser directives: `# name=value`, before anything else (Dockerfile reference, "Parser directives"). */
const DIRECTIVE = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.*?)\s*$/;
/** Here-documents exist in these, and in `ONBUILD` of these (BuildKit, `parser.go`, `heredocDirectives`). */
const WITH_HEREDOC = /^(?:onbuild\s+)?(?:add|copy|run)\s/i;

/**
 * Splits a Dockerfile into instructions by BuildKit's own rules (`frontend/dockerfile/parser`): comments and blank lines
 * within continued lines are no part of them, and a here-document ends at the line with its name. The library that parses
 * the instructions misses `3<<EOF` and counts a line too many where a here-document does not end.
 */
export function splitDockerfile(text: string): DockerfileLines {
  const lines = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  const escape = findEscape(lines);
  const instructions: InstructionLines[] = [];
  for (let index = 0; index < lines.length;) {
    if (isBlankOrComment(lines[index] ?? '')) index++;
    else {
      const instruction = readInstruction(lines, index, escape);
      instructions.push(instruction);
      index = instruction.endLine;
    }
  }
  return { escape, instructions, lines };
}

function findEscape(lines: readonly string[]): '\\' | '`' {
  for (const line of lines) {
    const [, name, value] = DIRECTIVE.exec(line.trim()) ?? [];
    if (name === undefined) break;
    if (name.toLowerCase() === 'escape') return value === '`' ? '`' : '\\';
  }
  return '\\';
}

function isBlankOrComment(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

function readInstruction(lines: readonly string[], start: number, escape: string): InstructionLines {
  const continued = escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  let head = '';
  const starts: { offset: number; line: number }[] = [];
  let end = start;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (index > start && isBlankOrComment(line)) continue;
    end = index + 1;
    const isContinued = continued.test(line);
    starts.push({ offset: head.length, line: index + 1 });
    head += isContinued ? line.replace(continued, '') : line;
    if (!isContinued) break;
  }
  const indent = head.length - head.trimStart().length;
  head = head.trim();
  const heredocs: Heredoc[] = [];
  for (const { name, stripsTabs } of WITH_HEREDOC.test(head) ? heredocNames(head) : []) {
    const line = end + 1;
    const body: string[] = [];
    let isClosed = false;
    while (end < lines.length && !isClosed) {
      const raw = lines[end++] ?? '';
      const text = stripsTabs ? raw.replace(/^\t+/, '') : raw;
      isClosed = text === name;
      if (!isClosed) body.push(text);
    }
    heredocs.push({ name, body: body.join('\n'), line });
  }
  return {
    line: start + 1,
    endLine: end,
    head,
    starts: starts.map(({ offset, line }) => ({ offset: offset - indent, line })),
    heredocs,
  };
}

/**
 * The here-documents that a line begins: words of the form `<<NAME`, `<<-NAME`, `3<<"NAME"`. Quoted text is part of its
 * word, so `"<<EOF"` begins none (BuildKit, `heredocsFromLine`).
 */
function heredocNames(head: string): { name: string; stripsTabs: boolean }[] {
  const found: { name: string; stripsTabs: boolean }[] = [];
  for (const [word] of head.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/g)) {
    const [, dash, quoted] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
    const name = quoted?.replace(/["'\\]/g, '') ?? '';
    if (name !== '') found.push({ name, stripsTabs: dash === '-' });
  }
  return found;
}
