import { randomBytes } from 'node:crypto';
import { info } from '@actions/core';
import { oneLine } from '../model/failure.js';

/**
 * Prints lines to the log. Names in them come from the image, whose author need not be a friend, and the runner takes
 * a line that begins with `::` (or has `##[` in it) as a command, so commands are switched off meanwhile.
 */
export function logUntrusted(text: string): void {
  const log = openUntrustedLog();
  log.write(text.endsWith('\n') ? text.slice(0, -1) : text);
  log.end();
}

/** Prints one sentence that names an image or quotes a server, so that nothing in it is a command of the runner. */
export function logSentence(sentence: string): void {
  info(oneLine(sentence).replaceAll('##[', '## ['));
}

/** Lines that come one at a time. */
export interface UntrustedLog {
  write(text: string): void;
  /** Switches commands on again. */
  end(): void;
}

/** As `logUntrusted`, for lines that come one at a time; nothing else may be told until its end. */
export function openUntrustedLog(): UntrustedLog {
  // The word that switches them on again must not be guessed by the image's author.
  const word = `drydock-${randomBytes(16).toString('hex')}`;
  info(`::stop-commands::${word}`);
  return {
    write: info,
    end() {
      info(`::${word}::`);
    },
  };
}
