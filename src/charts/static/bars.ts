/** Bars: side by side, one on the other, or each on a base of its own. */

import { formatNumber } from "../number.js";
import type { Frame } from "./frame.js";
import type { Inks, Look } from "./ink.js";
import { type Drawing, entries, numberOr, object, type Plain, textOr } from "./read.js";
import type { Layers } from "./scatter.js";
import { element, numbersText } from "./svg.js";
import { textSvg } from "./text.js";

/** One bar in units of the scales: across from `start` to `end`, along from `from` to `to`. */
interface Bar {
  start: number;
  end: number;
  from: number;
  to: number;
  text: string;
}

function barsOf(
  trace: Plain,
  place: number,
  { data, layout }: Drawing,
  frame: Frame,
  heights: Map<number, number>,
): Bar[] {
  const lying = trace.orientation === "h";
  const [across, along] = lying ? [frame.y, frame.x] : [frame.x, frame.y];
  const traces = data.filter(({ type }) => type === "bar").length;
  const grouped = (layout.barmode ?? "group") === "group";
  const stacked = layout.barmode === "stack";
  const room = 1 - numberOr(layout.bargap, 0.2);
  const widths = entries(trace.width);
  const texts = entries(trace.text);
  const centres = entries(trace[lying ? "y" : "x"]);
  return entries(trace[lying ? "x" : "y"]).flatMap((value, i) => {
    const centre = across.unit(centres[i]);
    if (centre === undefined) return [];
    const whole = numberOr(widths[i], room);
    const share = grouped && widths.length === 0 ? whole / traces : whole;
    const start = centre - whole / 2 + (grouped && widths.length === 0 ? place * share : 0);
    const base = stacked ? (heights.get(centre) ?? 0) : numberOr(trace.base, 0);
    const to = base + numberOr(value, 0);
    if (stacked) heights.set(centre, to);
    const text = textOr(texts[i], formatNumber(numberOr(value, 0), 3));
    return [{ start, end: start + share, from: along.unit(base) ?? base, to: along.unit(to) ?? to, text }];
  });
}

function barPath({ start, end, from, to }: Bar, lying: boolean, { px, py }: Frame): string {
  const [x0, x1] = lying ? [px(from), px(to)] : [px(start), px(end)];
  const [y0, y1] = lying ? [py(start), py(end)] : [py(from), py(to)];
  const [x, y] = [x0, y0].map((value) => Math.round(value * 10) / 10) as [number, number];
  return `M${numbersText([x, y])}h${numbersText([x1 - x])}v${numbersText([y1 - y])}h${numbersText([x - x1])}z`;
}

function valueSvg(
  { start, end, to, from, text }: Bar,
  lying: boolean,
  { px, py }: Frame,
  fill: string,
): string {
  const middle = (start + end) / 2;
  const back = to < from;
  return lying
    ? textSvg(text, {
        x: px(to) + (back ? -5 : 5),
        y: py(middle),
        size: 12,
        anchor: back ? "end" : "start",
        fill,
      })
    : textSvg(text, {
        x: px(middle),
        y: py(to) + (back ? 4 : -4),
        size: 12,
        anchor: "middle",
        edge: back ? "top" : "bottom",
        fill,
      });
}

/** All bars, with the values at their ends where the traces ask for them. */
export function barLayers(drawing: Drawing, frame: Frame, inks: Inks): Layers {
  const layers: Layers = { clipped: "", open: "" };
  const heights = new Map<number, number>();
  let place = 0;
  drawing.data.forEach((trace, i) => {
    if (trace.type !== "bar") return;
    const lying = trace.orientation === "h";
    const bars = barsOf(trace, place++, drawing, frame, heights);
    const look = inks.looks[i] as Look;
    const outline =
      inks.ink === "print" && numberOr(object(trace.marker).line, 1) === 1 && look.fill !== "#666";
    layers.clipped += element("path", {
      class: "bars",
      d: bars.map((bar) => barPath(bar, lying, frame)).join(""),
      fill: look.fill,
      stroke: outline ? "#000" : undefined,
    });
    if (trace.textposition === "outside")
      layers.open += bars.map((bar) => valueSvg(bar, lying, frame, inks.text)).join("");
  });
  return layers;
}
