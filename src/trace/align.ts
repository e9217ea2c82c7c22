import type { HistoryEntry } from '../model/image.js';
import { compareWithHistory, type Likeness } from './align-instruction.js';
import { type HistoryText, readHistoryText } from './align-text.js';
import type { Instruction, ParsedDockerfile, Stage } from './dockerfile.js';

/** Which instruction made which history entry. */
export interface Alignment {
  /** One for each history entry; null where it is not known. */
  readonly instructions: readonly (Instruction | null)[];
  /** How many of the first entries are the base image's. 0 where it is not known. */
  readonly baseEntries: number;
  /** The stage that the image is; null where it is not known. */
  readonly stage: Stage | null;
}

/** The instructions that make a stage, oldest first, with those of the stages that it is built on. */
interface Chain {
  readonly stage: Stage;
  readonly instructions: readonly Instruction[];
  readonly isFromScratch: boolean;
  /** The Dockerfile says that it is built on a stage, if no build argument names another image: whose the rest is, is not known. */
  readonly isBaseUnsure: boolean;
}

/** An alignment, and how much speaks for it. */
interface Candidate extends Alignment {
  readonly instructionCount: number;
  /** How many of them are certain. */
  readonly certain: number;
}

/** Chains of a Dockerfile whose every `FROM` is a variable multiply; nobody writes so many. */
const MAX_CHAINS = 256;

/**
 * Finds the instruction of each history entry. Every instruction of a stage and of the stages it is built on makes one
 * entry, in order, so all of them have to fit, from the last entry backwards; what is left before them is the base
 * image's. One that does not fit, and nothing is said at all: the Dockerfile is not the one that the image was built
 * from, and a guess would send its reader to the wrong line.
 *
 * The stage need not be the last (`docker build --target`): of those that fit, it is the one with the most
 * instructions; of those, the one with the most that are certain; of those, the last of the file, which is built where
 * none is named. Where it can be one of several others, only what all of them agree on is told.
 */
export function alignHistory(dockerfile: ParsedDockerfile, history: readonly HistoryEntry[]): Alignment {
  const texts = history.map(readHistoryText);
  const last = dockerfile.stages.at(-1);
  let best: Candidate | null = null;
  for (const chain of listChains(dockerfile).reverse()) {
    if (chain.instructions.length < (best?.instructionCount ?? 1)) continue;
    const found = alignChain(chain, texts);
    if (found === null) continue;
    const lead: number =
      best === null ? 1 : found.instructionCount - best.instructionCount || found.certain - best.certain || 0;
    if (best === null || lead > 0) best = found;
    else if (lead === 0 && (best.stage !== last || found.stage === last)) best = agreed(best, found);
  }
  return best ?? { instructions: history.map(() => null), baseEntries: 0, stage: null };
}

/** What two alignments both say. */
function agreed(one: Candidate, other: Candidate): Candidate {
  const isShared = (instruction: Instruction): boolean =>
    other.stage?.instructions.includes(instruction) === true;
  return {
    ...one,
    instructions: one.instructions.map((instruction, entry) =>
      instruction === other.instructions[entry] ? instruction : null,
    ),
    baseEntries: Math.min(one.baseEntries, other.baseEntries),
    stage:
      one.stage === null ? null : { ...one.stage, instructions: one.stage.instructions.filter(isShared) },
  };
}

function alignChain(chain: Chain, texts: readonly HistoryText[]): Candidate | null {
  return (
    alignFrom(chain, texts, texts.length) ??
    (endsWithLabel(texts) ? alignFrom(chain, texts, texts.length - 1) : null)
  );
}

/** `docker build --label`: the legacy builder adds an instruction that no file has. */
function endsWithLabel(texts: readonly HistoryText[]): boolean {
  const last = texts.at(-1);
  return last?.keyword === 'LABEL' && last.isLegacy;
}

function alignFrom(
  { stage, instructions, isFromScratch, isBaseUnsure }: Chain,
  texts: readonly HistoryText[],
  end: number,
): Candidate | null {
  const found: (Instruction | null)[] = texts.map(() => null);
  let entry = end;
  let certain = 0;
  for (const instruction of instructions.toReversed()) {
    const text = texts[entry - 1];
    const likeness: Likeness = text === undefined ? 'no' : compareWithHistory(instruction, text);
    if (likeness === 'no') {
      // BuildKit writes no entry for a trigger, the legacy builder does.
      if (instruction.keyword === 'ONBUILD') continue;
      return null;
    }
    if (likeness === 'certain') certain++;
    found[--entry] = instruction;
  }
  if (certain === 0 || (isFromScratch && entry > 0)) return null;
  return {
    instructions: found,
    baseEntries: isBaseUnsure ? 0 : entry,
    stage,
    certain,
    instructionCount: instructions.length,
  };
}

/** Every stage, and for those with a variable in a `FROM` every one that it may be built on. The likeliest last. */
function listChains({ stages }: ParsedDockerfile): Chain[] {
  const chains: Chain[][] = [];
  for (const stage of stages) {
    const own: Chain[] = [];
    for (const parent of [...stage.parents].reverse()) {
      if (parent === null) own.push(extend(null, stage));
      else own.push(...(chains[parent] ?? []).map((chain) => extend(chain, stage)));
    }
    chains.push(own.slice(-MAX_CHAINS));
  }
  return chains.flat();
}

/** A stage's own instructions come after its parent's, and after the triggers that the parent left for it. */
function extend(parent: Chain | null, stage: Stage): Chain {
  const isFromScratch = parent?.isFromScratch ?? stage.image.toLowerCase() === 'scratch';
  const triggers = (parent?.stage.instructions ?? []).flatMap(({ trigger }) =>
    trigger === null ? [] : [trigger],
  );
  return {
    stage,
    isFromScratch,
    isBaseUnsure: parent?.isBaseUnsure ?? stage.parents[0] !== null,
    instructions: [...(parent?.instructions ?? []), ...triggers, ...stage.instructions],
  };
}
