/** Series as Plotly traces: lines with markers, bands, exact zeros; colours and dashes by role. */

import type { PlotlyTrace } from "./figure.js";
import { colours, type Role } from "./look.js";
import { formatNumber } from "./number.js";

/** A band around a series, as two edges with one value for each x. */
export interface Band {
  low: ArrayLike<number>;
  high: ArrayLike<number>;
}

/** A series of a line or scatter chart. */
export interface Series {
  name: string;
  /** Finite numbers; 0, 1, 2, … by default. */
  x?: ArrayLike<number> | undefined;
  /** One for each x; what is not finite is a gap. */
  y: ArrayLike<number>;
  role?: Role | undefined;
  band?: Band | undefined;
}

/** How a series is drawn. */
export interface Style {
  colour: string;
  dash: string;
  symbol: string;
}

/** Marks a trace of exact zeros, which stand on the floor of a logarithmic scale and not at their y. */
export const zeroMark = "exactly 0";

const symbols = ["circle", "square", "triangle-up", "diamond"];
const fixed: Record<Exclude<Role, "other" | "theory">, Style> = {
  forward: { colour: colours.forward, dash: "solid", symbol: "circle" },
  backward: { colour: colours.backward, dash: "solid", symbol: "diamond" },
};

/** One style for each role in turn; two series never look the same. */
export function styles(roles: readonly (Role | undefined)[]): Style[] {
  let theories = 0;
  let others = 0;
  return roles.map((role) => {
    if (role === "forward" || role === "backward") return fixed[role];
    if (role === "theory") {
      return { colour: colours.theory, dash: theories++ === 0 ? "dash" : "dot", symbol: "x" };
    }
    const turn = others++ % colours.others.length;
    return { colour: colours.others[turn] as string, dash: "solid", symbol: symbols[turn] as string };
  });
}

/** A series' x values: its own, or 0, 1, 2, … */
export function xValues(series: Pick<Series, "x" | "y">): number[] {
  return series.x === undefined ? Array.from(series.y, (_, i) => i) : Array.from(series.x);
}

/** A line through the points, with gaps where a value cannot be drawn on the scale, and at most `markers` markers. */
export function lineTrace(
  name: string,
  x: readonly number[],
  y: readonly number[],
  style: Style,
  options: { log?: boolean; markers?: number; faint?: boolean } = {},
): PlotlyTrace {
  return {
    type: "scatter",
    name,
    mode: options.markers ? "lines+markers" : "lines",
    x,
    y: y.map((value) => (Number.isFinite(value) && (!options.log || value > 0) ? value : null)),
    line: { color: style.colour, width: options.faint ? 1.5 : 2.5, dash: style.dash },
    ...(options.markers
      ? { marker: { color: style.colour, symbol: style.symbol, size: 8, maxdisplayed: options.markers } }
      : {}),
    text: y.map((value) => formatNumber(value)),
    hovertemplate: "%{x}: %{text}<extra>%{fullData.name}</extra>",
  };
}

/** The exact zeros of a series, as hollow markers on the floor of a logarithmic scale. */
export function zeroTrace(
  name: string,
  x: readonly number[],
  y: readonly number[],
  style: Style,
  floor: number,
): PlotlyTrace {
  const at = x.filter((_, i) => y[i] === 0);
  return {
    type: "scatter",
    name,
    mode: "markers",
    meta: zeroMark,
    x: at,
    y: at.map(() => floor),
    marker: {
      color: style.colour,
      symbol: `${style.symbol}-open`,
      size: style.symbol === "circle" ? 8 : 12,
      line: { width: 2 },
    },
    showlegend: false,
    cliponaxis: false,
    hovertemplate: "%{x}: exactly 0<extra>%{fullData.name}</extra>",
  };
}

/** The places one after the other at which both edges of a band are finite. */
function wholeParts(low: readonly number[], high: readonly number[]): number[][] {
  const parts: number[][] = [];
  let open = false;
  low.forEach((value, i) => {
    const finite = Number.isFinite(value) && Number.isFinite(high[i]);
    if (finite && !open) parts.push([]);
    if (finite) parts[parts.length - 1]?.push(i);
    open = finite;
  });
  return parts;
}

/**
 * A band as a filled shape in the series' colour, with gaps where an edge is not finite. On a logarithmic scale its
 * edges stop at `least`.
 */
export function bandTrace(x: readonly number[], band: Band, style: Style, least?: number): PlotlyTrace {
  const edge = (values: ArrayLike<number>) =>
    x.map((_, i) => (least === undefined ? (values[i] as number) : Math.max(values[i] as number, least)));
  const [low, high] = [edge(band.low), edge(band.high)];
  const around = (up: readonly number[], down: readonly number[]) =>
    wholeParts(low, high).flatMap((part, k) => [
      ...(k === 0 ? [] : [null]),
      ...part.map((i) => up[i] as number),
      ...part.reverse().map((i) => down[i] as number),
    ]);
  return {
    type: "scatter",
    mode: "lines",
    x: around(x, x),
    y: around(high, low),
    fill: "toself",
    fillcolor: `${style.colour}33`,
    line: { width: 0, color: style.colour },
    hoverinfo: "skip",
    showlegend: false,
  };
}
