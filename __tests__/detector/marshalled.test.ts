import fc from 'fast-check';
import { Detector, type Rule } from '../../src/detector/index.js';
import { separateStrings } from '../../src/detector/marshalled.js';
import { digestFile } from '../../src/detector/file-digests.js';

const rule: Rule = {
  id: 'demo-token',
  title: 'Demo',
  provider: 'Demo',
  severity: 'high',
  keywords: ['demo_'],
  pattern: 'demo_[A-Za-z0-9]{40,60}',
  examples: { match: [], ignore: [] },
};
const PATH = 'srv/__pycache__/settings.cpython-312.pyc';

function slicesOf(bytes: Uint8Array, path = PATH) {
  return [{ file: 0, path, start: 0, end: bytes.length, offset: 0, from: 0, to: bytes.length, whole: true }];
}

/** A string as Python writes it, between a name and the object None. */
function marshal(text: string, type: 'short' | 'long'): Buffer {
  const { length } = text;
  const head = type === 'short' ? [0xda, length] : [0xe1, length & 0xff, length >> 8, 0, 0];
  return Buffer.concat([Buffer.from([0xe3, 0, 0]), Buffer.from(head), Buffer.from(text), Buffer.from('N)')]);
}

describe('strings of Python bytecode', () => {
  it.each([
    ['short', 48],
    ['short', 52],
    ['long', 50],
  ] as const)('finds a token that is a %s string of %i characters', (type, length) => {
    // 48 and 52 are the codes of `0` and `4`.
    const token = `demo_${'q7W8e9R1t2'.repeat(6).slice(0, length - 5)}`;
    const bytes = marshal(token, type);
    const before = Buffer.from(bytes);
    const result = new Detector([rule]).scan({ bytes, slices: slicesOf(bytes) });
    expect(result.matches.map((match) => match.secret)).toEqual([token]);
    expect(result.digests).toEqual([digestFile(0, before)]);
    expect(bytes.equals(before)).toBe(true);
  });

  it('finds a token right behind another string', () => {
    const token = `demo_${'q7W8e9R1t2'.repeat(5).slice(0, 43)}`;
    const first = 'A docstring of the module.';
    const bytes = Buffer.concat([
      Buffer.from([0xe3, 0, 0, 0xda, first.length]),
      Buffer.from(first),
      marshal(token, 'short').subarray(3),
    ]);
    const result = new Detector([rule]).scan({ bytes, slices: slicesOf(bytes) });
    expect(result.matches.map((match) => match.secret)).toEqual([token]);
  });

  it('takes letters before a token in other files for a word', () => {
    const bytes = marshal(`demo_${'q7W8e9R1t2'.repeat(6).slice(0, 43)}`, 'short');
    const result = new Detector([rule]).scan({ bytes, slices: slicesOf(bytes, 'srv/data.bin') });
    expect(result.matches).toEqual([]);
  });

  it('puts every byte back, whatever stands there', () => {
    const pieces = fc.constantFrom(
      'z',
      'Z\x14',
      'a\x14\0\0\0',
      'qwertyuiopasdfghjkl',
      '\xda',
      '\xff',
      '0',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const bytes = Buffer.from(parts.join(''), 'latin1');
        const before = Buffer.from(bytes);
        separateStrings(bytes, slicesOf(bytes))();
        expect(bytes.equals(before)).toBe(true);
      }),
    );
  });
});
