import type { Occurrence } from '../model/report.js';
import { codeSpan, linkTo, prose } from './markdown-escape.js';
import { lineUrl, type RepositoryLinks } from './repository-links.js';
import { findRepositoryPlace, type RepositoryPaths, toRepositoryPlace } from './repository-place.js';
import { truncateEnd, truncateMiddle } from './visible-text.js';
import { describeEncoding, describePath } from './wording.js';

/** What a Markdown report needs to know beside the report itself. */
export interface MarkdownContext extends RepositoryPaths {
  /** null: places of the checkout are named, and not linked. */
  readonly links: RepositoryLinks | null;
}

/** Longer paths lose their middle. */
export const PATH_COLUMNS = 120;
/** In a table, beside other columns: code is not broken there, and a table that is too wide hides what is to the right. */
export const CELL_COLUMNS = 56;
const ENCODING_COLUMNS = 80;

/** `Dockerfile:7` of the checkout, linked to the line at the commit where that is known. */
export function renderLine(
  file: string,
  line: number | null,
  { links }: MarkdownContext,
  columns = PATH_COLUMNS,
): string {
  const text = codeSpan(truncateMiddle(line === null ? file : `${file}:${line}`, columns));
  const place = toRepositoryPlace(file, line ?? 1, null);
  const url = links === null || place === null ? null : lineUrl(links, place);
  return url === null ? text : linkTo(text, url);
}

/** `srv/.env:2:16`, with its encoding; of the build context, linked. */
export function renderPath(place: Occurrence, context: MarkdownContext, columns = PATH_COLUMNS): string {
  const encoding = describeEncoding(place);
  const text = codeSpan(truncateMiddle(describePath(place), columns));
  const found = place.in === 'context' ? findRepositoryPlace(place, context) : null;
  const url = found === null || context.links === null ? null : lineUrl(context.links, found);
  const path = url === null ? text : linkTo(text, url);
  return encoding === '' ? path : `${path} in ${prose(truncateEnd(encoding, ENCODING_COLUMNS))}`;
}
