import { randomBytes } from 'node:crypto';
import { info } from '@actions/core';

/**
 * Prints lines to the log. Names in them come from the image, whose author need not be a friend, and the runner takes
 * a line that begins with `::` (or has `##[` in it) as a command, so commands are switched off meanwhile.
 */
export function logUntrusted(text: string): void {
  // The word that switches them on again must not be guessed by the image's author.
  const word = `drydock-${randomBytes(16).toString('hex')}`;
  info(`::stop-commands::${word}`);
  info(text.endsWith('\n') ? text.slice(0, -1) : text);
  info(`::${word}::`);
}
