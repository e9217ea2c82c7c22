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
 * instructions; of those, the last.
 */
export function alignHistory(dockerfile: ParsedDockerfile, history: readonly HistoryEntry[]): Alignment {
  const texts = history.map(readHistoryText);
  let best: Alignment = { instructions: history.map(() => null), baseEntries: 0, stage: null };
  let most = 0;
  for (const chain of listChains(dockerfile).reverse()) {
    const found = chain.instructions.length > most ? alignChain(chain, texts) : null;
    if (found === null) continue;
    best = found;
    most = chain.instructions.length;
  }
  return best;
}

function alignChain(chain: Chain, texts: readonly HistoryText[]): Alignment | null {
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
  { stage, instructions, isFromScratch }: Chain,
  texts: readonly HistoryText[],
  end: number,
): Alignment | null {
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
  return { instructions: found, baseEntries: entry, stage };
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
    instructions: [...(parent?.instructions ?? []), ...triggers, ...stage.instructions],
  };
}
