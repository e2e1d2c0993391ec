/** Heat maps: a coloured cell for every pair. */

import type { Figure } from "./figure.js";
import { chartLayout, sentence } from "./look.js";
import { formatNumber, superscript } from "./number.js";
import { requireTexts } from "./words.js";

/** What `heatmap` takes. */
export interface HeatmapOptions {
  /** The finding, as a sentence. */
  title: string;
  x: readonly (string | number)[];
  y: readonly (string | number)[];
  /** `z[i][j]` belongs to `y[i]` and `x[j]`. */
  z: readonly ArrayLike<number>[];
  xTitle: string;
  yTitle: string;
  /** The quantity that the colours show. */
  colorbarTitle: string;
  /** Two colours that part at 0, for signed values. */
  diverging?: boolean | undefined;
  /** Colours by log10 of the value; exact zeros stay empty and say 0. */
  logZ?: boolean | undefined;
  /** Values written in the cells; by default while they fit on a phone. */
  showValues?: boolean | undefined;
  /** Significant digits of the values in the cells: 2, or 1 with logZ, by default. */
  digits?: number | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
}

/** Purple below 0, green above: colour-blind-safe, and neither the forward nor the backward colour. */
const divergingScale = [
  [0, "#762A83"],
  [0.25, "#AF8DC3"],
  [0.5, "#F7F7F7"],
  [0.75, "#7FBF7B"],
  [1, "#1B7837"],
];

function finiteValues(z: readonly ArrayLike<number>[]): number[] {
  return z.flatMap((row) => Array.from(row)).filter(Number.isFinite);
}

/** The colour settings: symmetric about 0, by powers of ten, or from smallest to largest. */
function colouring(options: HeatmapOptions): Record<string, unknown> {
  const values = finiteValues(options.z);
  const bar = {
    thickness: 12,
    title: { text: options.colorbarTitle, side: "right" },
    tickfont: { size: 12 },
    outlinewidth: 0,
  };
  if (options.diverging) {
    const size = Math.max(...values.map(Math.abs)) || 1;
    return { colorscale: divergingScale, zmin: -size, zmax: size, colorbar: { ...bar, nticks: 7 } };
  }
  if (!options.logZ) return { colorscale: "Cividis", colorbar: { ...bar, nticks: 7 } };
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const tickvals = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
  const ticktext = tickvals.map((power) => (power === 0 ? "1" : `10${superscript(power)}`));
  return {
    colorscale: "Cividis",
    zmin: low,
    zmax: Math.max(high, low + 1),
    colorbar: { ...bar, tickmode: "array", tickvals, ticktext },
  };
}

/** A grey 0 in each cell that has no logarithm. */
function zeroNotes(rows: readonly number[][]): object[] {
  const note = (x: number, y: number) => ({ x, y, text: "0", showarrow: false, font: { size: 12 } });
  return rows.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [note(j, i)] : [])));
}

function altOf({ title, x, y, z }: HeatmapOptions): string {
  const values = finiteValues(z);
  const place = (wanted: number) => {
    const row = z.findIndex((line) => Array.from(line).includes(wanted));
    return `${formatNumber(wanted, 2)} (${y[row]}, ${x[Array.from(z[row] as ArrayLike<number>).indexOf(wanted)]})`;
  };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span =
    low === high ? `every value is ${formatNumber(low, 2)}` : `from ${place(low)} to ${place(high)}`;
  return `${sentence(title)} ${y.length} rows and ${x.length} columns, ${span}.`;
}

/**
 * A number for every pair of x and y as a coloured cell, the first row on top.
 *
 * @throws RangeError unless z has one row per y and one value per x in each, some of them finite.
 */
export function heatmap(options: HeatmapOptions): Figure {
  requireTexts("heatmap", options, ["title", "xTitle", "yTitle", "colorbarTitle"]);
  const { x, y, z } = options;
  if (z.length !== y.length || z.some((row) => row.length !== x.length)) {
    const shape = `${z.length} rows of ${z[0]?.length ?? 0}`;
    throw new RangeError(`heatmap: z must have ${y.length} rows of ${x.length} values, got ${shape}`);
  }
  if (finiteValues(z).length === 0) throw new RangeError("heatmap: z must hold at least one finite value");
  const rows = z.map((row) => Array.from(row));
  const text = rows.map((row) =>
    row.map((value) => formatNumber(value, options.digits ?? (options.logZ ? 1 : 2))),
  );
  const longest = Math.max(...text.flat().map((value) => value.length));
  const written = options.showValues ?? (longest * x.length <= 30 && y.length <= 12);
  const height = options.height ?? Math.min(520, Math.max(220, 110 + (written ? 34 : 14) * y.length));
  const layout = chartLayout({ ...options, height });
  const labels = (values: readonly (string | number)[]) => values.map((_, i) => i);
  // twelve labels at most; all of them when they fit
  const ticks = (values: readonly (string | number)[]) => {
    const step = Math.ceil(values.length / 12);
    const kept = labels(values).filter((i) => i % step === 0);
    return {
      tickmode: "array",
      tickvals: kept,
      ticktext: kept.map((i) => String(values[i])),
      showgrid: false,
      ticks: "",
    };
  };
  Object.assign(layout.xaxis, ticks(x));
  Object.assign(layout.yaxis, ticks(y), { autorange: "reversed" });
  if (options.logZ) layout.annotations = zeroNotes(rows);
  const trace = {
    type: "heatmap" as const,
    x: labels(x),
    y: labels(y),
    z: options.logZ ? rows.map((row) => row.map((value) => (value > 0 ? Math.log10(value) : null))) : rows,
    xgap: written ? 1 : 0,
    ygap: written ? 1 : 0,
    text: options.logZ ? text.map((row) => row.map((value) => (value === "0" ? "" : value))) : text,
    ...(written ? { texttemplate: "%{text}", textfont: { size: 12 } } : {}),
    hovertemplate: "%{text}<extra></extra>",
    hoverongaps: true,
    ...colouring(options),
  };
  return {
    data: [trace],
    layout,
    alt: options.alt ?? altOf(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: {
      columns: [options.yTitle, ...x.map(String)],
      rows: rows.map((row, i) => [y[i] as string | number, ...row]),
    },
  };
}
