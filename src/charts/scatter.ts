/** Scatter charts: points on a plane, eigenvalues, measured against predicted. */

import type { Figure, FigureTable, PlotlyTrace } from "./figure.js";
import { chartAxes, type LineOptions } from "./line.js";
import { chartLayout, colours, sentence } from "./look.js";
import { formatNumber } from "./number.js";
import { checkPoints, checkSeries, lineTrace, type Series, type Style, styles, xValues } from "./series.js";
import { requireTexts } from "./words.js";

/** What `scatterChart` takes: as `lineChart`, and shapes to compare the points with. */
export interface ScatterOptions extends LineOptions {
  /** A dashed grey line to compare with: y = x, or the circle of radius 1 around 0. */
  reference?: "diagonal" | "unitCircle" | undefined;
  /** One unit is equally long on both axes. */
  equalAxes?: boolean | undefined;
}

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
  const span = (values: number[]) =>
    `${formatNumber(Math.min(...values), 2)} to ${formatNumber(Math.max(...values), 2)}`;
  const clouds = series.map((one) => {
    const [x, y] = [xValues(one), Array.from(one.y)].map((values) => values.filter(Number.isFinite)) as [
      number[],
      number[],
    ];
    if (x.length === 0 || y.length === 0) return `${one.name}: no points.`;
    return `${one.name}: ${x.length} points, across from ${span(x)}, up from ${span(y)}.`;
  });
  return [sentence(title), ...clouds].join(" ");
}

const referenceNames = { diagonal: "equal", unitCircle: "radius 1" };

function referenceTrace(kind: "diagonal" | "unitCircle", series: readonly Series[]): PlotlyTrace {
  const angles = Array.from({ length: 121 }, (_, i) => (2 * Math.PI * i) / 120);
  const ends = series.flatMap((one) => [...xValues(one), ...Array.from(one.y)]).filter(Number.isFinite);
  const line = [Math.min(...ends), Math.max(...ends)];
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
 * Points, with an optional dashed grey reference (the diagonal, or the unit circle).
 *
 * @throws RangeError unless there are one to four series (the reference counts), each with one y for every x.
 */
export function scatterChart(options: ScatterOptions): Figure {
  requireTexts("scatterChart", options, ["title", "xTitle", "yTitle"]);
  const { series, reference } = options;
  checkPoints("scatterChart", series);
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
    data: [...(reference ? [referenceTrace(reference, series)] : []), ...points],
    layout,
    alt: options.alt ?? pointAlt(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: pointTable(series, options.xTitle, options.yTitle),
  };
}
