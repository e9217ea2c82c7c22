// What a file costs that was made to be slow, against plain text of the same size:
//   node bench/hostile.mjs [--only TEXT] [--sample N] [--list N]
//
// A mebibyte full of each keyword of each rule, alone and with what makes it look like more, and of pieces of syntax
// that the detector looks into. With --sample only every Nth of them; limit 20 seconds for a mebibyte, which a scan of
// an image made of nothing else would bear. Processor time, so that other work on the machine counts little.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { judge, median, ROOT } from './lib.mjs';

const MEBIBYTE = 2 ** 20;
const MAX_SECONDS = 20;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    sample: { type: 'string', default: '1' },
    list: { type: 'string', default: '15' },
  },
});
const { Detector } = createRequire(import.meta.url)(path.join(ROOT, 'dist', 'detector.cjs'));
const rules = JSON.parse(readFileSync(path.join(ROOT, 'dist', 'rules.json'), 'utf8'));
const detector = new Detector(rules);

/** What follows a keyword, over and over. */
const ENDINGS = ['', ' ', '="', 'Ab3dE5fG7h', '\\', '%20', '": "', '\n', '=x\n', "('"];
const SYNTAX = [
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----BEGIN CERTIFICATE-----\\nMIIC',
  'eyJhbGciOiJIUzI1NiJ9.',
  'https://a:b@',
  'postgres://u:$',
  '"key": {"key": ',
  '\\"key\\": \\"',
  '\\\\\\"token\\\\\\":',
  'password=',
  'password: |\n  ',
  'token = token = ',
  'kind: Secret\ndata:\n  a: ',
  'H4sIAAAAAAAA',
  'QUtJQUFLSUFB',
  '%73%6b%2d',
  '\\u0073\\u006b',
  '73006b00',
  '<key>a</key><string>',
  'ENV A=',
  'curl -u a:',
  '0123456789abcdef',
  'A',
  '=',
  '"',
  "'",
  '\\',
  '{',
  '(',
  '\0a',
  '\n',
];

const units = [
  ...SYNTAX.map((unit) => [`syntax ${JSON.stringify(unit)}`, unit]),
  ...rules.flatMap(({ id, keywords }) =>
    keywords.flatMap((keyword) =>
      ENDINGS.map((ending) => [`${id}: ${JSON.stringify(keyword + ending)}`, keyword + ending]),
    ),
  ),
].filter(([name], index) => name.includes(values.only) && index % Number(values.sample) === 0);

/** Seconds that a mebibyte of the unit takes. */
function measure(unit) {
  const bytes = Buffer.alloc(MEBIBYTE, unit, 'latin1');
  const end = bytes.length;
  const slice = { file: 0, path: 'srv/app/config', start: 0, end, offset: 0, from: 0, to: end, whole: true };
  const before = process.cpuUsage();
  detector.scan({ bytes, slices: [slice] });
  return process.cpuUsage(before).user / 1e6;
}

const prose = 'The quick brown fox jumps over the lazy dog, and so on. ';
const plain = median([1, 2, 3, 4, 5].map(() => measure(prose)));
const results = units.map(([name, unit]) => ({ name, seconds: measure(unit) }));
results.sort((a, b) => b.seconds - a.seconds);
for (const { name, seconds } of results.slice(0, Number(values.list)))
  console.log(`      ${seconds.toFixed(2).padStart(6)} s  ${name}`);
console.log(
  `      ${results.length} kinds; half of them take less than ${(median(results.map(({ seconds }) => seconds)) / plain).toFixed(0)} times plain text`,
);
const worst = results[0]?.seconds ?? 0;
judge(
  `a mebibyte made to be slow (at most ${MAX_SECONDS} s)`,
  `${worst.toFixed(2)} s, ${(worst / plain).toFixed(0)} times plain text`,
  worst <= MAX_SECONDS,
);
