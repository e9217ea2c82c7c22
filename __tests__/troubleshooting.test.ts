import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(root, 'src', file), 'utf8'))
  .join('\n');
const guide = readFileSync(path.join(root, 'docs/troubleshooting.md'), 'utf8');
const messages = [...guide.matchAll(/^### `(.+)`$/gm)].map(([, message]) => message ?? '');

/** Commander says this, not a file of ours. */
const FOREIGN = ['unknown option …'];

it('has messages', () => {
  expect(messages.length).toBeGreaterThan(20);
});

it.each(messages.filter((message) => !FOREIGN.includes(message)))(
  'is about a message that there is: %s',
  (message) => {
    const pieces = message.split('…').filter((piece) => piece.trim().length > 2);
    expect(pieces).not.toEqual([]);
    expect(pieces.filter((piece) => !sources.includes(piece.trim()))).toEqual([]);
  },
);
