import type { Placed } from '../../src/detector/placed.js';
import { preferDecoded } from '../../src/detector/prefer-decoded.js';

/** What is asked of a match: its place, its secret and whether its rule is a general one. */
function place(secret: string, start: number, end: number, general = false, encoding: string[] = []): Placed {
  const candidate = { secret, rule: { rule: { general } } };
  return { resolved: { candidate, partner: null }, start, end, encoding } as unknown as Placed;
}

const tell = (placed: readonly Placed[]): string[] =>
  placed.map(({ resolved, start, encoding }) =>
    `${resolved.candidate.secret}@${String(start)} ${encoding.join('+')}`.trim(),
  );

describe('preferDecoded', () => {
  const general = place('encoded', 10, 50, true);
  const known = place('known', 10, 50);

  it('drops what a general rule says of a value in which something is encoded', () => {
    expect(tell(preferDecoded([general], [place('inner', 20, 30, false, ['base64'])]))).toEqual([
      'inner@20 base64',
    ]);
    expect(tell(preferDecoded([general], [place('inner', 50, 60, false, ['base64'])]))).toEqual([
      'encoded@10',
      'inner@50 base64',
    ]);
  });

  it('keeps a known secret, and drops what a general rule says of what is in it', () => {
    expect(tell(preferDecoded([known], [place('inner', 20, 30, true, ['hex'])]))).toEqual(['known@10']);
    expect(tell(preferDecoded([known], [place('inner', 20, 30, false, ['hex'])]))).toEqual([
      'known@10',
      'inner@20 hex',
    ]);
  });

  it('tells a secret as it stands where it was found both ways', () => {
    expect(tell(preferDecoded([known], [place('known', 10, 50, false, ['escape'])]))).toEqual(['known@10']);
    expect(tell(preferDecoded([general], [place('encoded', 10, 50, true, ['escape'])]))).toEqual([
      'encoded@10',
    ]);
    // The rule that knows more says more.
    expect(tell(preferDecoded([general], [place('encoded', 10, 50, false, ['escape'])]))).toEqual([
      'encoded@10 escape',
    ]);
  });

  it('tells each place of a decoded secret once', () => {
    const decoded = [
      place('a', 10, 20, true, ['base64']),
      place('a', 10, 20, false, ['base64', 'base64']),
      place('a', 15, 25, false, ['hex']),
      place('b', 15, 25, false, ['hex']),
      place('a', 20, 25, false, ['hex']),
      place('a', 25, 30, false, ['hex']),
    ];
    expect(tell(preferDecoded([], decoded))).toEqual(['a@10 base64+base64', 'b@15 hex', 'a@25 hex']);
  });

  it('gets through what a hostile file makes of it', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => at * 10);
    const plain = many.map((at) => place(`p${String(at)}`, at, at + 4, true));
    const decoded = many.flatMap((at) => [
      place('same', at + 5, at + 9),
      place(`d${String(at)}`, at + 5, at + 9),
    ]);
    expect(preferDecoded(plain, decoded)).toHaveLength(60_000);
  });
});
