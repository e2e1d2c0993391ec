/** Charts without a script: a figure as one SVG text, in colours or in black and white. */

import { inUnits } from "./in-units.js";
import { fontFamily } from "./look.js";
import { barLayers } from "./static/bars.js";
import { cellsSvg } from "./static/cells.js";
import { colourBarSvg } from "./static/colour-bar.js";
import { type Frame, frameOf, gaps, sizes } from "./static/frame.js";
import { type Ink, type Inks, inksOf } from "./static/ink.js";
import { legendItems, legendSvg } from "./static/legend.js";
import { notesSvg } from "./static/notes.js";
import { chartHeight, type Drawing, object, type Plain, shownPosition, titleText } from "./static/read.js";
import { scatterLayers } from "./static/scatter.js";
import { element, escapeXml, short } from "./static/svg.js";
import { blockWidth, linesOf, plainWords, textSvg, wrapTo } from "./static/text.js";

export { chartHeight, type Drawing } from "./static/read.js";

/** How a figure is to be drawn. */
export interface StaticOptions {
  /** The width in pixels for which texts are sized and broken, 600 by default; the picture scales to any width. */
  width?: number | undefined;
  /** Colours (of the page, where it sets them), or black, dashes and hatches; "color" by default. */
  ink?: Ink | undefined;
  /** Whether the title, and the position of a slider, stand in the picture; they do by default. */
  title?: boolean | undefined;
}

const kinds = new Set(["scatter", "bar", "heatmap"]);

/** What of a figure cannot be drawn without a script, as words; undefined if everything can. */
export function undrawable({ data, layout }: Drawing): string | undefined {
  const other = data.find(({ type }) => !kinds.has(String(type ?? "scatter")));
  if (other) return `a trace of type ${other.type}`;
  const axis = Object.keys(layout).find((key) => /^[xy]axis\d/.test(key));
  if (axis) return `a second pair of axes (${axis})`;
  return Array.isArray(layout.shapes) && layout.shapes.length > 0 ? "shapes" : undefined;
}

/** A name made of a text, the same everywhere. */
function hash(text: string): string {
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 33) ^ text.charCodeAt(i)) >>> 0;
  return `c${value.toString(36)}`;
}

/** The middle of a label, moved where much of it would stand outside of the picture. */
function within(middle: number, text: string, width: number): number {
  const half = blockWidth(text, sizes.label) / 2;
  if (middle - half > -3 && middle + half < width + 3) return middle;
  return Math.max(half, Math.min(middle, width - half));
}

/** Grid lines, the line of 0, and the labels of the ticks. */
function axesSvg(frame: Frame, inks: Inks, map: boolean): { grid: string; labels: string } {
  const { left, top, plotWidth, plotHeight, x, y, px, py } = frame;
  const bottom = top + plotHeight;
  const across = (unit: number): string => `M${short(left)} ${short(py(unit))}h${short(plotWidth)}`;
  const up = (unit: number): string => `M${short(px(unit))} ${short(top)}v${short(plotHeight)}`;
  const marks = [
    ...(y.grid && !map ? frame.yTicks.map(({ at }) => across(at)) : []),
    ...(x.grid && !map ? frame.xTicks.map(({ at }) => up(at)) : []),
  ];
  const zeros = [...(x.zero && x.visible ? [up(0)] : []), ...(y.zero && y.visible ? [across(0)] : [])];
  const edges =
    map || !x.visible ? "" : `M${short(left)} ${short(top)}v${short(plotHeight)}h${short(plotWidth)}`;
  const grid = [
    marks.length > 0 ? element("path", { d: marks.join(""), stroke: inks.grid }) : "",
    zeros.length + edges.length > 0
      ? element("path", { d: zeros.join("") + edges, stroke: inks.line, fill: "none" })
      : "",
  ];
  const { text: fill } = inks;
  const xLabels = frame.xTicks.map(({ at, text }) =>
    textSvg(text, {
      x: within(px(at), text, frame.width),
      y: bottom + gaps.label - 2,
      size: sizes.label,
      anchor: "middle",
      edge: "top",
      fill,
    }),
  );
  const yLabels = frame.yTicks.map(({ at, text }) =>
    textSvg(text, { x: left - gaps.label, y: py(at), size: sizes.label, anchor: "end", fill }),
  );
  return { grid: grid.join(""), labels: [...xLabels, ...yLabels].join("") };
}

