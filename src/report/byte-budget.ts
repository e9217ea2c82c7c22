/** One piece of a document, kept or left out as a whole. */
export interface Item {
  readonly text: string;
  /** The smaller, the sooner it gets its place. Within a section, items that come later have no smaller rank. */
  readonly rank: number;
}

/** A run of items with what surrounds them: a table with its head, a folded part with its summary. */
export interface Section {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** What an item is called, in the singular and the plural; what is left out is told by it. */
  readonly nouns: readonly [singular: string, plural: string];
}

export interface FittedDocument {
  readonly text: string;
  /** Items left out, by their plural noun. Empty when all had room. */
  readonly omitted: ReadonlyMap<string, number>;
}

interface Filling {
  readonly section: Section;
  kept: number;
  closed: boolean;
}

/**
 * Puts sections into at most `maxBytes` of UTF-8: of all items, those of the smallest rank first; a section in which
 * one has no room takes no more, so that what is kept of it is always its beginning.
 * @param tellCut what stands in a section from which `count` items were left out
 */
export function fitSections(
  sections: readonly Section[],
  maxBytes: number,
  tellCut: (count: number, nouns: Section['nouns']) => string,
): FittedDocument {
  const fillings = sections.map((section): Filling => ({ section, kept: 0, closed: false }));
  const queue = fillings
    .flatMap((filling) => filling.section.items.map((item) => ({ item, filling })))
    .sort((a, b) => a.item.rank - b.item.rank);
  let room = maxBytes;
  for (const { item, filling } of queue) {
    if (filling.closed) continue;
    const { section } = filling;
    // The sentence about what was cut is paid for when the section is opened, needed or not.
    const frame =
      filling.kept === 0 ? section.open + section.close + tellCut(section.items.length, section.nouns) : '';
    const cost = utf8Length(item.text) + utf8Length(frame);
    if (cost > room) {
      filling.closed = true;
    } else {
      room -= cost;
      filling.kept++;
    }
  }
  const omitted = new Map<string, number>();
  for (const { section, kept } of fillings) {
    const rest = section.items.length - kept;
    const noun = section.nouns[1];
    if (rest > 0) omitted.set(noun, (omitted.get(noun) ?? 0) + rest);
  }
  return { text: fillings.map((filling) => renderSection(filling, tellCut)).join(''), omitted };
}

function renderSection({ section, kept }: Filling, tellCut: Parameters<typeof fitSections>[2]): string {
  if (kept === 0) return '';
  const rest = section.items.length - kept;
  const items = section.items.slice(0, kept).map((item) => item.text);
  return [section.open, ...items, rest > 0 ? tellCut(rest, section.nouns) : '', section.close].join('');
}

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
