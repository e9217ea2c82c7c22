import { redactAll } from '../detector/index.js';
import type { InstructionRef } from '../model/report.js';
import type { Instruction, Property } from './dockerfile.js';

/** A here-document can hold a whole program, and every occurrence of a layer quotes its instruction. */
const MAX_TEXT_CHARS = 2000;

/**
 * The lines of an instruction, as a report has them.
 *
 * @param file how reports call the Dockerfile
 * @param redactions raw secret to redacted form: all of the image, not only the occurrence's own
 * @param property the one that is spoken of, of the many that the instruction may set: its line is told as well
 */
export function redactInstruction(
  instruction: Instruction,
  file: string,
  redactions: ReadonlyMap<string, string>,
  property: Property | null = null,
): InstructionRef {
  const { line, endLine } = instruction;
  const text = truncate(redactInstructionText(instruction, redactions));
  const isElsewhere = property !== null && property.line !== line;
  return { file, line, endLine, text, ...(isElsewhere ? { nameLine: property.line } : {}) };
}

/**
 * Quotes, escapes and continued lines can part a value in the file, so that it is not found there to be redacted: then
 * the names alone are told.
 */
function redactInstructionText(instruction: Instruction, redactions: ReadonlyMap<string, string>): string {
  const { text, keyword, properties, words, argument } = instruction;
  const plain = [argument, ...words, ...properties.map(({ value }) => value ?? '')];
  const isParted = [...redactions.keys()].some(
    (secret) => secret !== '' && !text.includes(secret) && plain.some((value) => value.includes(secret)),
  );
  if (!isParted) return redactAll(text, redactions);
  return [keyword, ...properties.map(({ name }) => `${name}=…`)].join(' ');
}

function truncate(text: string): string {
  return text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS)}…`;
}
