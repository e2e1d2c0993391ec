/** An axis: from the values of the traces and the settings of the layout to a range and its ticks. */

import { finiteExtent, widened } from "../extent.js";
import { powerTicks, roundTicks, steppedTicks, type Tick } from "../ticks.js";
import { type Drawing, entries, numberOr, object, type Plain, textOr, titleText } from "./read.js";

/** An axis, ready to be drawn. */
export interface Axis {
  letter: "x" | "y";
  title: string;
  visible: boolean;
  grid: boolean;
  /** A line where a linear axis has its 0. */
  zero: boolean;
  log: boolean;
  /** The ends in units of the scale (values, logarithms or places of categories), in drawing order: left or bottom first. */
  ends: [number, number];
  /** A value in units of the scale; undefined where it has no place on it. */
  unit: (value: unknown) => number | undefined;
  ticks: (pixels: number) => Tick[];
}

const axisName = { x: "xaxis", y: "yaxis" } as const;

/** The lengthwise direction of bars, `undefined` for other traces. */
const barLength = (trace: Plain): "x" | "y" | undefined =>
  trace.type !== "bar" ? undefined : trace.orientation === "h" ? "x" : "y";

function categoriesOf(data: readonly Plain[], letter: "x" | "y"): string[] {
  return [...new Set(data.flatMap((trace) => entries(trace[letter]).map(String)))];
}

/** Everything along an axis that should be seen, in units of the scale. */
export function seen({ data, layout }: Drawing, letter: "x" | "y", unit: Axis["unit"]): number[] {
  return data.flatMap((trace) => {
    const own = entries(trace[letter])
      .map(unit)
      .filter((value) => value !== undefined);
    if (trace.type === "heatmap") return own.flatMap((value) => [value - 0.5, value + 0.5]);
    if (trace.type !== "bar") return own;
    if (barLength(trace) !== letter) {
      const widths = entries(trace.width);
      return own.flatMap((value, i) => {
        const half = numberOr(widths[i], 1) / 2;
        return [value - half, value + half];
      });
    }
    return [0, ...(layout.barmode === "stack" ? stackEnds(data, letter) : own)];
  });
}

/** The ends of stacked bars. */
function stackEnds(data: readonly Plain[], letter: "x" | "y"): number[] {
  const sums = new Map<string, number>();
  for (const trace of data) {
    const across = entries(trace[letter === "x" ? "y" : "x"]);
    entries(trace[letter]).forEach((value, i) => {
      const key = String(across[i]);
      sums.set(key, (sums.get(key) ?? 0) + numberOr(value, 0));
    });
  }
  return [...sums.values()];
}

/** Room at the ends of what was measured, where the layout sets no range. */
export function padded(
  { data }: Pick<Drawing, "data">,
  letter: "x" | "y",
  values: readonly number[],
): [number, number] {
  const [low, high] = finiteExtent([values]) ?? [0, 1];
  if (data.some((trace) => trace.type === "heatmap")) return [low, high];
  const span = high - low || Math.abs(high) || 1;
  const bars = data.map(barLength).filter((way) => way !== undefined);
  if (bars.includes(letter)) {
    const [start, end] = widened(low, high, 0.05 * span);
    return [low < 0 ? start : 0, high > 0 ? end : 0];
  }
  if (bars.length > 0) return widened(low, high, 0.02 * span);
  const marked = data.some((trace) => textOr(trace.mode, "").includes("markers"));
  return widened(low, high, letter === "y" || marked ? 0.05 * span : 0);
}

function ticksOf(
  settings: Plain,
  log: boolean,
  ends: [number, number],
  categories: readonly string[] | undefined,
) {
  const [low, high] = ends[0] < ends[1] ? ends : [ends[1], ends[0]];
  const inside = ({ at }: Tick): boolean =>
    at >= low - 1e-9 * (high - low) && at <= high + 1e-9 * (high - low);
  return (pixels: number): Tick[] => {
    if (categories) return categories.map((text, at) => ({ at, text }));
    if (settings.tickmode === "array") {
      const texts = entries(settings.ticktext).map((text) => String(text).replace(/^-/, "−"));
      const places = entries(settings.tickvals).map((value) => numberOr(value, Number.NaN));
      const marks = places.map((value, i) => ({
        at: log ? Math.log10(value) : value,
        text: texts[i] ?? String(value),
      }));
      return marks.filter(inside);
    }
    if (log) return powerTicks(low, high);
    const step = numberOr(settings.dtick, 0);
    if (step > 0) return steppedTicks(low, high, step, numberOr(settings.tick0, 0));
    return roundTicks(low, high, Math.min(numberOr(settings.nticks, 8), Math.max(2, pixels / 45)));
  };
}

/** Two ends that are not one: numbers so large that 1 is nothing beside them are parted by more. */
function apart(low: number, high: number): [number, number] {
  if (low !== high) return [low, high];
  return low + 1 > low ? [low, low + 1] : widened(low, low, Math.abs(low) / 16);
}

/** The axis `letter` of a drawing. */
export function axisOf(drawing: Drawing, letter: "x" | "y"): Axis {
  const settings = object(drawing.layout[axisName[letter]]);
  const log = settings.type === "log";
  const words = drawing.data.some((trace) =>
    entries(trace[letter]).some((value) => typeof value === "string"),
  );
  const category = settings.type === "category" || (words && !log);
  const categories = category ? categoriesOf(drawing.data, letter) : undefined;
  const places = new Map(categories?.map((name, place) => [name, place]));
  const unit = (value: unknown): number | undefined => {
    if (categories) return places.get(String(value));
    if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
    if (log) return value > 0 ? Math.log10(value) : undefined;
    return value;
  };
  const asked = entries(settings.range).map((value) => numberOr(value, 0));
  const free = (): [number, number] =>
    categories ? [-0.5, categories.length - 0.5] : padded(drawing, letter, seen(drawing, letter, unit));
  const chosen = asked.length === 2 && asked[0] !== asked[1] ? (asked as [number, number]) : free();
  const [low, high] = apart(...chosen);
  const ends: [number, number] = settings.autorange === "reversed" ? [high, low] : [low, high];
  return {
    letter,
    title: titleText(settings.title),
    visible: settings.visible !== false,
    grid: settings.showgrid !== false,
    zero: settings.zeroline === true,
    log,
    ends,
    unit,
    ticks: ticksOf(settings, log, ends, categories),
  };
}
