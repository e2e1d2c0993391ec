// Turns the Markdown of a text cell into HTML: mathematics set aside first, headings in order, links between lessons followed.
import MarkdownIt, { type Token } from "markdown-it";
import { codeBlock } from "./highlight.js";
import { namelessHeads, plainText } from "./html.js";
import { type Lessons, pageOf, slug } from "./links.js";
import { extractMath, type Formula, fillPlaces, typesetPlaces } from "./math.js";
import { type Attachments, pictureData, settleHtml } from "./pictures.js";
import { withSideNotes } from "./side-notes.js";

/** A heading as the table of contents needs it. */
export interface Heading {
  level: number;
  id: string;
  html: string;
}

/** What is remembered from cell to cell while one page is written. */
export interface PageState {
  headings: Heading[];
  ids: Set<string>;
  /** The exported lessons: links to `name.ipynb` become links to `name.html`. */
  lessons: Lessons;
}

/** A fresh state for one page. */
export const pageState = (lessons: Lessons = new Map()): PageState => ({
  headings: [],
  ids: new Set(),
  lessons,
});

const md = new MarkdownIt({ html: true, typographer: true }).disable("replacements");
const inlineMd = new MarkdownIt({ html: false, typographer: true }).disable("replacements");

md.renderer.rules.fence = (tokens, index) =>
  codeBlock(tokens[index].content, tokens[index].info.trim().split(/\s+/)[0] ?? "");
md.renderer.rules.code_block = (tokens, index) => codeBlock(tokens[index].content, "");
md.renderer.rules.table_open = () => '<div class="scroll" data-scroll="Table"><table>\n';
md.renderer.rules.table_close = () => "</table></div>\n";

/** The HTML of one text cell; its headings are added to `state`. */
export function renderMarkdown(source: string, state: PageState, attachments: Attachments = {}): string {
  const { text, formulas } = extractMath(source);
  const tokens = md.parse(text, {});
  for (const token of tokens) {
    if (token.type === "html_block") token.content = adaptHtml(token.content, state, attachments);
    restoreCode(token, formulas);
    for (const child of token.children ?? []) adaptInline(child, formulas, state, attachments);
  }
  tokens.forEach((token, index) => {
    if (token.type === "heading_open")
      adaptHeading(token, tokens[index + 1], tokens[index + 2], formulas, state);
  });
  return typesetPlaces(namelessHeads(md.renderer.render(withSideNotes(tokens), md.options, {})), formulas);
}

/** A short text (a prompt, a hint, a choice) with emphasis, code and mathematics, but no HTML. */
export function renderInline(source: string): string {
  const { text, formulas } = extractMath(source);
  const tokens = inlineMd.parseInline(text, {});
  for (const child of tokens.flatMap((token) => token.children ?? [])) {
    restoreCode(child, formulas);
    keepTogether(child);
    if (child.type === "image") adaptImage(child, formulas, {});
  }
  return typesetPlaces(inlineMd.renderer.render(tokens, inlineMd.options, {}), formulas);
}

function restoreCode(token: Token, formulas: Formula[]): void {
  if (token.type === "fence" || token.type === "code_block" || token.type === "code_inline")
    token.content = fillPlaces(token.content, formulas, (formula) => formula.source);
}

/** A percent sign stays with its number, and a size such as 3 × 3 on one line. */
function keepTogether(token: Token): void {
  if (token.type === "text")
    token.content = token.content.replace(/(?<=\d) (?=%|× \d)|(?<=\d ×) (?=\d)/g, "\u00a0");
}

/** One `h1` on a page, no level skipped, an id of its own. */
function adaptHeading(open: Token, inline: Token, close: Token, formulas: Formula[], state: PageState): void {
  const last = state.headings.at(-1)?.level ?? 0;
  const asked = Number(open.tag.slice(1));
  const level = last === 0 ? 1 : Math.max(2, Math.min(asked, last + 1));
  open.tag = `h${level}`;
  close.tag = `h${level}`;
  const words = fillPlaces(inline.content, formulas, (formula) => formula.tex);
  const id = uniqueId(words, state);
  open.attrSet("id", id);
  const html = typesetPlaces(md.renderer.renderInline(inline.children ?? [], md.options, {}), formulas);
  state.headings.push({ level, id, html: html.replace(/<\/?a\b[^>]*>/g, "") });
}

/** A readable id made from `words` that the page does not have yet. */
function uniqueId(words: string, state: PageState): string {
  const stem = slug(plainText(words)) || "section";
  let id = stem;
  for (let count = 2; state.ids.has(id); count += 1) id = `${stem}-${count}`;
  state.ids.add(id);
  return id;
}

/** An `<aside>` is a side note, not a landmark; pictures and links are as in Markdown. */
function adaptHtml(html: string, { lessons }: PageState, attachments: Attachments): string {
  return settleHtml(html, lessons, attachments).replace(/<aside(?![^>]*role=)/g, '<aside role="note"');
}

function adaptInline(token: Token, formulas: Formula[], state: PageState, attachments: Attachments): void {
  restoreCode(token, formulas);
  keepTogether(token);
  if (token.type === "html_inline") token.content = adaptHtml(token.content, state, attachments);
  if (token.type === "link_open") {
    const href = String(token.attrGet("href") ?? "");
    token.attrSet("href", pageOf(href, state.lessons) ?? href);
    if (/^https?:/.test(href)) token.attrSet("rel", "noopener noreferrer");
  }
  if (token.type === "image") adaptImage(token, formulas, attachments);
}

function adaptImage(token: Token, formulas: Formula[], attachments: Attachments): void {
  token.attrSet("src", pictureData(String(token.attrGet("src") ?? ""), attachments));
  for (const child of token.children ?? [])
    child.content = fillPlaces(child.content, formulas, (formula) => formula.source);
}

/** The title of a page: the text of its first heading of level 1 in `source`, if there is one. */
export function firstTitle(source: string): string | undefined {
  const line = /^#\s+(.+?)\s*#*\s*$/m.exec(source.replace(/^(```|~~~)[\s\S]*?^\1/gm, ""))?.[1];
  return line === undefined ? undefined : plainText(inlineMd.renderInline(line)).trim();
}
