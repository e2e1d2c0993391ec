/** Shows rows of values as a table. */

import { formatNumber } from "../charts/number.js";
import {
  type Known,
  knownOptions,
  list,
  positiveInteger,
  refuse,
  text as requireText,
} from "../core/guard.js";
import { escapeHtml } from "./html.js";
import { type Bundle, display } from "./kernel.js";

/** What `showTable` takes besides the rows. */
export interface TableOptions {
  /** The keys to show, in order; or keys with their headings, `{ std: "std of h" }`; or headings for rows that are arrays. */
  columns?: readonly string[] | Readonly<Record<string, string>> | undefined;
  caption?: string | undefined;
  /** Significant digits of numbers, 4 by default. */
  digits?: number | undefined;
  /** Keys by whose values a reader of the exported page can pick rows, shown or not: `["verdict"]`. */
  filter?: readonly string[] | undefined;
}

const tableOptions: Known<TableOptions> = { columns: true, caption: true, digits: true, filter: true };

interface Column {
  key: string;
  heading: string;
  /** Numbers stand flush right. */
  numeric: boolean;
}

type Row = Readonly<Record<string, unknown>>;

/** A cell that leads somewhere: its words, and where to. */
export interface Link {
  text: string;
  href: string;
}

/** A table cell with a link, to a lesson's cell say: `link("05", "05-xavier.ipynb#verdicts")`. */
export function link(text: string, href: string): Link {
  return { text: requireText("link", "text", text), href: requireText("link", "href", href) };
}

const isLink = (value: unknown): value is Link =>
  typeof value === "object" && value !== null && "href" in value && "text" in value;

function cellText(value: unknown, digits: number): string {
  if (value === undefined || value === null) return "–";
  if (isLink(value)) return value.text;
  if (typeof value === "number") return formatNumber(value, digits);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return Array.from(value as ArrayLike<unknown>, (item) => cellText(item, digits)).join(", ");
  }
  return String(value);
}

function columnsOf(rows: readonly Row[], chosen: TableOptions["columns"]): Column[] {
  const given = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (key) => !rows.some((row) => typeof row[key] === "function"),
  );
  let pairs: [string, string][] = given.map((key) => [key, key]);
  if (Array.isArray(chosen)) {
    const byIndex = rows.every((row) => Array.isArray(row));
    pairs = chosen.map((heading, i) => [byIndex ? String(i) : heading, heading]);
  } else if (chosen !== undefined) {
    pairs = Object.entries(chosen as Record<string, string>);
  }
  for (const [key] of pairs) {
    if (!rows.some((row) => key in row)) {
      throw new RangeError(`showTable: columns must be among ${given.join(", ")}, got ${key}`);
    }
  }
  const numeric = (key: string) =>
    rows.every((row) => row[key] === undefined || row[key] === null || typeof row[key] === "number");
  return pairs.map(([key, heading]) => ({ key, heading, numeric: numeric(key) }));
}

/** The attributes by which the page's script filters: `data-filter` of the table, and one of each row for each key. */
function filterAttributes(
  rows: readonly Row[],
  keys: readonly string[],
  digits: number,
): { table: string; rows: string[] } {
  for (const key of keys) {
    if (!/^[a-z]+$/.test(key) || !rows.every((row) => key in row))
      throw new RangeError(`showTable: filter must hold keys of all rows, in small letters, got ${key}`);
  }
  const ofRow = (row: Row) =>
    keys.map((key) => ` data-${key}="${escapeHtml(cellText(row[key], digits))}"`).join("");
  return { table: keys.length === 0 ? "" : ` data-filter="${keys.join(" ")}"`, rows: rows.map(ofRow) };
}

function htmlTable(
  columns: readonly Column[],
  cells: readonly string[][],
  links: readonly (string | undefined)[][],
  attributes: { table: string; rows: string[] },
  caption: string | undefined,
): string {
  const align = (column: Column | undefined) => `style="text-align:${column?.numeric ? "right" : "left"}"`;
  const head = columns.map((column) => `<th scope="col" ${align(column)}>${escapeHtml(column.heading)}</th>`);
  const body = cells.map((row, r) => {
    const tags = row.map((text, i) => {
      const [open, close] = i === 0 ? ['th scope="row"', "th"] : ["td", "td"];
      const href = links[r]?.[i];
      const words = escapeHtml(text);
      const inside = href === undefined ? words : `<a href="${escapeHtml(href)}">${words}</a>`;
      return `<${open} ${align(columns[i])}>${inside}</${close}>`;
    });
    return `<tr${attributes.rows[r]}>${tags.join("")}</tr>`;
  });
  const title = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`;
  return `<table${attributes.table}>${title}<thead><tr>${head.join("")}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table>`;
}

function plainTable(
  columns: readonly Column[],
  cells: readonly string[][],
  caption: string | undefined,
): string {
  const lines = [columns.map(({ heading }) => heading), ...cells];
  const length = (text: string) => [...text].length;
  const widths = columns.map((_, i) =>
    lines.reduce((most, line) => Math.max(most, length(line[i] as string)), 0),
  );
  const pad = (text: string, i: number) => {
    const space = " ".repeat((widths[i] as number) - length(text));
    return columns[i]?.numeric ? space + text : text + space;
  };
  const drawn = lines.map((line) => line.map(pad).join("  ").trimEnd());
  drawn.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return [...(caption === undefined ? [] : [caption]), ...drawn].join("\n");
}

/** The forms of a table: HTML with caption and header cells, and aligned text. */
export function tableBundle(rows: readonly object[], options: TableOptions = {}): Bundle {
  if (rows.length === 0) throw new RangeError("showTable: rows must have at least one row, got 0");
  const columns = columnsOf(rows as readonly Row[], options.columns);
  const digits = options.digits ?? 4;
  const cells = (rows as readonly Row[]).map((row) => columns.map(({ key }) => cellText(row[key], digits)));
  const links = (rows as readonly Row[]).map((row) =>
    columns.map(({ key }) => (isLink(row[key]) ? row[key].href : undefined)),
  );
  const attributes = filterAttributes(rows as readonly Row[], options.filter ?? [], digits);
  return {
    "text/html": htmlTable(columns, cells, links, attributes, options.caption),
    "text/plain": plainTable(columns, cells, options.caption),
  };
}

/**
 * Shows rows as a table, one column per key. Numbers have `digits` significant digits, booleans read yes or no.
 *
 * @throws RangeError if there are no rows, or a column that no row has, or a filter that not all rows have.
 */
export function showTable(rows: readonly object[], options: TableOptions = {}): void {
  const own = knownOptions("showTable", options, tableOptions);
  list("showTable", "rows", rows);
  for (const row of rows)
    if (typeof row !== "object" || row === null) refuse("showTable", "every row must be an object", row);
  if (own.caption !== undefined) requireText("showTable", "caption", own.caption);
  if (own.filter !== undefined) list("showTable", "filter", own.filter);
  if (positiveInteger("showTable", "digits", own.digits ?? 4) > 17)
    refuse("showTable", "digits must be at most 17", own.digits);
  if (own.columns !== undefined && (typeof own.columns !== "object" || own.columns === null))
    refuse("showTable", "columns must be a list of keys, or headings by key", own.columns);
  display(tableBundle(rows, own));
}
