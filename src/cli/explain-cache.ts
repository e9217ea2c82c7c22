import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Finding, Part, Report } from '../model/report.js';
import { renderJson } from '../report/json.js';
import { writeReportFile } from '../report-file.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the last report is kept, in the user's own cache: `$XDG_CACHE_HOME` (XDG Base Directory Specification 0.8; a
 * relative path counts as none), `%LOCALAPPDATA%`, or `~/.cache`. null when nobody knows the user's home.
 */
export function lastReportPath(env: Environment): string | null {
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '', HOME: home = '' } = env;
  const folder = [xdg, local, home === '' ? '' : path.join(home, '.cache')].find((candidate) =>
    path.isAbsolute(candidate),
  );
  return folder === undefined ? null : path.join(folder, 'drydock', 'last-report.json');
}

/**
 * Keeps the reports of a scan for `drydock explain`, readable by the user alone and without raw values, whatever the
 * scan was asked for. A scan does not fail for a cache that cannot be written.
 */
export async function keepLastReport(reports: readonly Report[], env: Environment): Promise<void> {
  const file = lastReportPath(env);
  if (file === null) return;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeReportFile(file, renderJson(reports.map(withoutValues)), true);
  } catch {
    // `explain` says that there is no report, and how to give it one.
  }
}

function withoutValues(report: Report): Report {
  const findings = report.findings.map((finding) => ({
    ...withoutValue(finding),
    parts: finding.parts.map(withoutValue),
  }));
  return { ...report, findings };
}

function withoutValue<T extends Finding | Part>(item: T): T {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'value')) as T;
}
