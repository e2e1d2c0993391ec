// The axes of a chart in the page's colours, their titles broken so that they fit at any width.
import type { Palette } from "./chart-look.js";
import { type Json, object } from "./json.js";

/** Every axis of a figure, by name; `layout` has its final width, height and margins. */
export function pageAxes(layout: Json, data: Json[], palette: Palette): Json {
  const tall = plotHeight(layout, data);
  const names = axisNames(layout, data);
  return Object.fromEntries(
    names.map((name) => [name, axis(object(layout[name]), name, layout, tall, palette)]),
  );
}

/** Every axis of a figure, also those that only a trace names. */
function axisNames(layout: Json, data: Json[]): string[] {
  const names = new Set(Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key)));
  for (const trace of data)
    for (const letter of ["x", "y"])
      names.add(`${letter}axis${String(trace[`${letter}axis`] ?? letter).slice(1)}`);
  return [...names];
}

function axis(own: Json, name: string, layout: Json, tall: number, palette: Palette): Json {
  const title = titleOf(own);
  const font = { size: 13, ...object(title.font), color: palette.text };
  const cells = Number(object(layout.grid)[name.startsWith("x") ? "columns" : "rows"] ?? 1);
  const length = name.startsWith("x") ? plotWidth(layout) : tall;
  const text = typeof title.text === "string" ? wrapText(title.text, lettersIn(length / cells, own)) : "";
  return {
    automargin: true,
    ...own,
    title: { standoff: 10, ...title, text, font },
    gridcolor: palette.grid,
    zerolinecolor: palette.zero,
    linecolor: palette.zero,
    tickcolor: palette.zero,
    tickfont: { ...object(own.tickfont), color: palette.text },
    ...(layout.dragmode === false ? { fixedrange: true } : {}),
  };
}

const titleOf = (own: Json): Json =>
  typeof own.title === "string" ? { text: own.title } : object(own.title);
const plotWidth = (layout: Json): number => Number(layout.width) - 60;

/** How many characters of an axis title, about 7.4 pixels each, fit along an axis that spans `length` pixels or its own part of them. */
function lettersIn(length: number, own: Json): number {
  const part = Array.isArray(own.domain) ? Math.abs(own.domain[1] - own.domain[0]) || 1 : 1;
  return Math.floor((length * part) / 7.4);
}

/** What is left of a chart's height, in pixels and about, once the legend's rows, the labels and the title of the x axis have theirs. */
function plotHeight(layout: Json, data: Json[]): number {
  const names = data
    .filter((trace) => trace.showlegend !== false)
    .map((trace) => String(trace.name ?? "trace 0"));
  const longest = names.reduce((most, name) => Math.max(most, 50 + 7 * name.length), 50);
  const perRow = Math.max(1, Math.floor(Number(layout.width) / longest));
  const rows = (layout.showlegend ?? names.length > 1) ? Math.ceil(names.length / perRow) : 0;
  const xaxis = object(layout.xaxis);
  const columns = Number(object(layout.grid).columns ?? 1);
  const title = wrapText(String(titleOf(xaxis).text ?? ""), lettersIn(plotWidth(layout) / columns, xaxis));
  const margins = Number(object(layout.margin).t) + 40;
  return Number(layout.height) - margins - 18 * rows - 17 * title.split("<br>").length;
}

/** `text` broken with `<br>` into lines of at most `limit` characters where its spaces allow it. */
export function wrapText(text: string, limit: number): string {
  const lines: string[] = [];
  for (const word of text.replace(/<br\s*\/?>/gi, " ").split(/\s+(?![^<]*>)/)) {
    const last = lines.at(-1);
    const length = `${last ?? ""} ${word}`.replace(/<[^>]*>/g, "").length;
    if (last !== undefined && length <= limit) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("<br>");
}
