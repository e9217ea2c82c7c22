import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import { UserError } from '../model/errors.js';

/** A YAML document that knows where in the file its values stand. */
export interface YamlSource {
  /** An empty object for a file with nothing in it. */
  readonly document: unknown;
  /**
   * The 1-based line of the key or item that a JSON pointer (RFC 6901) leads to, or of the nearest thing around it; null
   * where nothing is known.
   */
  lineOf(pointer: string): number | null;
}

/** Nobody nests a configuration deeper. */
const MAX_DEPTH = 20;
/**
 * An alias stands for all that its anchor holds, so that a few lines of aliases of aliases grow without bound when they
 * are walked ("billion laughs"). With so few, in a document that may be five levels deep, they stay small.
 */
const MAX_ALIASES = 50;

/**
 * Parses YAML 1.2 with the positions of its parts.
 * @param file how errors call it
 * @throws UserError with file and line, for what is no YAML
 */
export function parseYamlSource(text: string, file: string): YamlSource {
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    const isEmpty = events.every(({ type }) => type === EVENT_ID.DOCUMENT || type === EVENT_ID.POP);
    const documents = isEmpty ? [] : constructFromEvents(events, { source: text, maxAliases: MAX_ALIASES });
    if (documents.length > 1) {
      throw new UserError(`${file}: several documents in one file`, 'keep the first, and no --- after it');
    }
    const offsets = new Map<string, number>();
    new Walk(text, events, offsets).node('', null);
    const lines = lineStarts(text);
    return {
      document: documents[0] ?? {},
      lineOf: (pointer) => {
        for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
          const offset = offsets.get(at);
          if (offset !== undefined) return lineAt(lines, offset);
        }
        return null;
      },
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    // An anchor that holds itself makes the library fail in its own way.
    const { line, reason } =
      error instanceof YAMLException ? problemOf(error) : { line: '', reason: 'unreadable' };
    throw new UserError(`${file}${line}: bad YAML: ${reason}`, 'correct the file');
  }
}

/** The part of a pointer that a key is. */
export function pointerPart(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function problemOf({ reason, mark }: YAMLException): { line: string; reason: string } {
  return { line: mark === undefined ? '' : `:${String(mark.line + 1)}`, reason };
}

/** Walks the flat list of events; what an alias stands for is not entered. */
class Walk {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #offsets: Map<string, number>;
  #next = 0;

  constructor(text: string, events: readonly Event[], offsets: Map<string, number>) {
    this.#text = text;
    this.#events = events;
    this.#offsets = offsets;
  }

  /**
   * One node and all within it.
   * @param offset where the key of it stands; null for an item of a list, which stands where it begins
   * @returns the node's text when it is a scalar, and where it stands
   */
  node(pointer: string, offset: number | null): { readonly text: string | null; readonly offset: number } {
    const event = this.#events[this.#next++];
    if (event === undefined) return { text: null, offset: 0 };
    const at = startOf(event);
    if (pointer !== '' && !this.#offsets.has(pointer) && (offset ?? at) >= 0)
      this.#offsets.set(pointer, offset ?? at);
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.#within(() => this.node(pointer, null));
        break;
      case EVENT_ID.SEQUENCE: {
        let index = 0;
        this.#within(() => this.node(pointer + pointerPart(index++), null));
        break;
      }
      case EVENT_ID.MAPPING:
        this.#within(() => {
          const key = this.node('', null);
          this.node(key.text === null ? '' : pointer + pointerPart(key.text), key.offset);
        });
        break;
      case EVENT_ID.SCALAR:
        return { text: event.valueStart < 0 ? '' : getScalarValue(this.#text, event), offset: at };
      default:
        break;
    }
    return { text: null, offset: at };
  }

  #within(visit: () => unknown): void {
    while (this.#next < this.#events.length && this.#events[this.#next]?.type !== EVENT_ID.POP) visit();
    this.#next++;
  }
}

function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.SCALAR:
      return event.valueStart;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return -1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  const after = starts.findIndex((start) => start > offset);
  return after < 0 ? starts.length : after;
}
