/** The legend: a sample of each look and its name, in as many rows as the width asks for. */

import type { Inks, Look } from "./ink.js";
import { type Drawing, numberOr, object, type Plain, textOr } from "./read.js";
import { element } from "./svg.js";
import { symbolPath } from "./symbols.js";
import { plainWords, textSvg, textWidth } from "./text.js";

/** One entry. */
export interface LegendItem {
  name: string;
  trace: Plain;
  look: Look;
  /** The width of its sample, and of all of it. */
  sample: number;
  width: number;
}

const size = 13;
const rowHeight = size * 1.3;
/** Room for a piece of line, or for a mark without one. */
const samples = { line: 32, mark: 16 };
const gap = 16;

/** The entries of a chart's legend, in the order of its traces. */
export function legendItems({ data, layout }: Drawing, { looks }: Inks): LegendItem[] {
  if (layout.showlegend === false) return [];
  const named = data.flatMap((trace, i) => {
    const name = plainWords(textOr(trace.name, ""));
    if (name === "" || trace.showlegend === false || trace.type === "heatmap") return [];
    const lines = trace.type !== "bar" && textOr(trace.mode, "lines").includes("lines");
    const sample = lines ? samples.line : samples.mark;
    return [{ name, trace, look: looks[i] as Look, sample, width: sample + 6 + textWidth(name, size) }];
  });
  return named.length > 1 || layout.showlegend === true ? named : [];
}

/** The entries row by row. */
export function legendRows(items: readonly LegendItem[], width: number): LegendItem[][] {
  const rows: LegendItem[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (used + item.width > width - 8) {
      rows.push([]);
      used = 4;
    }
    rows[rows.length - 1]?.push(item);
    used += item.width + gap;
  }
  return rows;
}

function sampleSvg({ trace, look, sample }: LegendItem, x: number, y: number): string {
  if (trace.type === "bar")
    return element("rect", {
      x: x + 1,
      y: y - 6,
      width: 14,
      height: 12,
      fill: look.fill,
      stroke: look.stroke,
    });
  const mode = textOr(trace.mode, "lines");
  const width = numberOr(object(trace.line).width, 2);
  const stroke = { stroke: look.stroke, "stroke-width": width, "stroke-dasharray": look.dash };
  const line = mode.includes("lines") ? element("path", { d: `M${x} ${y}h${sample}`, ...stroke }) : "";
  if (!mode.includes("markers")) return line;
  const marker = object(trace.marker);
  const mark = symbolPath(textOr(marker.symbol, "circle"), numberOr(marker.size, 8), [[x + sample / 2, y]]);
  return line + element("path", { d: mark, fill: look.inside, stroke: look.stroke, "stroke-width": "1.5" });
}

/** The legend from the pixel `top` downwards. */
export function legendSvg(items: readonly LegendItem[], width: number, top: number, fill: string): string {
  const rows = legendRows(items, width).map((row, r) => {
    let x = 4;
    const y = Math.round(top + rowHeight * (r + 0.5));
    const pieces = row.map((item) => {
      const svg = sampleSvg(item, x, y) + textSvg(item.name, { x: x + item.sample + 6, y, size, fill });
      x = Math.round(x + item.width + gap);
      return svg;
    });
    return pieces.join("");
  });
  return rows.length === 0 ? "" : `<g class="legend">${rows.join("")}</g>`;
}
