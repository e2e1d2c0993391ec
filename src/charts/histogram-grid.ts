/** Histograms one above the other over a common axis: how a distribution changes from layer to layer. */

import { type Known, list, lookup } from "../core/guard.js";
import { chartOptions, roleOrNone } from "./doors.js";
import { finiteExtent } from "./extent.js";
import type { Figure, FigureTable, PlotlyTrace } from "./figure.js";
import { checkPanel } from "./histogram-doors.js";
import { chartLayout, colours, type Role, said } from "./look.js";
import { formatShare } from "./number.js";

/** One histogram: `shares[i]` of the values lie between `edges[i]` and `edges[i + 1]`. */
export interface HistogramPanel {
  name: string;
  edges: ArrayLike<number>;
  shares: ArrayLike<number>;
}

/** What `histogramGrid` takes. */
export interface HistogramGridOptions {
  /** The finding, as a sentence. */
  title: string;
  /** One to ten histograms, drawn from top to bottom. */
  panels: readonly HistogramPanel[];
  /** The quantity whose values are counted. */
  xTitle: string;
  role?: Role | undefined;
  /** Height of each row: to a common scale, or to its own peak. By default common, unless peaks differ more than 6-fold. */
  rows?: "common" | "own" | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
}

const known: Known<HistogramGridOptions> = {
  ...{ title: true, panels: true, xTitle: true, role: true, rows: true, alt: true, caption: true },
};

const heights: Readonly<Record<NonNullable<HistogramGridOptions["rows"]>, true>> = {
  common: true,
  own: true,
};

const rowPixels = 46;

const mostOf = (values: ArrayLike<number>): number => finiteExtent([values])?.[1] ?? 0;

const peakOf = (panel: HistogramPanel): number => mostOf(panel.shares);

/** The middle of two numbers, also where their sum leaves the numbers. */
const between = (a: number, b: number): number => (Number.isFinite(a + b) ? (a + b) / 2 : a / 2 + b / 2);

/** The edges between which the middle 90 % of the values lie. */
function middle(panel: HistogramPanel): [number, number] {
  const { edges, shares } = panel;
  const bins = shares.length;
  let [low, high, before, after] = [0, bins, 0, 0];
  while (low < bins - 1 && before + (shares[low] as number) < 0.05) before += shares[low++] as number;
  while (high > low + 1 && after + (shares[high - 1] as number) < 0.05) after += shares[--high] as number;
  return [edges[low] as number, edges[high] as number];
}

function panelTrace(panel: HistogramPanel, base: number, tallest: number, colour: string): PlotlyTrace {
  const bins = Array.from(panel.shares, (_, i) => i);
  const edge = (i: number) => panel.edges[i] as number;
  return {
    type: "bar",
    name: panel.name,
    x: bins.map((i) => between(edge(i), edge(i + 1))),
    width: bins.map((i) => edge(i + 1) - edge(i)),
    y: bins.map((i) => (0.86 * (panel.shares[i] as number)) / tallest),
    base,
    marker: { color: colour, line: { width: 0 } },
    text: bins.map((i) => formatShare(panel.shares[i] as number)),
    textposition: "none",
    hovertemplate: "%{x}: %{text}<extra>%{fullData.name}</extra>",
    showlegend: false,
  };
}

function tableOf(panels: readonly HistogramPanel[]): FigureTable {
  const rows = panels.map((panel) => {
    const peak = Array.from(panel.shares).indexOf(peakOf(panel));
    const [low, high] = middle(panel);
    const centre = between(panel.edges[peak] as number, panel.edges[peak + 1] as number);
    return [panel.name, low, high, centre, formatShare(peakOf(panel))];
  });
  return { columns: ["", "90 % lie above", "and below", "peak at", "share in the peak bin"], rows };
}

/** A number of two digits, as text where it is so near the end of the numbers that none is that round. */
function twoDigits(value: number): number | string {
  const text = value.toPrecision(2);
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function altOf(title: string, table: FigureTable): string {
  const say = (row: (string | number)[]) =>
    `In ${row[0]}, the tallest bin is near ${row[3]} with ${row[4]} of the values`;
  const rows = table.rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? twoDigits(cell) : cell)),
  );
  const [first, last] = [rows[0] as (string | number)[], rows[rows.length - 1] as (string | number)[]];
  const count = rows.length === 1 ? "" : `${rows.length} histograms.`;
  return said(title, count, `${[...new Set([first, last])].map(say).join(". ")}.`);
}

/**
 * Up to ten histograms as rows over one x axis, the share of the tallest bin written at the right of each.
 *
 * @throws RangeError unless there are one to ten panels, each with shares that are not below 0 and one more edge than
 * those, which rise and are finite.
 */
export function histogramGrid(given: HistogramGridOptions): Figure {
  const options = chartOptions("histogramGrid", given, known, ["title", "xTitle"]);
  const { title, panels } = options;
  list("histogramGrid", "panels", panels);
  if (panels.length < 1 || panels.length > 10) {
    throw new RangeError(`histogramGrid: must have 1 to 10 panels, got ${panels.length}`);
  }
  for (const panel of panels) checkPanel(panel);
  if (options.rows !== undefined) lookup("histogramGrid", "rows", heights, options.rows);
  roleOrNone("histogramGrid", "role", options.role);
  const peaks = panels.map(peakOf);
  const own = (options.rows ?? (mostOf(peaks) > 6 * Math.min(...peaks) ? "own" : "common")) === "own";
  const tallest = (i: number) => (own ? (peaks[i] as number) : mostOf(peaks)) || 1;
  const base = (i: number) => panels.length - 1 - i;
  const role = options.role ?? "forward";
  const colour = role === "other" ? (colours.others[0] as string) : colours[role];
  const yTitle = own ? "share per bin (each row to its own peak)" : "share per bin";
  const layout = chartLayout({
    title,
    xTitle: options.xTitle,
    yTitle,
    height: 74 + rowPixels * Math.max(3, panels.length),
  });
  const names = {
    tickmode: "array",
    tickvals: panels.map((_, i) => base(i)),
    ticktext: panels.map(({ name }) => name),
  };
  Object.assign(layout.yaxis, names, { range: [-0.08, panels.length], showgrid: true });
  Object.assign(layout.xaxis, { nticks: 7 });
  Object.assign(layout, { bargap: 0, barmode: "overlay" });
  (layout.margin as { r: number }).r = 84;
  layout.annotations = peaks.map((peak, i) => ({
    xref: "paper",
    x: 1,
    xanchor: "left",
    xshift: 6,
    y: base(i),
    yanchor: "bottom",
    text: `peak ${formatShare(peak, 2)}`,
    showarrow: false,
    font: { size: 12 },
  }));
  const table = tableOf(panels);
  return {
    data: panels.map((panel, i) => panelTrace(panel, base(i), tallest(i), colour)),
    layout,
    alt: options.alt ?? altOf(title, table),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table,
  };
}
