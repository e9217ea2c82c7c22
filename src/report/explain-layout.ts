import type { Allowance, Report } from '../model/report.js';
import { padEnd, wrapWords } from './line-layout.js';
import type { Palette } from './palette.js';
import { visibleText } from './visible-text.js';

/** What the sections of `drydock explain` share. */
export interface ExplainLayout {
  readonly palette: Palette;
  readonly columns: number;
}

/** What a story is told of: a whole report, or as much as was kept of one. */
export type ExplainedReport = Pick<Report, 'target' | 'layers' | 'verdict'> & {
  readonly baseline: { readonly file: string } | null;
};

export const INDENT = '  ';

const NAME_COLUMNS = 'fingerprint'.length;

/** A name, and what is said of it beside it. */
export function renderRow(name: string, text: string, columns: number, indent = INDENT): string[] {
  return wrapWords(text, `${indent}${padEnd(name, NAME_COLUMNS)}  `, columns);
}

/** `.drydock.yml:12 until 2027-03-31: "test data"`; null when nothing allows it. */
export function describeAllowance(allowed: Allowance | null): string | null {
  if (allowed === null) return null;
  const { by, file, line, reason, expires } = allowed;
  const at = `${visibleText(file)}${line === null ? '' : `:${String(line)}`}`;
  const until = expires === null ? '' : ` until ${visibleText(expires)}`;
  const why = reason === '' ? '' : `: ${visibleText(reason)}`;
  return `${by === 'comment' ? 'a comment in ' : ''}${at}${until}${why}`;
}
