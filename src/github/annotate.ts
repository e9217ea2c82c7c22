import { error, notice, warning } from '@actions/core';

/** One annotation of the workflow run. File and lines are of the checkout; 1-based. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly startColumn?: number;
}

/** Prints them as workflow commands, in the order given: the runner keeps the first ten of each level. */
export function annotate(annotations: readonly Annotation[]): void {
  const print = { error, warning, notice };
  for (const { level, message, ...properties } of annotations) print[level](message, properties);
}
