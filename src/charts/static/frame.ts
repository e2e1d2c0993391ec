/** Where everything stands: the rectangle of the plot, and around it the room for labels, titles and legend. */

import { finiteExtent } from "../extent.js";
import type { Tick } from "../ticks.js";
import { type Axis, axisOf } from "./axis.js";
import { colourBarRoom } from "./colour-bar.js";
import type { Inks } from "./ink.js";
import { legendItems, legendRows } from "./legend.js";
import { type Drawing, numberOr, object } from "./read.js";
import { blockWidth, lineHeight, linesOf, wrapTo } from "./text.js";

/** The sizes of the texts. */
export const sizes = { title: 14, label: 12, axisTitle: 13, legend: 13 };

/** The plot's rectangle in pixels, its axes and their ticks. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  top: number;
  plotWidth: number;
  plotHeight: number;
  x: Axis;
  y: Axis;
  xTicks: Tick[];
  yTicks: Tick[];
  xTitle: string;
  yTitle: string;
  /** Where the legend begins. */
  legendTop: number;
  /** Pixels of a value in units of the scale. */
  px: (unit: number) => number;
  py: (unit: number) => number;
}

const line = (size: number): number => size * lineHeight;

/** The gap between the plot and its labels, and between those and a title. */
export const gaps = { label: 6, title: 8, edge: 4 };

/** Labels that stand side by side: every one, or every second, third … where they would touch. */
function sparse(ticks: Tick[], place: (unit: number) => number): Tick[] {
  const touches = (kept: readonly Tick[]): boolean =>
    kept.some((tick, i) => {
      const next = kept[i + 1];
      if (next === undefined) return false;
      const half = (blockWidth(tick.text, sizes.label) + blockWidth(next.text, sizes.label)) / 2;
      return Math.abs(place(next.at) - place(tick.at)) < half + 6;
    });
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const room = first && last ? Math.abs(place(last.at) - place(first.at)) : 0;
  // more labels than this touch, however short they are
  let step = Math.max(1, Math.floor(ticks.length / (room / 6 + 2)));
  let kept = every(ticks, step);
  while (kept.length > 2 && touches(kept)) kept = every(ticks, ++step);
  return kept;
}

const every = (ticks: Tick[], step: number): Tick[] =>
  Array.from({ length: Math.ceil(ticks.length / step) }, (_, i) => ticks[i * step] as Tick);

/** Labels one above the other: every one, or every second, third … where there is no room for all. */
const stacked = (ticks: Tick[], pixels: number): Tick[] =>
  every(ticks, Math.max(1, Math.ceil((10 * ticks.length) / pixels)));

function rightRoom(drawing: Drawing, axis: Axis, lastTick: Tick | undefined): number {
  const own = numberOr(object(drawing.layout.margin).r, 16);
  const [, end] = axis.ends;
  const near = lastTick !== undefined && Math.abs(lastTick.at - end) < 0.02 * Math.abs(end - axis.ends[0]);
  const half = near && lastTick ? blockWidth(lastTick.text, sizes.label) / 2 : 0;
  return Math.max(own, half + gaps.edge);
}

/** Where one unit must be equally long on both axes, the longer side of the plot is shortened about its middle. */
function equalized(box: Box, x: Axis, y: Axis, layout: Drawing["layout"]): Box {
  if (object(layout.yaxis).scaleanchor !== "x") return box;
  const spans = [x, y].map(({ ends }) => Math.abs(ends[1] - ends[0])) as [number, number];
  const unit = Math.min(box.plotWidth / spans[0], box.plotHeight / spans[1]);
  const [plotWidth, plotHeight] = [unit * spans[0], unit * spans[1]];
  return {
    left: box.left + (box.plotWidth - plotWidth) / 2,
    top: box.top + (box.plotHeight - plotHeight) / 2,
    plotWidth,
    plotHeight,
  };
}

interface Box {
  left: number;
  top: number;
  plotWidth: number;
  plotHeight: number;
}

/** So many heights or widths of the plot away nothing is seen: what lies farther away is drawn there. */
const far = 10000;

function scaleOf({ ends }: Axis, start: number, end: number): (unit: number) => number {
  const span = ends[1] - ends[0] || 1;
  return (unit) => start + Math.max(-far, Math.min(far, (unit - ends[0]) / span)) * (end - start);
}

/** The frame of a drawing in `width` × `height` pixels, beneath `top` pixels that its title takes. */
export function frameOf(drawing: Drawing, inks: Inks, width: number, height: number, top: number): Frame {
  const [x, y] = [axisOf(drawing, "x"), axisOf(drawing, "y")];
  const rows = legendRows(legendItems(drawing, inks), width);
  const legend = rows.length > 0 ? rows.length * line(sizes.legend) + 6 : 0;
  const plotTop = top + legend + 8;
  const bar = colourBarRoom(drawing, height - plotTop - 30);
  let box: Box = { left: 60, top: plotTop, plotWidth: width - 80, plotHeight: height - plotTop - 50 };
  let [xTicks, yTicks, xTitle, yTitle]: [Tick[], Tick[], string, string] = [[], [], "", ""];
  for (let round = 0; round < 3; round++) {
    yTicks = y.visible ? stacked(y.ticks(box.plotHeight), box.plotHeight) : [];
    yTitle = y.visible ? wrapTo(y.title, box.plotHeight, sizes.axisTitle) : "";
    const labels = finiteExtent([yTicks.map(({ text }) => blockWidth(text, sizes.label))])?.[1] ?? 0;
    const titleRoom = yTitle === "" ? 0 : linesOf(yTitle).length * line(sizes.axisTitle) + gaps.title;
    const left = gaps.edge + titleRoom + (labels === 0 ? 0 : labels + gaps.label);
    const place = scaleOf(x, box.left, box.left + box.plotWidth);
    xTicks = x.visible ? sparse(x.ticks(0.75 * box.plotWidth), place) : [];
    xTitle = x.visible ? wrapTo(x.title, Math.min(width - left, box.plotWidth + 40), sizes.axisTitle) : "";
    const lines = finiteExtent([xTicks.map(({ text }) => linesOf(text).length)])?.[1] ?? 0;
    const tall = lines * line(sizes.label);
    const beneath = tall === 0 ? 0 : tall + gaps.label;
    const bottom =
      beneath + (xTitle === "" ? 0 : linesOf(xTitle).length * line(sizes.axisTitle) + 4) + gaps.edge;
    const right = rightRoom(drawing, x, xTicks[xTicks.length - 1]) + bar;
    box = { left, top: plotTop, plotWidth: width - left - right, plotHeight: height - plotTop - bottom };
  }
  box = equalized(box, x, y, drawing.layout);
  return {
    ...box,
    ...{ width, height, x, y, xTicks, yTicks, xTitle, yTitle, legendTop: top },
    px: scaleOf(x, box.left, box.left + box.plotWidth),
    py: scaleOf(y, box.top + box.plotHeight, box.top),
  };
}
