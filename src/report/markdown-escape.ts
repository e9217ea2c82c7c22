import { webAddress } from './repository-links.js';
import { truncateEnd, visibleText } from './visible-text.js';

/**
 * Escaping for GitHub Flavored Markdown inside of table cells, list items and paragraphs. Besides Markdown and HTML,
 * GitHub turns `@name`, `#123`, `GH-1`, commit hashes, URLs, e-mail addresses, `:emoji:` and `$math$` in rendered text
 * into links and notifications, but leaves everything in a code element alone: so text from an image stands in code.
 */

/** What ends a code span, or a table cell from within one; and edge spaces, which a code span strips. */
const UNSAFE_IN_CODE_SPAN = /[`|]|^ | $|^$/;

/** A word that GitHub might make a link, a mention, an emoji or a formula of. */
const REFERENCE = /[@#$]|:\/\/|www\.|:[\w+-]+:|\bGH-\d|\b[0-9a-f]{7,40}\b/i;

const MARKDOWN_PUNCTUATION = /[\\*_[\]~^]/g;

/** At the start of a paragraph or list item: another list, a rule, a heading's underline. */
const BLOCK_START = /^(?:[-+=]|\d+(?=[.)]))/;

/**
 * Letters that are written from right to left: Hebrew, Arabic and their neighbours (Unicode 16, blocks of the bidirectional
 * classes R and AL). A number that follows would be shown before them.
 */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Text from an image, byte for byte, as code: nothing in it is markup, whatever it holds. */
export function codeSpan(text: string): string {
  const visible = visibleText(text);
  const code = UNSAFE_IN_CODE_SPAN.test(visible)
    ? `<code>${encodePunctuation(visible)}</code>`
    : `\`${visible}\``;
  return endLeftToRight(code, visible);
}

/** What follows is read from left to right again, whatever the text. */
function endLeftToRight(markup: string, text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${markup}&lrm;` : markup;
}

/**
 * A sentence of Drydock's or of a rule's, which may quote text from an image: escaped, with the parts between
 * backticks, and all words that GitHub might link, as code.
 */
export function prose(text: string): string {
  // With one group to split by, every second piece is what stood between two backticks.
  const pieces = visibleText(text).split(/`([^`]+)`/);
  const rendered = pieces.map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : words(piece))).join('');
  const line = rendered
    .trim()
    .replace(BLOCK_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
  return endLeftToRight(line, text);
}

/** Text for the inside of an HTML element that is not code, such as a `<summary>`. */
export function htmlProse(text: string): string {
  const rendered = visibleText(text)
    .split(' ')
    .map((word) => (REFERENCE.test(word) ? htmlCode(word) : escapeHtml(word)));
  return endLeftToRight(rendered.join(' '), text);
}

/** Text from an image inside of an HTML element. */
export function htmlCode(text: string): string {
  return endLeftToRight(`<code>${escapeHtml(visibleText(text))}</code>`, text);
}

/** Of what is no address after all. */
const URL_COLUMNS = 200;

/** A link of a rule; as code where it is not a web address. */
export function link(text: string, url: string): string {
  const address = webAddress(url);
  return address === null ? codeSpan(truncateEnd(url, URL_COLUMNS)) : linkTo(prose(text), address);
}

/** A link. @param markup what is shown, as Markdown already. @param address as {@link webAddress} gives it */
export function linkTo(markup: string, address: string): string {
  // In angle brackets no parenthesis ends it, and `<`, `>` and spaces are percent-encoded by URL or here.
  const target = address.replace(/[<>|\\`]/g, (character) => encodeURIComponent(character));
  return `[${markup}](<${target}>)`;
}

function words(text: string): string {
  const escape = (word: string): string => (REFERENCE.test(word) ? codeSpan(word) : escapeMarkdown(word));
  return text
    .split(/( +)/)
    .map((word) => (word.startsWith(' ') ? ' ' : escape(word)))
    .join('');
}

function escapeMarkdown(text: string): string {
  return escapeHtml(text).replace(MARKDOWN_PUNCTUATION, '\\$&').replace(/\|/g, '&#124;');
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/`/g, '&#96;');
}

function encodePunctuation(text: string): string {
  const encoded = text.replace(/[!-/:-@[-`{-~]|^ | $/g, (character) => `&#${character.charCodeAt(0)};`);
  // GitHub looks for e-mail addresses after it has decoded the entities: the comment parts the address in two.
  return encoded.replace(/&#64;/g, '&#64;<!-- -->');
}
