/** What the analysis of a pattern says. */
export interface BacktrackingReport {
  /** Also what was not decided. */
  readonly isSafe: boolean;
  /** Whether the analysis came to an end in its time. */
  readonly isDecided: boolean;
  /** For people: the degree, and a text that makes the pattern slow. */
  readonly problem: string;
}

/** Time for the analysis of one pattern; what is not decided by then is timed on hostile input instead. */
const ANALYSIS_MS = 1500;
/** Patterns run on windows of a few kilobytes, where the square of the length is still nothing. */
const MAX_DEGREE = 2;

/**
 * Analyses whether a pattern can backtrack catastrophically, with `recheck`: an automaton's ambiguity, not a guess.
 * The library is large, and loaded only here.
 */
export async function analyseBacktracking(
  source: string,
  timeoutMs = ANALYSIS_MS,
): Promise<BacktrackingReport> {
  const { checkSync } = await import('recheck/lib/browser.js');
  const ignoreCase = source.startsWith('(?i)');
  const result = checkSync(ignoreCase ? source.slice(4) : source, ignoreCase ? 'mi' : 'm', {
    timeout: timeoutMs,
    checker: 'automaton',
  });
  const isDecided = result.status !== 'unknown';
  if (result.status !== 'vulnerable') return { isSafe: true, isDecided, problem: '' };
  const { complexity } = result;
  if (complexity.type === 'polynomial' && complexity.degree <= MAX_DEGREE)
    return { isSafe: true, isDecided, problem: '' };
  return { isSafe: false, isDecided, problem: `can backtrack catastrophically (${complexity.summary})` };
}
