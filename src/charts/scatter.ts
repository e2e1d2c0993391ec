/** Scatter charts: points on a plane, eigenvalues, measured against predicted. */

import { type Known, lookup } from "../core/guard.js";
import { chartOptions } from "./doors.js";
import { finiteExtent } from "./extent.js";
import type { Figure, FigureTable, PlotlyTrace } from "./figure.js";
import { chartAxes, checkLines, knownLine, type LineOptions, zerosOf } from "./line.js";
import { chartLayout, colours, said } from "./look.js";
import { formatNumber } from "./number.js";
import { lineTrace, type Series, type Style, styles, xValues } from "./series.js";
import { checkSeries } from "./series-doors.js";

/** What `scatterChart` takes: as `lineChart`, and shapes to compare the points with. */
export interface ScatterOptions extends LineOptions {
  /** A dashed grey line to compare with: y = x, or the circle of radius 1 around 0. */
  reference?: "diagonal" | "unitCircle" | undefined;
  /** One unit is equally long on both axes. */
  equalAxes?: boolean | undefined;
}

const knownScatter: Known<ScatterOptions> = { ...knownLine, reference: true, equalAxes: true };

/** Points as a table, at most 40 of them evenly chosen. */
function pointTable(series: readonly Series[], xTitle: string, yTitle: string): FigureTable {
  const points = series.flatMap((one) => xValues(one).map((x, i) => [one.name, x, one.y[i] as number]));
  const step = Math.max(1, points.length / 40);
  const chosen = Array.from(
    { length: Math.min(40, points.length) },
    (_, i) => points[Math.floor(i * step)] as string[],
  );
  return { columns: ["", xTitle, yTitle], rows: chosen };
}

function pointAlt({ title, series }: LineOptions): string {
  const words = ([low, high]: [number, number]) => `${formatNumber(low, 2)} to ${formatNumber(high, 2)}`;
  const clouds = series.map((one) => {
    const there = Array.from(one.y, (_, i) => i).filter((i) => Number.isFinite(one.y[i]));
    const xs = xValues(one);
    const [x, y] = [finiteExtent([there.map((i) => xs[i])]), finiteExtent([one.y])];
    if (x === undefined || y === undefined) return `${one.name}: no points.`;
    return `${one.name}: ${there.length} points, across from ${words(x)}, up from ${words(y)}.`;
  });
  return said(title, ...clouds);
}

const referenceNames = { diagonal: "equal", unitCircle: "radius 1" };

function referenceTrace(kind: "diagonal" | "unitCircle", options: LineOptions): PlotlyTrace {
  const angles = Array.from({ length: 121 }, (_, i) => (2 * Math.PI * i) / 120);
  const log = options.logX || options.logY;
  const ends = options.series.flatMap((one) => [xValues(one), Array.from(one.y)]);
  const line = finiteExtent(ends.map((values) => (log ? values.filter((value) => value > 0) : values))) ?? [];
  const circle = kind === "unitCircle";
  return {
    type: "scatter",
    mode: "lines",
    name: referenceNames[kind],
    x: circle ? angles.map(Math.cos) : line,
    y: circle ? angles.map(Math.sin) : line,
    line: { color: colours.theory, dash: "dash", width: 2 },
    hoverinfo: "skip",
    showlegend: true,
  };
}

/**
 * Points, with an optional dashed grey reference (the diagonal, or the unit circle). A y that is not finite has no point.
 *
 * On a logarithmic y axis, exact zeros are hollow markers on a line labelled "exactly 0".
 *
 * @throws RangeError unless there are one to four series (the reference counts), each with one y for every x, each x
 * finite; and where a logarithmic axis is to show an x that is not above 0 or a y that is below 0.
 */
export function scatterChart(given: ScatterOptions): Figure {
  const options = chartOptions("scatterChart", given, knownScatter, ["title", "xTitle", "yTitle"]);
  const { series, reference } = options;
  checkLines("scatterChart", options);
  if (reference !== undefined) lookup("scatterChart", "reference", referenceNames, reference);
  checkSeries("scatterChart", reference ? [...series, reference] : series);
  const height = options.height ?? (options.equalAxes ? 420 : undefined);
  const legend = series.length > 1 || reference !== undefined;
  const layout = chartLayout({ ...options, height, legend });
  const scale = chartAxes(options, layout);
  if (options.equalAxes) Object.assign(layout.yaxis, { scaleanchor: "x", constrain: "domain" });
  if (options.equalAxes) Object.assign(layout.xaxis, { constrain: "domain", showgrid: true });
  const looks = styles(series.map(({ role }) => role));
  const points = series.map((one, i) => {
    const y = Array.from(one.y);
    const trace = lineTrace(one.name, xValues(one), y, looks[i] as Style, {
      log: scale !== undefined,
      markers: 1,
    });
    const marker = { ...(trace.marker as object), size: y.length > 60 ? 5 : 8, maxdisplayed: 0 };
    return { ...trace, mode: "markers", marker };
  });
  return {
    data: [
      ...(reference ? [referenceTrace(reference, options)] : []),
      ...points,
      ...zerosOf(series, looks, scale),
    ],
    layout,
    alt: options.alt ?? pointAlt(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: pointTable(series, options.xTitle, options.yTitle),
  };
}
