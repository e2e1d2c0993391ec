/** Notes on a chart: texts at a place of the plot, some on a ground of their own. */

import type { Axis } from "./axis.js";
import type { Frame } from "./frame.js";
import type { Inks } from "./ink.js";
import { type Drawing, numberOr, object, objects, type Plain, textOr } from "./read.js";
import { element } from "./svg.js";
import { blockWidth, lineHeight, linesOf, type TextOptions, textSvg } from "./text.js";

/** A note's coordinate in units of the scale, in which Plotly writes logarithms already as such. */
const unitOf = (axis: Axis, value: unknown): number =>
  typeof value === "string" ? (axis.unit(value) ?? 0) : numberOr(value, 0);

function placeOf(note: Plain, frame: Frame): [number, number] {
  const { left, top, plotWidth, plotHeight } = frame;
  const x =
    note.xref === "paper" ? left + numberOr(note.x, 0) * plotWidth : frame.px(unitOf(frame.x, note.x));
  const y =
    note.yref === "paper" ? top + (1 - numberOr(note.y, 0)) * plotHeight : frame.py(unitOf(frame.y, note.y));
  return [x + numberOr(note.xshift, 0), y - numberOr(note.yshift, 0)];
}

const anchors: Record<string, TextOptions["anchor"]> = { left: "start", right: "end", center: "middle" };

/** The white or coloured ground that a note brings, as large as its text. */
function ground(note: Plain, x: number, y: number, size: number, printed: boolean): string {
  if (typeof note.bgcolor !== "string") return "";
  const pad = numberOr(note.borderpad, 1);
  const width = blockWidth(textOr(note.text, ""), size) + 2 * pad;
  const height = linesOf(textOr(note.text, "")).length * size * lineHeight + 2 * pad;
  const border = numberOr(note.borderwidth, 1) > 0 && typeof note.bordercolor === "string";
  return element("rect", {
    ...{ x: x - width / 2, y: y - height / 2, width, height },
    fill: printed ? "#fff" : note.bgcolor,
    stroke: border ? (printed ? "#777" : textOr(note.bordercolor, "")) : undefined,
  });
}

/** Keeps a text between the left and the right end of the chart. */
function held(x: number, width: number, anchor: TextOptions["anchor"], whole: number): number {
  const before = anchor === "start" ? 0 : anchor === "end" ? width : width / 2;
  return Math.max(before + 2, Math.min(x, whole - (width - before) - 2));
}

/** All notes of a drawing. */
export function notesSvg({ layout }: Drawing, frame: Frame, inks: Inks): string {
  return objects(layout.annotations)
    .map((note) => {
      const font = object(note.font);
      const size = numberOr(font.size, 12);
      const text = textOr(note.text, "");
      const anchor = anchors[textOr(note.xanchor, "center")] ?? "middle";
      const edge = textOr(note.yanchor, "middle") as "top" | "middle" | "bottom";
      const [at, y] = placeOf(note, frame);
      const x = held(at, blockWidth(text, size), anchor, frame.width);
      // On a ground of its own a note keeps its colours, since they belong together.
      const own = typeof note.bgcolor === "string" && inks.ink === "color";
      const paint = own ? (colour: string) => colour : inks.paint;
      const fill = paint(textOr(font.color, "#767676"));
      return (
        ground(note, x, y, size, inks.ink === "print") +
        textSvg(text, { x, y, size, anchor, edge, fill, paint })
      );
    })
    .join("");
}
