import type { Finding, Occurrence } from '../model/report.js';
import {
  describeAllowance,
  type ExplainedReport,
  type ExplainLayout,
  INDENT,
  renderRow,
} from './explain-layout.js';
import { orderOccurrences } from './finding-order.js';
import { describeInstruction } from './layer-maker.js';
import { wrapWords } from './line-layout.js';
import { lineOf } from './repository-place.js';
import { formatNumber } from './sizes.js';
import { visibleStart, visibleText } from './visible-text.js';
import { describeEncoding, describePath, describePlace, describeState } from './wording.js';

/** History entries and instructions can be pages long: as much as tells them from the others. */
const TEXT_COLUMNS = 240;

/** Every place, each with its chain: layer, history, line of the Dockerfile, file of the build context, what hides it. */
export function renderChains(report: ExplainedReport, finding: Finding, layout: ExplainLayout): string[] {
  const places = orderOccurrences(finding);
  const width = String(places.length).length;
  return places.flatMap((place, index) => {
    const number = `${INDENT}${String(index + 1).padStart(width)}. `;
    return [
      ...wrapWords(
        `${describePlace(place)}: ${describePath(place)}`,
        number,
        layout.columns,
        layout.palette.place,
      ),
      ...renderChain(report, place, layout, ' '.repeat(number.length)),
    ];
  });
}

function renderChain(
  { layers }: ExplainedReport,
  place: Occurrence,
  { columns }: ExplainLayout,
  indent: string,
): string[] {
  const layer = layers.find(({ index }) => index === place.layer);
  const { instruction, source } = place;
  const state = describeState(place, layers);
  const encoding = describeEncoding(place);
  const rows: readonly (readonly [string, string | null])[] = [
    ['written as', encoding === '' ? null : encoding],
    ['layer', layer === undefined ? null : `${formatNumber(layer.index)}, ${describeOrigin(layer.origin)}`],
    ['history', layer === undefined || layer.createdBy === '' ? null : shorten(layer.createdBy)],
    [
      'made by',
      instruction === null
        ? null
        : `${visibleText(instruction.file)}:${String(lineOf(instruction))}  ${shorten(describeInstruction(instruction))}`,
    ],
    ['from', source === null ? null : `${visibleText(source.file)}:${String(source.line)}`],
    ['state', state === '' ? null : state],
    ['allowed by', describeAllowance(place.allowed)],
  ];
  return rows.flatMap(([name, text]) => (text === null ? [] : renderRow(name, text, columns, indent)));
}

function describeOrigin(origin: 'own' | 'base'): string {
  return origin === 'own' ? 'of your Dockerfile' : 'of the base image';
}

function shorten(text: string): string {
  return visibleStart(text, TEXT_COLUMNS);
}
