/** Lines, bands and markers. */

import type { Frame } from "./frame.js";
import type { Inks, Look } from "./ink.js";
import { type Drawing, entries, numberOr, object, type Plain, textOr } from "./read.js";
import { element, type Point, pathOf } from "./svg.js";
import { symbolPath } from "./symbols.js";
import { textSvg } from "./text.js";

/** A trace in two layers: what ends at the edges of the plot, and what may stand over them. */
export interface Layers {
  clipped: string;
  open: string;
}

/** The points of a trace in pixels; undefined where a value has no place. */
function pointsOf(trace: Plain, frame: Frame): (Point | undefined)[] {
  const xs = entries(trace.x);
  return entries(trace.y).map((value, i) => {
    const x = frame.x.unit(xs.length > 0 ? xs[i] : i);
    const y = frame.y.unit(value);
    return x === undefined || y === undefined ? undefined : [frame.px(x), frame.py(y)];
  });
}

/** The unbroken runs of points. */
function runs(points: readonly (Point | undefined)[]): Point[][] {
  const parts: Point[][] = [[]];
  for (const point of points) {
    if (point) parts[parts.length - 1]?.push(point);
    else if (parts[parts.length - 1]?.length) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

const inside = ({ left, top, plotWidth, plotHeight }: Frame, [x, y]: Point): boolean =>
  x >= left - 1 && x <= left + plotWidth + 1 && y >= top - 1 && y <= top + plotHeight + 1;

/** The points that carry a marker: all, or evenly chosen where the trace wants few. */
export function marked(trace: Plain, points: readonly (Point | undefined)[], frame: Frame): Point[] {
  const most = numberOr(object(trace.marker).maxdisplayed, 0);
  const step = most > 0 ? Math.max(1, Math.ceil(points.length / most)) : 1;
  return points
    .filter((_, i) => i % step === 0)
    .filter((point) => point !== undefined)
    .filter((point) => inside(frame, point));
}

function linesSvg(trace: Plain, look: Look, points: readonly (Point | undefined)[]): string {
  const parts = runs(points);
  const line = object(trace.line);
  const width = numberOr(line.width, 2);
  const filled = trace.fill === "toself";
  const d = parts.map((part) => pathOf(part, filled)).join("");
  if (d === "") return "";
  if (filled)
    return element("path", { class: "band", d, fill: look.band, "fill-opacity": String(look.bandOpacity) });
  return element("path", {
    ...{ class: "line", d, fill: "none", stroke: look.stroke, "stroke-width": width },
    ...{ "stroke-dasharray": look.dash, "stroke-linejoin": "round" },
  });
}

function markersSvg(trace: Plain, look: Look, points: readonly Point[]): string {
  if (points.length === 0) return "";
  const marker = object(trace.marker);
  const symbol = textOr(marker.symbol, "circle");
  const open = symbol.endsWith("-open");
  const width = numberOr(object(marker.line).width, 0);
  return element("path", {
    class: "marks",
    d: symbolPath(symbol, numberOr(marker.size, 6), points),
    fill: open ? "none" : look.inside,
    stroke: open || width > 0 || look.inside !== look.stroke ? look.stroke : undefined,
    "stroke-width": open || width > 0 ? width || 2 : look.inside !== look.stroke ? 1.5 : undefined,
  });
}

function labelsSvg(trace: Plain, inks: Inks, points: readonly (Point | undefined)[]): string {
  const font = object(trace.textfont);
  const texts = entries(trace.text).map(String);
  const fill = inks.ink === "print" ? "#000" : textOr(font.color, inks.text);
  return points
    .map((point, i) =>
      point && texts[i]
        ? textSvg(texts[i], {
            x: point[0],
            y: point[1],
            size: numberOr(font.size, 12),
            anchor: "middle",
            fill,
          })
        : "",
    )
    .join("");
}

/** All scatter traces, one over the other. */
export function scatterLayers({ data }: Drawing, frame: Frame, inks: Inks): Layers {
  const layers: Layers = { clipped: "", open: "" };
  data.forEach((trace, i) => {
    if (trace.type !== "scatter") return;
    const look = inks.looks[i] as Look;
    const points = pointsOf(trace, frame);
    const mode = textOr(trace.mode, "lines");
    if (mode.includes("lines")) layers.clipped += linesSvg(trace, look, points);
    if (mode.includes("markers")) layers.open += markersSvg(trace, look, marked(trace, points, frame));
    if (mode.includes("text")) layers.open += labelsSvg(trace, inks, points);
  });
  return layers;
}
