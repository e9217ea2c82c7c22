import type { Report } from '../model/report.js';
import { fitSections } from './byte-budget.js';
import { renderPage } from './markdown-page.js';
import { tellCut } from './markdown-table.js';
import type { RepositoryLinks } from './repository-links.js';
import type { RepositoryPaths } from './repository-place.js';
import { formatNumber } from './sizes.js';

export interface MarkdownOptions extends RepositoryPaths {
  /**
   * Of UTF-8, at least 1,000. Default: GitHub's limit for the job summary of a step, 1 MiB, less 16 KiB for what else
   * the step writes there.
   */
  readonly maxBytes?: number | undefined;
  /** Where lines of the checkout can be looked at; without it, they are named only. */
  readonly links?: RepositoryLinks | null | undefined;
}

/** A step's summary that is larger than 1 MiB is dropped whole by GitHub. */
const SUMMARY_MAX_BYTES = 1024 * 1024 - 16 * 1024;
const MIN_BYTES = 1000;
/** For the sentence at the end that says what was left out. */
export const NOTE_BYTES = 500;

/**
 * The report for GitHub's job summary, in GitHub Flavored Markdown, a part for each image. Text from the image can break
 * neither table nor page: it stands in code, escaped. Raw values are never shown.
 * @throws RangeError for less than 1,000 bytes
 */
export function renderMarkdown(reports: readonly Report[], options: MarkdownOptions = {}): string {
  const maxBytes = options.maxBytes ?? SUMMARY_MAX_BYTES;
  if (maxBytes < MIN_BYTES) throw new RangeError(`a Markdown report needs ${MIN_BYTES} bytes or more`);
  const context = { context: options.context, links: options.links ?? null };
  const sections = reports.flatMap((report) =>
    renderPage({ report, context, layers: 'all', news: [], isNew: () => false, fixed: null }),
  );
  const { text, omitted } = fitSections(sections, maxBytes - NOTE_BYTES, tellCut);
  return `${text}${tellOmitted(omitted, 'The JSON report holds everything.')}`;
}

/** The sentence at the end of a document that was cut; nothing after one that is whole. */
export function tellOmitted(omitted: ReadonlyMap<string, number>, whereAllIs: string): string {
  if (omitted.size === 0) return '';
  const parts = [...omitted].map(([noun, count]) => `${formatNumber(count)} ${noun}`);
  return `\nThis report was cut to its size limit. Left out: ${parts.join(', ')}. ${whereAllIs}\n`;
}
