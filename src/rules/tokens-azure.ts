import { AZURE_SEEDS, commonAnnotatedChecksums, entraChecksum } from '../detector/checks/azure-checksums.js';
import { crc32 } from '../detector/checks/crc.js';
import { marvin32 } from '../detector/checks/marvin32.js';
import { encodeBase32 } from '../detector/checks/numerals.js';
import type { Random } from './examples-random.js';
import { BASE64, WORD } from './tokens-alphabets.js';

/** An identifiable key: `bytes` bytes in base64 with the signature 10 characters before the padding. */
function identifiable(random: Random, signature: string, bytes: number): string {
  const text = random.text(BASE64, Math.ceil((bytes * 8) / 6));
  const key = Buffer.from(`${text.slice(0, -10)}${signature}${text.slice(-6)}`, 'base64').subarray(0, bytes);
  const seeds = AZURE_SEEDS[signature] ?? [];
  const seed = seeds[random.below(seeds.length)] ?? '';
  key.writeUInt32LE(marvin32(key.subarray(0, -4), seed), bytes - 4);
  const written = key.toString('base64');
  return signature === 'AzFu' ? written.replaceAll('+', '-').replaceAll('/', '_') : written;
}

/** A common annotated key of 84 characters for a provider's four letters. */
function commonAnnotated(random: Random, provider: string): string {
  // Year and month of issue count from 2024 and January in letters; then 12 of the platform, 4 of the provider.
  const month = random.text('ABCDEFGHIJKL', 1);
  const made = `${random.text(WORD, 52)}JQQJ99B${month}AC${random.text(WORD, 5)}XJ3w3AAAA${provider}`;
  return made + (commonAnnotatedChecksums(made)[0] ?? '');
}

function entraSecret(random: Random): string {
  const first = `${random.text(WORD, 3)}8Q~${random.text(`${WORD}_.~-`, 31)}`;
  return first + entraChecksum(first);
}

/** The old form: 52 characters of base 32 with a CRC-32 in bytes 2, 7, 8 and 22. */
function devopsPat(random: Random): string {
  const bytes = random.bytes(33);
  const places = [2, 7, 8, 22];
  const rest = bytes.subarray(0, 32).filter((_, at) => !places.includes(at));
  const sum = (crc32(rest) ^ 0xe0b9692d) >>> 0;
  places.forEach((at, index) => (bytes[at] = (sum >>> (24 - 8 * index)) & 0xff));
  return encodeBase32(bytes).slice(0, 52).toLowerCase();
}

/** Keys of Microsoft's services, by the names that `${token:NAME}` takes. */
export const AZURE_TOKENS: readonly (readonly [string, (random: Random) => string])[] = [
  ['azure-storage', (random) => identifiable(random, '+ASt', 64)],
  ['azure-batch', (random) => identifiable(random, '+ABa', 64)],
  ['azure-cosmos', (random) => identifiable(random, 'ACDb', 64)],
  ['azure-redis', (random) => identifiable(random, 'AzCa', 32)],
  ['azure-functions', (random) => identifiable(random, 'AzFu', 40)],
  ['azure-search', (random) => identifiable(random, 'AzSe', 39)],
  ['azure-acr', (random) => identifiable(random, '+ACR', 39)],
  ['azure-servicebus', (random) => identifiable(random, '+ASb', 32)],
  ['azure-eventhub', (random) => identifiable(random, '+AEh', 32)],
  ['azure-relay', (random) => identifiable(random, '+ARm', 32)],
  ['azure-iothub', (random) => identifiable(random, 'AIoT', 32)],
  ['azure-apim', (random) => identifiable(random, 'APIM', 64)],
  ['azure-eventgrid', (random) => identifiable(random, 'AZEG', 32)],
  ['azure-ml', (random) => identifiable(random, '+AMC', 32)],
  ['azure-common', (random) => commonAnnotated(random, 'ACOG')],
  ['azure-app-configuration', (random) => commonAnnotated(random, 'AZAC')],
  ['azure-maps', (random) => commonAnnotated(random, 'AZMP')],
  ['azure-devops', (random) => commonAnnotated(random, 'AZDO')],
  ['azure-devops-old', devopsPat],
  ['entra-secret', entraSecret],
];
