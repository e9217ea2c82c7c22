import type { Report, ReportLayer } from '../model/report.js';
import type { Item, Section } from './byte-budget.js';
import { describeMaker } from './layer-maker.js';
import { type LayerTraffic, layerTraffic } from './layer-traffic.js';
import { codeSpan } from './markdown-escape.js';
import { type MarkdownContext, renderLine } from './markdown-place.js';
import { tableFrame, tableHead, tableRow } from './markdown-table.js';
import { countOf, formatBytes, formatNumber } from './sizes.js';
import { visibleStart } from './visible-text.js';

const MAKER_COLUMNS = 80;
/** A longer table is folded. */
const UNFOLDED_ROWS = 24;
const NOUNS = ['layer', 'layers'] as const;

/** The layers that hold secrets or hide them, from the lowest up; those between are one row. Empty where none does. */
export function renderLadder(report: Report, context: MarkdownContext, rank: number): Section {
  const traffic = layerTraffic(report);
  const items: Item[] = [];
  let quiet: ReportLayer[] = [];
  let isTelling = false;
  for (const layer of report.layers) {
    const own = traffic.get(layer.index);
    const says = own === undefined ? '' : renderTraffic(own);
    if (says === '') {
      quiet.push(layer);
      continue;
    }
    isTelling = true;
    if (quiet.length > 0) items.push({ text: quietRow(quiet), rank });
    quiet = [];
    items.push({ text: tableRow([formatNumber(layer.index), renderMaker(layer, context), says]), rank });
  }
  if (quiet.length > 0) items.push({ text: quietRow(quiet), rank });
  return {
    open: `#### Layers\n\n${tableHead(['Layer', 'Made by', 'Secrets'], ['--:', '---', '---'])}`,
    items: isTelling ? items : [],
    close: '\n',
    nouns: NOUNS,
  };
}

/** All layers, with whose they are, their sizes and what they do with secrets. */
export function renderLayers(report: Report, context: MarkdownContext, rank: number): Section {
  const traffic = layerTraffic(report);
  const items = report.layers.map((layer) => {
    const own = traffic.get(layer.index);
    const cells = [
      formatNumber(layer.index),
      layer.origin === 'own' ? 'yours' : 'base',
      renderMaker(layer, context),
      formatBytes(layer.sizeBytes).replace(' ', '&nbsp;'),
      formatNumber(layer.files),
      own === undefined ? '' : renderTraffic(own),
    ];
    return { text: tableRow(cells), rank };
  });
  const head = tableHead(
    ['Layer', 'Whose', 'Made by', 'Size', 'Files', 'Secrets'],
    ['--:', '---', '---', '--:', '--:', '---'],
  );
  const summary = `<strong>${countOf(items.length, 'layer')}</strong>`;
  return { ...tableFrame(head, summary, items.length <= UNFOLDED_ROWS), items, nouns: NOUNS };
}

function quietRow(layers: readonly ReportLayer[]): string {
  const [first] = layers;
  const last = layers.at(-1);
  const range = first === last ? [first] : [first, last];
  const numbers = range.map((layer) => formatNumber(layer?.index ?? 0)).join('–');
  return tableRow([numbers, `*${countOf(layers.length, 'layer')} without secrets*`, '']);
}

/** `Dockerfile:7` and the instruction, on one line. */
function renderMaker(layer: ReportLayer, context: MarkdownContext): string {
  const { instruction } = layer;
  const maker = visibleStart(describeMaker(layer), MAKER_COLUMNS);
  return [
    instruction === null ? '' : renderLine(instruction.file, instruction.line, context),
    maker.trim() === '' ? '' : codeSpan(maker),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** `holds **3**, hides 1 of layer 2`. */
function renderTraffic({ holds, hides }: LayerTraffic): string {
  const hidden = [...hides].map(([layer, count]) => `${formatNumber(count)} of layer ${formatNumber(layer)}`);
  return [
    holds === 0 ? '' : `holds **${formatNumber(holds)}**`,
    hidden.length === 0 ? '' : `hides ${hidden.join(', ')}, still extractable there`,
  ]
    .filter((part) => part !== '')
    .join('<br>');
}
