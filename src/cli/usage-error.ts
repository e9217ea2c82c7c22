import type { CommanderError } from 'commander';
import { UserError } from '../model/errors.js';
import { isCommand } from './program.js';

/** Commander's message about wrong arguments, as one line with one piece of advice. */
export function usageError(error: CommanderError, args: readonly string[]): UserError {
  const text = error.message.replace(/^error: /, '');
  const [, problem = text, nearest] = /^(.*?)\s*\(Did you mean (?:one of )?(.+?)\?\)$/s.exec(text) ?? [];
  const sentence = problem.replace(/\.$/, '');
  if (nearest !== undefined) return new UserError(sentence, `did you mean ${nearest}?`);
  const [first] = args;
  if (error.code === 'commander.unknownCommand' && first !== undefined) {
    return new UserError(sentence, `to scan an image: drydock scan ${first}`);
  }
  const help = first !== undefined && isCommand(first) ? `drydock ${first} --help` : 'drydock --help';
  return new UserError(sentence, `see ${help}`);
}
