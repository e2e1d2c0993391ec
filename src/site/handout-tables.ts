// Tables on paper: as they are, or with what a student should find out left blank.

import { TICK } from "./handout-room.js";
import { escapeHtml } from "./html.js";

/** A table taken apart: caption, headings and cells as HTML. */
export interface PaperTable {
  caption: string;
  heads: string[];
  rows: string[][];
}

/** Reads a table such as `showTable` writes. */
export function readTable(html: string): PaperTable {
  const cells = (part: string) =>
    [...part.matchAll(/<(th|td)\b[^>]*>([\s\S]*?)<\/\1>/g)].map((match) => match[2]);
  const caption = /<(caption|p class="caption")>([\s\S]*?)<\/(?:caption|p)>/.exec(html)?.[2] ?? "";
  const head = /<thead\b[^>]*>([\s\S]*?)<\/thead>/.exec(html)?.[1] ?? "";
  const body = /<tbody\b[^>]*>([\s\S]*?)<\/tbody>/.exec(html)?.[1] ?? "";
  const rows = [...body.matchAll(/<tr\b[^>]*>([\s\S]*?)<\/tr>/g)].map((match) => cells(match[1]));
  return { caption, heads: cells(head), rows };
}

/** Writes a table. */
export function writeTable({ caption, heads, rows }: PaperTable, kind: string): string {
  const line = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const title = caption === "" ? "" : `<p class="caption">${caption}</p>`;
  const body = rows.map((row) => line(row, "td")).join("\n");
  return `<div class="html-output">${title}<table class="${escapeHtml(kind)}"><thead>${line(heads, "th")}</thead><tbody>\n${body}\n</tbody></table></div>`;
}

/** The table with its caption above it, where it may be wider than the table. */
export const withCaption = (html: string): string =>
  html.replace(
    /(<table\b[^>]*>)<caption>([\s\S]*?)<\/caption>/g,
    (_, table: string, words: string) => `<p class="caption">${words}</p>${table}`,
  );

const VERDICTS = ["holds", "holds if …", "does not hold"]
  .map((verdict) => `<span class="option">${TICK} ${verdict}</span>`)
  .join("");

/** A table of verdicts as a form: the sentences stand there, verdicts and figures are for the student to fill in. */
export function verdictForm(html: string): string {
  const { rows } = readTable(html);
  return writeTable(
    {
      caption: "The documents’ claims: your verdict",
      heads: ["document", "what it says", "your verdict", "the number that decides"],
      rows: rows.map(([document, claim]) => [document, claim, VERDICTS, ""]),
    },
    "form verdicts",
  );
}

/** A table with its first column only; the other cells are to be filled in. */
export function blankTable(html: string): string {
  const table = readTable(html);
  const rows = table.rows.map(([first, ...others]) => [first, ...others.map(() => "")]);
  return writeTable({ ...table, rows }, "form");
}

/** The ledger of claims without the computed figures, which hold answers to exercises. */
export function withoutFigures(html: string): string {
  const { caption, heads, rows } = readTable(html);
  const at = heads.indexOf("what we computed");
  if (at < 0) return html;
  const drop = (cells: string[]) => cells.filter((_, index) => index !== at);
  return writeTable({ caption, heads: drop(heads), rows: rows.map(drop) }, "ledger");
}
