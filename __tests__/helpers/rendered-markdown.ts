import { marked, type Token, type Tokens } from 'marked';

/** What GitHub's renderer would make of a Markdown document, as far as tests ask. */
export interface RenderedMarkdown {
  /** Of each table, how many cells each of its rows has, the heading and the line below it among them. */
  readonly tables: readonly (readonly number[])[];
  /** Every HTML tag or comment that is not text, lower-case, without attributes but `open`. */
  readonly tags: readonly string[];
  /** Targets of links, also of those that the renderer makes of bare addresses. */
  readonly links: readonly string[];
  readonly images: number;
  /** Levels of the headings. */
  readonly headings: readonly number[];
  /** All visible text, code included. */
  readonly text: string;
}

/** Reads a document by the rules of GitHub Flavored Markdown. */
export function readMarkdown(markdown: string): RenderedMarkdown {
  const tokens: Token[] = [];
  // What it returns is for asynchronous visitors.
  void marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token) => {
    tokens.push(token);
  });
  const html = tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim());
  return {
    tables: tokens.filter(isTable).map(({ raw }) => raw.trim().split('\n').map(countCells)),
    tags: html.flatMap((raw) => (raw.startsWith('<!--') ? ['<!---->'] : (raw.match(/<[^>]*>/g) ?? [raw]))),
    links: tokens.filter(({ type }) => type === 'link').map((token) => (token as Tokens.Link).href),
    images: tokens.filter(({ type }) => type === 'image').length,
    headings: tokens.filter(({ type }) => type === 'heading').map((token) => (token as Tokens.Heading).depth),
    text: tokens
      .filter(({ type }) => ['text', 'codespan', 'escape', 'code'].includes(type))
      .map((token) => (token as Tokens.Text).text)
      .join(' '),
  };
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}

/** A bare `|` ends a cell even in code. */
function countCells(row: string): number {
  return row.split(/(?<!\\)\|/).length - 2;
}
