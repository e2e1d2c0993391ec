/** Line charts: loss curves, statistics against a parameter. */

import { type Known, list, refuse } from "../core/guard.js";
import { chartOptions } from "./doors.js";
import { finiteExtent } from "./extent.js";
import type { Figure, FigureTable, PlotlyTrace } from "./figure.js";
import { chartLayout, said } from "./look.js";
import { countAxis, type LogScale, leastShown, logAxis, logScale } from "./scale.js";
import { bandTrace, lineTrace, type Series, type Style, styles, xValues, zeroTrace } from "./series.js";
import { checkPoints } from "./series-doors.js";
import { describeRun } from "./words.js";

/** What `lineChart` takes. */
export interface LineOptions {
  /** The finding, as a sentence. */
  title: string;
  /** One to four series. */
  series: readonly Series[];
  xTitle: string;
  yTitle: string;
  /** A logarithmic x axis: every x must be above 0. */
  logX?: boolean | undefined;
  /** A logarithmic y axis: no y may be below 0. */
  logY?: boolean | undefined;
  /** The ends of a linear y axis, the lower one first; by default all values are seen. */
  yRange?: readonly [number, number] | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
}

/** The options of `lineChart` by name. */
export const knownLine: Known<LineOptions> = {
  ...{ title: true, series: true, xTitle: true, yTitle: true, logX: true, logY: true },
  ...{ yRange: true, alt: true, caption: true, height: true },
};

const mostTableRows = 21;

/** A table with one row per x (at most 21, evenly chosen) and one column per series. */
function tableOf(series: readonly Series[], xTitle: string): FigureTable {
  const xs = [...new Set(series.flatMap(xValues))].sort((a, b) => a - b);
  const step = Math.max(1, (xs.length - 1) / (mostTableRows - 1));
  const chosen: number[] = [];
  for (let i = 0; i < xs.length - 0.5; i += step) chosen.push(xs[Math.round(i)] as number);
  const lookups = series.map((one) => new Map(xValues(one).map((x, i) => [x, one.y[i] as number])));
  return {
    columns: [xTitle, ...series.map(({ name }) => name)],
    rows: chosen.map((x) => [x, ...lookups.map((lookup) => lookup.get(x) ?? "")]),
  };
}

function altOf(options: LineOptions): string {
  const unit = options.xTitle.replace(/ \(.*$/, "");
  const runs = options.series.map((one) => describeRun(one.name, unit, xValues(one), Array.from(one.y)));
  return said(options.title, ...runs);
}

function everyY(series: readonly Series[]): number[] {
  return series.flatMap(({ y, band }) => [
    ...Array.from(y),
    ...Array.from(band?.low ?? []).filter((value) => value > 0),
    ...Array.from(band?.high ?? []),
  ]);
}

/** Throws unless there are series that can be drawn, and the range of y, where one is asked for, is one. */
export function checkLines(caller: string, options: LineOptions): void {
  checkPoints(caller, options.series, options);
  const { yRange, logY } = options;
  if (yRange === undefined) return;
  list(caller, "yRange", yRange);
  if (logY) refuse(caller, "yRange must be left out where y is logarithmic", yRange);
  const [low, high] = yRange;
  if (!(yRange.length === 2 && Number.isFinite(low) && Number.isFinite(high) && low < high))
    refuse(caller, "yRange must be two finite numbers, the lower one first", yRange);
}

/** Axes for these options, and the scale of a logarithmic y axis. */
export function chartAxes(
  options: LineOptions,
  layout: ReturnType<typeof chartLayout>,
): LogScale | undefined {
  const xs = options.series.flatMap(xValues);
  const ends = finiteExtent([xs]);
  if (options.logX) Object.assign(layout.xaxis, logAxis(logScale(xs, 0.5, 0.03)));
  else if (ends && xs.every(Number.isSafeInteger)) Object.assign(layout.xaxis, countAxis(...ends));
  layout.xaxis.showgrid = false;
  const scale = options.logY ? logScale(everyY(options.series)) : undefined;
  if (scale) Object.assign(layout.yaxis, logAxis(scale));
  else if (options.yRange) layout.yaxis.range = [...options.yRange];
  return scale;
}

/** The exact zeros of each series that has some, where y is logarithmic. */
export function zerosOf(
  series: readonly Series[],
  looks: readonly Style[],
  scale: LogScale | undefined,
): PlotlyTrace[] {
  return series.flatMap((one, i) => {
    const y = Array.from(one.y);
    if (scale?.floor === undefined || !y.includes(0)) return [];
    return [zeroTrace(one.name, xValues(one), y, looks[i] as Style, scale.floor)];
  });
}

/**
 * Lines over a common x, on linear or logarithmic axes, each with an optional band (over seeds, say). A y that is not
 * finite is a gap.
 *
 * On a logarithmic y axis, exact zeros are hollow markers on a line labelled "exactly 0".
 *
 * @throws RangeError unless there are one to four series, each with one y for every x, each x finite; and where a
 * logarithmic axis is to show an x that is not above 0 or a y that is below 0.
 */
export function lineChart(given: LineOptions): Figure {
  const options = chartOptions("lineChart", given, knownLine, ["title", "xTitle", "yTitle"]);
  const { series } = options;
  checkLines("lineChart", options);
  const layout = chartLayout({ ...options, legend: series.length > 1 });
  const scale = chartAxes(options, layout);
  const looks = styles(series.map(({ role }) => role));
  const least = scale && leastShown(scale);
  const bands = series.flatMap((one, i) =>
    one.band ? [bandTrace(xValues(one), one.band, looks[i] as Style, least)] : [],
  );
  const lines = series.map((one, i) => {
    const [x, y] = [xValues(one), Array.from(one.y)];
    // many points: few markers, only to tell the lines apart without their colours
    const markers = one.role === "theory" ? 0 : x.length <= 25 ? 25 : 8;
    return lineTrace(one.name, x, y, looks[i] as Style, { log: scale !== undefined, markers });
  });
  return {
    data: [...bands, ...lines, ...zerosOf(series, looks, scale)],
    layout,
    alt: options.alt ?? altOf(options),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: tableOf(series, options.xTitle),
  };
}
