import type { Outcome } from '../model/report.js';
import type { Severity } from '../model/severity.js';

type Style = (text: string) => string;

/** How a terminal report marks its parts. Every style leaves the width of the text as it is. */
export interface Palette {
  readonly bold: Style;
  readonly dim: Style;
  /** Paths and other things to click or copy. */
  readonly place: Style;
  readonly severity: Readonly<Record<Severity, Style>>;
  readonly outcome: Readonly<Record<Outcome, Style>>;
}

/** Select Graphic Rendition (ECMA-48, 8.3.117): the given parameters, then a reset of all. */
function sgr(parameters: string): Style {
  return (text) => (text === '' ? '' : `\u001b[${parameters}m${text}\u001b[0m`);
}

const unstyled: Style = (text) => text;

/** No escape codes at all. */
export const PLAIN: Palette = {
  bold: unstyled,
  dim: unstyled,
  place: unstyled,
  severity: { critical: unstyled, high: unstyled, medium: unstyled, low: unstyled },
  outcome: { pass: unstyled, blocked: unstyled, incomplete: unstyled },
};

/** The sixteen colours that every terminal has, so that the user's own theme decides what they look like. */
export const ANSI: Palette = {
  bold: sgr('1'),
  dim: sgr('2'),
  place: sgr('36'),
  // Black or white letters are set on each background: a theme's default may be too close to it.
  severity: { critical: sgr('1;97;41'), high: sgr('1;31'), medium: sgr('1;33'), low: sgr('1;34') },
  outcome: { pass: sgr('1;32'), blocked: sgr('1;31'), incomplete: sgr('1;33') },
};
