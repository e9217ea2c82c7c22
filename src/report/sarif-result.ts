import type { Location, LogicalLocation, Region, Result, Suppression } from 'sarif';
import type { Allowance, Finding, Occurrence, Report, ReportLayer } from '../model/report.js';
import { orderOccurrences } from './finding-order.js';
import { describeLeave } from './policy-wording.js';
import { encodePath } from './repository-links.js';
import {
  findRepositoryPlace,
  normalizePath,
  type RepositoryPaths,
  type RepositoryPlace,
  toRepositoryPlace,
} from './repository-place.js';
import { sarifLevel, sarifRuleId } from './sarif-rule.js';
import { countOf } from './sizes.js';
import { truncateEnd, truncateMiddle, visibleStart, visibleText } from './visible-text.js';
import {
  describeEncoding,
  describeNotes,
  describePath,
  describePlace,
  describeRedacted,
  describeState,
} from './wording.js';

export interface ResultPaths extends RepositoryPaths {
  /** Where findings without a line of their own are shown, at line 1; relative to the checkout, default the context's. */
  readonly dockerfile?: string | undefined;
}

/** GitHub reads the first location only; others are for people who open the file, who need some, not thousands. */
const MAX_RELATED_LOCATIONS = 50;
/** Of a path in the image or its encoded form. Linux has none of more than 4,096 bytes; most are under 200. */
const PATH_COLUMNS = 1000;
const TEXT_COLUMNS = 200;

interface ResultOptions extends ResultPaths {
  /** Some result of the run is suppressed: then each says whether it is (SARIF 2.1.0, 3.27.23). */
  readonly hasSuppressions?: boolean | undefined;
}

export function toResult(
  finding: Finding,
  { target: { reference }, layers }: Pick<Report, 'target' | 'layers'>,
  ruleIndex: ReadonlyMap<string, number>,
  paths: ResultOptions,
): Result {
  const ruleId = sarifRuleId(finding);
  const index = ruleIndex.get(ruleId);
  const places = orderOccurrences(finding);
  const shown = places.slice(0, 1 + MAX_RELATED_LOCATIONS);
  const [first, ...others] = shown.map((place) => toLocation(place, reference, layers, paths));
  const related = others.map((location, order) => ({ id: order + 1, ...location }));
  return {
    ruleId,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: sarifLevel(finding.severity),
    message: { text: describeResult(finding, places, layers) },
    locations: [first ?? { physicalLocation: toPhysicalLocation(fallbackPlace(paths)) }],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    // GitHub tells alerts apart by this key alone. Made of the secret and not of its line: a moved file is no new alert.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1` },
    fingerprints: { 'drydock/v1': finding.fingerprint },
    ...(finding.baseline === null
      ? {}
      : { baselineState: finding.baseline === 'known' ? ('unchanged' as const) : ('new' as const) }),
    ...(paths.hasSuppressions === true ? { suppressions: toSuppressions(finding.allowed) } : {}),
    properties: {
      severity: finding.severity,
      owner: finding.owner,
      verification: finding.verification,
      occurrences: finding.occurrences.length,
    },
  };
}

/** `OpenAI API key (sk-…mUhd) in srv/.env:2:16 (layer 3), deleted by layer 6, … .` and what to do about it. */
function describeResult(
  finding: Finding,
  places: readonly Occurrence[],
  layers: readonly ReportLayer[],
): string {
  const short = (text: string): string => visibleStart(text, TEXT_COLUMNS);
  const redacted = describeRedacted(finding, TEXT_COLUMNS);
  const [first] = places;
  const where = first === undefined ? '' : ` in ${describeFully(first, layers)}`;
  const others = places.length > 1 ? `, and at ${countOf(places.length - 1, 'more place')}` : '';
  const leave = describeLeave(finding);
  const notes = [...(leave === '' ? [] : [leave]), ...describeNotes(finding)].map(
    (note) => ` ${capitalize(truncateEnd(note, TEXT_COLUMNS))}.`,
  );
  const remedy =
    finding.remedy.summary === ''
      ? ''
      : ` ${visibleStart(finding.remedy.summary, 2 * TEXT_COLUMNS).replace(/(?<![.…])$/, '.')}`;
  const revoke =
    finding.remedy.revokeUrl === null ? '' : ` Revoke it: ${visibleText(finding.remedy.revokeUrl)}`;
  const sentence = `${short(finding.title)} (${redacted})${where}${others}.${notes.join('')}${remedy}${revoke}`;
  // `[text](1)` in a message is a link to a related location (SARIF 2.1.0, 3.11.6): text of an image makes none.
  return sentence.replace(/\]\(/g, '] (');
}

function describeFully(place: Occurrence, layers: readonly ReportLayer[]): string {
  const encoding = describeEncoding(place);
  const state = describeState(place, layers);
  const parts = [describePlace(place), encoding, state].filter((part) => part !== '');
  return `${truncateMiddle(describePath(place), TEXT_COLUMNS)} (${parts.join(', ')})`;
}

function toLocation(
  place: Occurrence,
  reference: string,
  layers: readonly ReportLayer[],
  paths: ResultPaths,
): Location {
  const location: Location = {
    physicalLocation: toPhysicalLocation(findRepositoryPlace(place, paths) ?? fallbackPlace(paths)),
    message: { text: describeFully(place, layers).replace(/\]\(/g, '] (') },
  };
  return place.in === 'context'
    ? location
    : { ...location, logicalLocations: [toLogicalLocation(place, reference)] };
}

/** What allows the finding, and where that is written: beside the secret, or in the configuration. */
function toSuppressions(allowed: Allowance | null): Suppression[] {
  if (allowed === null) return [];
  const { by, file, line, reason, expires } = allowed;
  const place = toRepositoryPlace(file, line ?? 1, null);
  const until = expires === null ? '' : ` (until ${visibleText(expires)})`;
  const justification = `${visibleStart(reason, 2 * TEXT_COLUMNS)}${until}`.trim();
  return [
    {
      kind: by === 'comment' ? 'inSource' : 'external',
      status: 'accepted',
      ...(justification === '' ? {} : { justification }),
      ...(place === null ? {} : { location: { physicalLocation: toPhysicalLocation(place) } }),
    },
  ];
}

/** The place in the image: `shop:ci!layer/3!/srv/.env`. */
function toLogicalLocation({ in: within, layer, path }: Occurrence, reference: string): LogicalLocation {
  const part = within === 'layer' && layer !== null ? `layer/${layer}` : within;
  const place = truncateMiddle(visibleText(path), PATH_COLUMNS);
  return { name: place, fullyQualifiedName: `${visibleText(reference)}!${part}!/${place}`, kind: 'resource' };
}

function fallbackPlace(paths: ResultPaths): RepositoryPlace {
  const file = normalizePath(paths.dockerfile ?? `${paths.context ?? '.'}/Dockerfile`);
  return { file: file ?? 'Dockerfile', line: 1, column: null };
}

/**
 * A path in an image is never a URI here: GitHub refuses files that are not in the checkout, and shows an alert on a
 * pull request only where all its lines are in the diff, hence one line and not a whole instruction.
 */
function toPhysicalLocation({
  file,
  line,
  column,
}: RepositoryPlace): NonNullable<Location['physicalLocation']> {
  const startColumn = column ?? 1;
  const region: Region = { startLine: line, startColumn, endLine: line, endColumn: startColumn + 1 };
  return { artifactLocation: { uri: encodePath(file) }, region };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
