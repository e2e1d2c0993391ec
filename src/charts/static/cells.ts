/** The cells of a heat map, with their numbers where there is room. */

import { colourAt, colourRange, heatmapOf, inkOn } from "./colour-scale.js";
import type { Frame } from "./frame.js";
import type { Inks } from "./ink.js";
import { type Drawing, entries, numberOr } from "./read.js";
import { element } from "./svg.js";
import { textSvg, textWidth } from "./text.js";

/** The most cells that carry their numbers on paper even where the chart on the screen has none. */
const fewCells = 60;

/** One cell in pixels. */
interface Cell {
  left: number;
  right: number;
  top: number;
  bottom: number;
  value: number;
  text: string;
}

function cellsOf(drawing: Drawing, frame: Frame): Cell[] {
  const trace = heatmapOf(drawing.data) ?? {};
  const [xs, ys, texts] = [entries(trace.x), entries(trace.y), entries(trace.text)];
  // between cells of a few pixels a gap would leave nothing of them
  const fitting = (from: number, to: number): number => (to - from > 3 ? to - numberOr(trace.xgap, 0) : to);
  const edge = (value: number): number => Math.round(value);
  return entries(trace.z).flatMap((row, i) => {
    const words = entries(texts[i]);
    return entries(row).flatMap((value, j) => {
      const x = frame.x.unit(xs[j] ?? j);
      const y = frame.y.unit(ys[i] ?? i);
      if (typeof value !== "number" || !Number.isFinite(value) || x === undefined || y === undefined)
        return [];
      const [a, b] = [edge(frame.py(y - 0.5)), edge(frame.py(y + 0.5))];
      const [left, top] = [edge(frame.px(x - 0.5)), Math.min(a, b)];
      const [right, bottom] = [fitting(left, edge(frame.px(x + 0.5))), fitting(top, Math.max(a, b))];
      // a cell without a pixel of its own is not seen
      if (right <= left || bottom <= top) return [];
      return [{ left, right, top, bottom, value, text: String(words[j] ?? "") }];
    });
  });
}

/** All cells of one colour as one path. */
function paths(cells: readonly Cell[], colourOf: (cell: Cell) => string): string {
  const byColour = new Map<string, string>();
  for (const cell of cells) {
    const { left, right, top, bottom } = cell;
    const d = `M${left} ${top}h${right - left}v${bottom - top}h${left - right}z`;
    byColour.set(colourOf(cell), (byColour.get(colourOf(cell)) ?? "") + d);
  }
  return [...byColour].map(([fill, d]) => element("path", { class: "cells", d, fill })).join("");
}

/** The size at which the numbers fit into their cells; undefined where none would be readable. */
function sizeFor(cells: readonly Cell[]): number | undefined {
  return [12, 11, 10, 9].find((size) =>
    cells.every(
      ({ left, right, top, bottom, text }) =>
        textWidth(text, size) <= right - left - 2 && size * 1.2 <= bottom - top,
    ),
  );
}

/** The heat map of a drawing. */
export function cellsSvg(drawing: Drawing, frame: Frame, inks: Inks): string {
  const trace = heatmapOf(drawing.data);
  if (trace === undefined) return "";
  const [low, high] = colourRange(trace);
  const colour = colourAt(trace, inks.ink);
  const cells = cellsOf(drawing, frame);
  const colourOf = ({ value }: Cell): string => colour((value - low) / (high - low));
  const wanted = trace.texttemplate !== undefined || (inks.ink === "print" && cells.length <= fewCells);
  const size = wanted ? sizeFor(cells) : undefined;
  const numbers =
    size === undefined
      ? []
      : cells.map((cell) => {
          const [x, y] = [(cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2];
          return textSvg(cell.text, { x, y, size, anchor: "middle", fill: inkOn(colourOf(cell)) });
        });
  return `<g shape-rendering="crispEdges">${paths(cells, colourOf)}</g>${numbers.join("")}`;
}