function titlesSvg(frame: Frame, inks: Inks): string {
  const { left, top, plotWidth, plotHeight, width, height, xTitle, yTitle } = frame;
  const common = { size: sizes.axisTitle, anchor: "middle" as const, fill: inks.text, paint: inks.paint };
  const half = (linesOf(yTitle).length * sizes.axisTitle * 1.3) / 2;
  const y = textSvg(yTitle, { ...common, x: gaps.edge + half, y: top + plotHeight / 2, rotate: -90 });
  const middle = left + plotWidth / 2;
  const x = textSvg(xTitle, { ...common, x: Math.min(middle, width), y: height - gaps.edge, edge: "bottom" });
  return x + y;
}

/** The title with the position of the slider under it, and the pixels that they take. */
function headSvg(layout: Plain, width: number, inks: Inks): { svg: string; height: number } {
  const title = wrapTo(titleText(layout.title), width - 8, sizes.title, 600);
  const position = shownPosition(layout);
  const common = { x: 4, edge: "top" as const, paint: inks.paint };
  const lines = linesOf(title).length * sizes.title * 1.3;
  const shown = position === "" ? "" : wrapTo(`Shown: ${position}`, width - 8, sizes.label);
  const below = linesOf(shown).length * sizes.label * 1.3;
  return {
    svg:
      textSvg(title, { ...common, y: 2, size: sizes.title, weight: 600, fill: inks.text }) +
      textSvg(shown, { ...common, y: lines + 4, size: sizes.label, fill: inks.text }),
    height: Math.ceil(lines + below + (shown === "" ? 8 : 10)),
  };
}

/**
 * A figure as an SVG picture that needs no script: the traces and the layout as our charts (or a notebook's outputs)
 * hold them. The same figure gives the same text. Charts behind a slider show the position that the layout starts with.
 *
 * @throws RangeError if the figure holds what cannot be drawn without a script, or the width is not 240 or more.
 */
export function staticChart(
  figure: Drawing | { data: readonly object[]; layout: object },
  options: StaticOptions = {},
): string {
  const { width = 600, ink = "color", title = true } = options;
  const given: Drawing = { data: figure.data.map(object), layout: object(figure.layout) };
  const fault = undrawable(given);
  if (fault) throw new RangeError(`staticChart: the figure must be without ${fault}`);
  if (!(width >= 240)) throw new RangeError(`staticChart: width must be 240 pixels or more, got ${width}`);
  const drawing = inUnits(given);
  const inks = inksOf(drawing.data, ink, hash(JSON.stringify([given, options])));
  const head = title ? headSvg(drawing.layout, width, inks) : { svg: "", height: 0 };
  const height = Math.round(chartHeight(drawing.layout) + head.height);
  const frame = frameOf(drawing, inks, width, height, head.height);
  const layers = [barLayers(drawing, frame, inks), scatterLayers(drawing, frame, inks)];
  const cells = cellsSvg(drawing, frame, inks);
  const { grid, labels } = axesSvg(frame, inks, cells !== "");
  const { left, top, plotWidth, plotHeight } = frame;
  const box = [left - 1, top - 1, plotWidth + 2, plotHeight + 2].map(Math.round) as [
    number,
    number,
    number,
    number,
  ];
  const clip = { x: box[0], y: box[1], width: box[2], height: box[3], viewBox: box.join(" ") };
  const name = escapeXml(plainWords(titleText(drawing.layout.title)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="static-chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}" font-family="${fontFamily}">`,
    ...[inks.definitions, head.svg, legendSvg(legendItems(drawing, inks), width, frame.legendTop, inks.text)],
    ...[grid, cells, element("svg", clip, layers.map(({ clipped }) => clipped).join("")), labels],
    ...[titlesSvg(frame, inks), colourBarSvg(drawing, frame, inks)],
    ...[layers.map(({ open }) => open).join(""), notesSvg(drawing, frame, inks), "</svg>"],
  ].join("");
}
