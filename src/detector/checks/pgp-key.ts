import type { Check } from '../../model/check.js';
import { crc24 } from './crc.js';
import type { KeyFacts } from './key-facts.js';
import { describeKey } from './key-facts.js';
import { readKeyText } from './key-text.js';
import { decodeBase64 } from './numerals.js';
import { NOTHING } from './result.js';

export interface PgpArmour {
  readonly bytes: Buffer;
  /** Null where the block has no checksum line: it is optional since RFC 9580. */
  readonly checksumFits: boolean | null;
}

/** Decodes the lines between BEGIN and END (headers left out). Null where they are no base64. */
export function readArmour(lines: readonly string[]): PgpArmour | null {
  const last = lines.at(-1) ?? '';
  const hasChecksum = /^=[A-Za-z0-9+/]{4}$/.test(last);
  const bytes = decodeBase64((hasChecksum ? lines.slice(0, -1) : lines).join(''));
  if (bytes === null) return null;
  return { bytes, checksumFits: hasChecksum ? armourChecksum(bytes) === last : null };
}

/** The checksum line of an armour: `=` and the CRC-24 in base64. */
export function armourChecksum(bytes: Uint8Array): string {
  const crc = crc24(bytes);
  return `=${Buffer.of(crc >> 16, (crc >> 8) & 0xff, crc & 0xff).toString('base64')}`;
}

const TAG_SECRET_KEY = 5;

/** Facts of the secret key packet that a block begins with (RFC 4880 and 9580, section 5.5.3). Null where there is none. */
export function readPgpKey(bytes: Uint8Array): KeyFacts | null {
  const packet = readPacket(bytes);
  if (packet?.tag !== TAG_SECRET_KEY) return null;
  const body = packet.body;
  const facts: KeyFacts = { kind: 'PGP', bits: null, encrypted: false, spki: null };
  const version = body[0];
  if (version === 4) {
    const at = skipPublicFields(body, body[5] ?? 0);
    const usage = at === null ? undefined : body[at];
    if (at === null || usage === undefined) return null;
    // GnuPG's S2K 101: the secret half is elsewhere (offline, on a card).
    if (usage >= 254 && body[at + 2] === 101) return { ...facts, harmless: 'its secret half is not in it' };
    return { ...facts, encrypted: usage !== 0 };
  }
  if (version !== 6) return null;
  // Version 6 tells the length of the public fields.
  const length = Buffer.from(body.subarray(6, 10));
  const usage = length.length === 4 ? body[10 + length.readUInt32BE()] : undefined;
  return usage === undefined ? null : { ...facts, encrypted: usage !== 0 };
}

/** Offset after the public numbers, which begin at byte 6; by the algorithm's number. */
function skipPublicFields(body: Uint8Array, algorithm: number): number | null {
  const numbers = new Map([
    [1, 2],
    [2, 2],
    [3, 2],
    [16, 3],
    [17, 4],
    [20, 3],
  ]).get(algorithm);
  let at = 6;
  if (numbers !== undefined) {
    for (let index = 0; index < numbers; index++) at = skipNumber(body, at);
    return at;
  }
  // Native keys of RFC 9580: X25519, X448, Ed25519, Ed448.
  const fixed = new Map([
    [25, 32],
    [26, 56],
    [27, 32],
    [28, 57],
  ]).get(algorithm);
  if (fixed !== undefined) return at + fixed;
  if (algorithm !== 18 && algorithm !== 19 && algorithm !== 22) return null;
  at = skipNumber(body, at + 1 + (body[at] ?? 0));
  return algorithm === 18 ? at + 1 + (body[at] ?? 0) : at;
}

/** A number has its length in bits, two bytes, before it. */
function skipNumber(body: Uint8Array, at: number): number {
  const bits = ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0);
  return at + 2 + Math.ceil(bits / 8);
}

/** The first packet, in the old or the new form of its head; null where it is cut short. */
function readPacket(bytes: Uint8Array): { tag: number; body: Uint8Array } | null {
  const [head = 0, first = 0, second = 0] = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head < 0x80 || bytes.length < 6) return null;
  let tag = head & 0x3f;
  let from: number;
  let length: number;
  if ((head & 0x40) === 0) {
    tag >>= 2;
    const size = head & 3;
    from = [2, 3, 5, 1][size] ?? 1;
    length = [first, view.getUint16(1), view.getUint32(1), bytes.length - 1][size] ?? 0;
  } else if (first < 192) [from, length] = [2, first];
  else if (first < 224) [from, length] = [3, ((first - 192) << 8) + second + 192];
  else [from, length] = [6, view.getUint32(2)];
  return from + length > bytes.length ? null : { tag, body: bytes.subarray(from, from + length) };
}

/** `pgp-armour`: the checksum of the block; also tells whether the key is encrypted. */
export const pgpArmour: Check = ({ secret, before, after }) => {
  const text = readKeyText(secret, before, after);
  const armour = text?.label.includes('PGP') === true ? readArmour(text.lines) : null;
  if (armour === null) return NOTHING;
  if (armour.checksumFits === false) return { outcome: 'fail', note: 'checksum of the block does not fit' };
  const facts = readPgpKey(armour.bytes);
  const said = [
    armour.checksumFits === null ? null : 'checksum fits',
    facts && describeKey(facts),
    facts?.harmless,
  ];
  const note = said.filter((text) => typeof text === 'string').join('; ');
  const atMost =
    facts !== null && (facts.encrypted || facts.harmless !== undefined) ? ('low' as const) : null;
  return {
    outcome: armour.checksumFits === true ? 'pass' : 'none',
    ...(note === '' ? {} : { note }),
    ...(atMost === null ? {} : { atMost }),
  };
};
