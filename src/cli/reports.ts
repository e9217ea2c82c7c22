import type { Report } from '../model/report.js';
import { renderJson } from '../report/json.js';
import { renderMarkdown } from '../report/markdown.js';
import { renderSarif } from '../report/sarif.js';
import { renderText } from '../report/text.js';
import { writeReportFile } from '../report-file.js';
import { DEFAULT_COLUMNS, wantsColor, write, type Console } from './console.js';
import { STDOUT, type Destination } from './destinations.js';
import type { FlagValues } from './program.js';

/** A Markdown file has no limit of its own; this one keeps an editor able to open it. */
const MAX_MARKDOWN_BYTES = 50 * 1024 * 1024;

/** What reports depend on besides the findings. */
export interface Surroundings {
  readonly flags: FlagValues;
  /** The build context's folder, relative to the working directory. */
  readonly context: string | undefined;
  readonly console: Console;
}

/**
 * Writes every report that was asked for. One that fails does not keep the others from being written.
 * @returns what went wrong, in the order of the destinations
 */
export async function writeReports(
  reports: readonly Report[],
  destinations: readonly Destination[],
  { flags, context, console }: Surroundings,
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (const destination of destinations) {
    try {
      const text = render(reports, destination, { flags, context, console });
      if (destination.path === STDOUT) await write(console.stdout, text);
      else await writeReportFile(destination.path, text, flags.get('--reveal') === true);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function render(
  reports: readonly Report[],
  { format, path }: Destination,
  { flags, context, console }: Surroundings,
): string {
  switch (format) {
    case 'json':
      return renderJson(reports);
    case 'sarif': {
      const dockerfile = flags.get('--dockerfile');
      return renderSarif(reports, typeof dockerfile === 'string' ? { context, dockerfile } : { context });
    }
    case 'markdown':
      return renderMarkdown(reports, { maxBytes: MAX_MARKDOWN_BYTES });
    case 'text': {
      const onStdout = path === STDOUT;
      return renderText(reports, {
        color: onStdout && wantsColor(console.stdout, console, flags.get('--no-color') !== true),
        columns: (onStdout ? console.stdout.columns : undefined) ?? DEFAULT_COLUMNS,
      });
    }
  }
}
