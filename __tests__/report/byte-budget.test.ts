import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitSections, utf8Length, type Section } from '../../src/report/byte-budget.js';

const tellCut = (count: number): string => `(${count} cut)`;

function section(name: string, ranks: readonly number[], text = 'x'): Section {
  const items = ranks.map((rank, index) => ({ text: `${name}${index}${text};`, rank }));
  return { open: `<${name}>`, items, close: `</${name}>`, nouns: [name, `${name}s`] };
}

describe('fitSections', () => {
  it('keeps everything, in the order given, where there is room', () => {
    const { text, omitted } = fitSections([section('a', [5]), section('b', [1, 2])], 1000, tellCut);
    expect(text).toBe('<a>a0x;</a><b>b0x;b1x;</b>');
    expect(omitted.size).toBe(0);
  });

  it('gives room to the smaller rank first, whichever section it is in', () => {
    const room = utf8Length('<b>b0x;</b>(2 cut)');
    const { text, omitted } = fitSections([section('a', [5]), section('b', [1, 9])], room, tellCut);
    expect(text).toBe('<b>b0x;(1 cut)</b>');
    expect(Object.fromEntries(omitted)).toEqual({ as: 1, bs: 1 });
  });

  it('keeps the beginning of a section, without holes', () => {
    const long: Section = {
      open: '',
      items: [
        { text: 'first', rank: 0 },
        { text: 'y'.repeat(500), rank: 0 },
        { text: 'third', rank: 0 },
      ],
      close: '',
      nouns: ['row', 'rows'],
    };
    expect(fitSections([long], 100, tellCut).text).toBe('first(2 cut)');
  });

  it('counts bytes, not characters, and never has more of them than asked', () => {
    const sections = fc.array(
      fc.array(fc.nat(9), { maxLength: 8 }).map((ranks) =>
        section(
          'é',
          ranks.sort((a, b) => a - b),
          '日🔑',
        ),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(sections, fc.nat(400), (given, maxBytes) => {
        const { text, omitted } = fitSections(given, maxBytes, tellCut);
        expect(utf8Length(text)).toBeLessThanOrEqual(maxBytes);
        const kept = text.split('🔑').length - 1;
        const cut = [...omitted.values()].reduce((sum, count) => sum + count, 0);
        expect(kept + cut).toBe(given.flatMap(({ items }) => items).length);
      }),
    );
  });
});
