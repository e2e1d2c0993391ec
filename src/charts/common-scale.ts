/** What makes several figures one: common axes, common colours, traces in one order. */

import { finiteExtent, widened } from "./extent.js";
import type { Figure, PlotlyTrace } from "./figure.js";
import { floorHeight, logAxis, logScale } from "./scale.js";
import { zeroMark } from "./series.js";

/** Some settings of a layout. */
export type Settings = Record<string, unknown>;

function numbers(value: unknown): number[] {
  return Array.isArray(value)
    ? value.filter((item) => typeof item === "number" && Number.isFinite(item))
    : [];
}

const axisOf = (figure: Figure, name: string) => (figure.layout[name] ?? {}) as Settings;

/** The sides of the bars along an axis on which they stand. */
function edgesOf(traces: readonly PlotlyTrace[], key: "x" | "y"): number[][] {
  const standing = traces.filter(
    ({ type, orientation }) => type === "bar" && (orientation === "h") === (key === "y"),
  );
  return standing.flatMap((trace) => {
    const [places, widths] = [numbers(trace[key]), numbers(trace.width)];
    if (widths.length !== places.length) return [];
    return [-0.5, 0.5].map((side) => places.map((place, i) => place + side * (widths[i] as number)));
  });
}

/** The same axis for all steps, so that moving the slider moves the data and not the scale. */
export function commonAxis(figures: readonly Figure[], name: "xaxis" | "yaxis"): Settings {
  const first = axisOf(figures[0] as Figure, name);
  const key = name === "xaxis" ? "x" : "y";
  const traces = figures.flatMap(({ data }) => data);
  // A heat map's own range ends at the edges of its outer cells.
  if (traces.some(({ type }) => type === "heatmap")) return {};
  const values = traces.filter((trace) => trace.meta !== zeroMark).flatMap((trace) => numbers(trace[key]));
  if (first.type === "log") {
    const zeros = key === "y" && traces.some((trace) => trace.meta === zeroMark);
    return logAxis(logScale(zeros ? [0, ...values] : values));
  }
  const ranges = figures.map((figure) => axisOf(figure, name).range as [number, number] | undefined);
  if (ranges.every((range) => range !== undefined)) return { range: finiteExtent(ranges) };
  if (first.type === "category" || first.autorange === "reversed" || values.length === 0) return {};
  const lengthwise = traces.some(
    (trace) => trace.type === "bar" && (trace.orientation === "h") === (key === "x"),
  );
  const [low, high] = finiteExtent([values, lengthwise ? [0] : []]) as [number, number];
  const room = 0.06 * (high - low || 1);
  // where numbers are so large that 1 is nothing beside them
  const [start, end] = widened(low, high, low + room > low || low < high ? room : Math.abs(low) / 16);
  const [left, right] = finiteExtent([[start, end], ...edgesOf(traces, key)]) as [number, number];
  return { range: [lengthwise && low === 0 ? 0 : left, right] };
}

/** The value at which an axis has its exact zeros, if it has a place for them. */
function floorOf({ tickvals, ticktext }: Settings): number | undefined {
  return (ticktext as string[] | undefined)?.[0] === zeroMark ? (tickvals as number[])[0] : undefined;
}

/** A figure whose exact zeros stand on the floor of a common y axis. */
export function onFloor(figure: Figure, common: Settings): Figure {
  const own = axisOf(figure, "yaxis");
  const [old, floor] = [floorOf(own), floorOf(common)];
  if (old === undefined || floor === undefined) return figure;
  const [from, to] = [
    floorHeight(old, own.range as [number, number]),
    floorHeight(floor, common.range as [number, number]),
  ];
  const data = figure.data.map((trace) =>
    trace.meta === zeroMark ? { ...trace, y: numbers(trace.y).map(() => floor) } : trace,
  );
  const notes = ((figure.layout.annotations ?? []) as Settings[]).map((note) =>
    note.y === from ? { ...note, y: to } : note,
  );
  return { ...figure, data, layout: { ...figure.layout, annotations: notes } };
}

/** What tells the traces of one figure apart, the same in every step. */
function keys(figure: Figure): string[] {
  const seen = new Map<string, number>();
  return figure.data.map(({ type, name, mode, fill, meta }) => {
    const key = [type, name, mode, fill, meta].join("|");
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key}|${count}`;
  });
}

/** The traces of every step in one common order; where a step lacks a trace it is there without points. */
export function alignTraces(figures: readonly Figure[]): PlotlyTrace[][] {
  const samples = new Map<string, PlotlyTrace>();
  const named = figures.map((figure) => {
    const own = keys(figure);
    own.forEach((key, i) => {
      if (!samples.has(key)) samples.set(key, figure.data[i] as PlotlyTrace);
    });
    return new Map(own.map((key, i) => [key, figure.data[i] as PlotlyTrace]));
  });
  return named.map((own) =>
    [...samples].map(([key, sample]) => own.get(key) ?? { ...sample, x: [null], y: [null], text: [""] }),
  );
}

/** One colour scale for the heat maps of all steps. */
export function shareColours(figures: readonly Figure[]): Figure[] {
  const maps = figures.flatMap(({ data }) => data.filter((trace) => trace.type === "heatmap"));
  if (maps.length === 0) return [...figures];
  const ends = maps.map(({ z, zmin, zmax }) =>
    zmin === undefined || zmax === undefined ? finiteExtent(z as number[][]) : [zmin, zmax],
  );
  const [low, high] = finiteExtent(ends.map((pair) => pair ?? [])) ?? [0, 1];
  return figures.map((figure) => ({
    ...figure,
    data: figure.data.map((trace) =>
      trace.type === "heatmap" ? { ...trace, zmin: low, zmax: high } : trace,
    ),
  }));
}
