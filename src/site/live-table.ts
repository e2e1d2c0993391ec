// What the page of a live experiment and its script share: the data in the figure, and the table of values as HTML.
import type { Control, State, ViewTable } from "../live/live.js";
import { escapeHtml, formatValue } from "./html.js";

/** What the script finds in a figure: where it stands (its name in addresses), what it is, and how it begins. */
export interface LiveData {
  place: string;
  id: string;
  state: State;
  controls: readonly Control[];
}

/** What the page asks of the Worker: the state as it is now, what was done since, and which layouts to draw. */
export interface LiveRequest {
  place: string;
  id: string;
  state: State;
  /** Begin anew, whatever was done before. */
  fresh: boolean;
  events: LiveEvent[];
  layouts: ("wide" | "narrow")[];
}

/** A press on an action's button, or on the picture. */
export type LiveEvent = { act: string } | { x: number; y: number; narrow: boolean };

/** What the Worker answers. */
export interface LiveReply {
  place: string;
  /** Why there is no picture. */
  error?: string;
  pictures: { wide?: string; narrow?: string };
  sentence: string;
  table: ViewTable;
  state: State;
  disabled: readonly string[];
  /** Whether the last action has more to do. */
  more: boolean;
}

/** Most rows shown. */
export const MOST_ROWS = 400;

/** The inside of the table of values. */
export function tableHtml({ columns, rows }: ViewTable): string {
  const words = columns.map((_, column) => rows.some((row) => typeof row[column] === "string"));
  const side = (column: number): string => (words[column] ? ' class="text"' : "");
  const head = columns.map((name, column) => `<th scope="col"${side(column)}>${escapeHtml(name)}</th>`);
  const body = rows
    .slice(0, MOST_ROWS)
    .map(
      (row) =>
        `<tr>${row.map((value, i) => `<td${side(i)}>${escapeHtml(formatValue(value))}</td>`).join("")}</tr>`,
    );
  return `<thead><tr>${head.join("")}</tr></thead><tbody>\n${body.join("\n")}\n</tbody>`;
}

/** The file name of the page that holds every experiment. */
export const GALLERY = "experiments.html";
