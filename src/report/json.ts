import type {
  Coverage,
  Finding,
  InstructionRef,
  Occurrence,
  Report,
  ReportLayer,
  Target,
} from '../model/report.js';
import { escapeInvisibleInJson } from './visible-text.js';

/**
 * The JSON report, its keys in the order that is documented: one report as an object, several as a list, none as an
 * empty list. Ends with a line feed. Control and bidirectional characters are written as escapes, so that the document
 * is safe on a terminal and reads back as the same text.
 */
export function renderJson(reports: readonly Report[]): string {
  const [only] = reports;
  const document = only !== undefined && reports.length === 1 ? orderReport(only) : reports.map(orderReport);
  return `${escapeInvisibleInJson(JSON.stringify(document, null, 2))}\n`;
}

function orderReport(report: Report): object {
  return {
    ...withFirst(report, [
      'schema',
      'tool',
      'target',
      'layers',
      'findings',
      'coverage',
      'verdict',
      'allowances',
      'baseline',
    ]),
    tool: withFirst(report.tool, ['name', 'version', 'rules']),
    target: withFirst<Target>(report.target, ['reference', 'imageId', 'platform', 'kind']),
    layers: report.layers.map(orderLayer),
    findings: report.findings.map(orderFinding),
    coverage: orderCoverage(report.coverage),
    verdict: {
      ...withFirst(report.verdict, ['outcome', 'failOn', 'gate', 'counts']),
      counts: withFirst(report.verdict.counts, ['critical', 'high', 'medium', 'low']),
    },
  };
}

function orderLayer(layer: ReportLayer): object {
  return {
    ...withFirst(layer, [
      'index',
      'diffId',
      'digest',
      'sizeBytes',
      'files',
      'createdBy',
      'origin',
      'instruction',
    ]),
    instruction: orderInstruction(layer.instruction),
  };
}

function orderFinding(finding: Finding): object {
  return {
    ...withFirst(finding, [
      'fingerprint',
      'rule',
      'title',
      'provider',
      'severity',
      'redacted',
      'value',
      'parts',
      'owner',
      'verification',
      'notes',
      'occurrences',
      'remedy',
      'allowed',
      'baseline',
    ]),
    parts: finding.parts.map((part) => withFirst(part, ['name', 'redacted', 'value'])),
    occurrences: finding.occurrences.map(orderOccurrence),
    remedy: withFirst(finding.remedy, ['summary', 'steps', 'revokeUrl']),
  };
}

function orderOccurrence(occurrence: Occurrence): object {
  return {
    ...withFirst(occurrence, [
      'in',
      'path',
      'line',
      'column',
      'layer',
      'state',
      'hiddenBy',
      'encoding',
      'instruction',
      'source',
      'allowed',
    ]),
    instruction: orderInstruction(occurrence.instruction),
    source: occurrence.source === null ? null : withFirst(occurrence.source, ['file', 'line']),
  };
}

function orderInstruction(instruction: InstructionRef | null): object | null {
  return instruction === null ? null : withFirst(instruction, ['file', 'line', 'endLine', 'text']);
}

function orderCoverage(coverage: Coverage): object {
  return {
    ...withFirst(coverage, ['complete', 'bytes', 'files', 'layers', 'cachedLayers', 'skipped', 'unopened']),
    skipped: coverage.skipped.map((skipped) => withFirst(skipped, ['path', 'layer', 'reason', 'bytes'])),
    // Reports of older versions have none.
    ...(coverage.unopened !== undefined && {
      unopened: coverage.unopened.map((unopened) => withFirst(unopened, ['path', 'layer', 'reason'])),
    }),
  };
}

/** A copy whose keys begin with these; keys that are not named (newer ones) follow, none is lost. */
function withFirst<T extends object>(value: T, keys: readonly (keyof T & string)[]): object {
  const first = keys.filter((key) => key in value).map((key) => [key, value[key]] as const);
  return { ...Object.fromEntries<unknown>(first), ...value };
}
