import type { Placed } from './placed.js';

/**
 * Each secret of a place is told once. What stands there plainly is told as that, but a general rule's match of an
 * encoded value gives way to what is encoded in it, a login to the token in it, and a general rule's match in a known
 * secret to that secret.
 */
export function preferDecoded(plain: readonly Placed[], decoded: readonly Placed[]): readonly Placed[] {
  if (decoded.length === 0) return plain;
  const known = new Spans(plain.filter((placed) => !isGeneral(placed)));
  const same = bySecret(plain);
  const news = firstOfEach(
    decoded.filter((placed) => {
      const isSame = same.get(keyOf(placed))?.touch(placed) === true;
      return isGeneral(placed) ? !isSame && !known.touch(placed) : !isSame || !known.touch(placed);
    }),
  );
  const inner = new Spans(news);
  const innerKnown = new Spans(news.filter((placed) => !isGeneral(placed)));
  const isTold = (placed: Placed): boolean =>
    (isGeneral(placed) && inner.touch(placed)) || (isLogin(placed) && innerKnown.touch(placed));
  return [...plain.filter((placed) => !isTold(placed)), ...news];
}

/** `user:token` in base64: the token's own rule says where to revoke it. */
function isLogin({ resolved }: Placed): boolean {
  return resolved.candidate.rule.rule.checks?.includes('base64-userpass') === true;
}

function isGeneral({ resolved }: Placed): boolean {
  return resolved.candidate.rule.rule.general === true;
}

function keyOf({ resolved }: Placed): string {
  return resolved.candidate.secret;
}

function bySecret(placed: readonly Placed[]): ReadonlyMap<string, Spans> {
  const groups = new Map<string, Placed[]>();
  for (const each of placed) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return new Map([...groups].map(([secret, group]) => [secret, new Spans(group)]));
}

/** Of those that hold the same secret and overlap, the first one; of several that begin together one that knows more. */
function firstOfEach(placed: readonly Placed[]): Placed[] {
  const ends = new Map<string, number>();
  return [...placed]
    .sort((a, b) => a.start - b.start || Number(isGeneral(a)) - Number(isGeneral(b)))
    .filter((each) => {
      const end = ends.get(keyOf(each)) ?? 0;
      ends.set(keyOf(each), Math.max(end, each.end));
      return each.start >= end;
    });
}

/** Where things stand; a file of an attacker has tens of thousands of them, so that a place is found by a search. */
class Spans {
  /** Sorted, none over another. */
  readonly #spans: { readonly start: number; end: number }[] = [];

  constructor(placed: readonly Placed[]) {
    for (const { start, end } of [...placed].sort((a, b) => a.start - b.start)) {
      const last = this.#spans.at(-1);
      if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
      else this.#spans.push({ start, end });
    }
  }

  /** Whether one of them overlaps it. */
  touch({ start, end }: Placed): boolean {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#spans[middle] as { end: number }).end > start) high = middle;
      else low = middle + 1;
    }
    const next = this.#spans[low];
    return next !== undefined && next.start < end;
  }
}
