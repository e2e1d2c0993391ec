/** The bar beside a heat map that says what its colours mean. */

import { finiteExtent } from "../extent.js";
import { roundTicks, type Tick } from "../ticks.js";
import { colourAt, colourRange, heatmapOf } from "./colour-scale.js";
import type { Frame } from "./frame.js";
import type { Inks } from "./ink.js";
import { type Drawing, entries, numberOr, object, titleText } from "./read.js";
import { element } from "./svg.js";
import { blockWidth, linesOf, textSvg, wrapTo } from "./text.js";

const thickness = 12;
const gap = 12;

function ticksOf(drawing: Drawing): Tick[] {
  const trace = heatmapOf(drawing.data) ?? {};
  const bar = object(trace.colorbar);
  const [low, high] = colourRange(trace);
  if (bar.tickmode !== "array") return roundTicks(low, high, numberOr(bar.nticks, 6));
  const texts = entries(bar.ticktext).map(String);
  return entries(bar.tickvals)
    .map((value, i) => ({ at: numberOr(value, 0), text: texts[i] ?? "" }))
    .filter(({ at }) => at >= low && at <= high);
}

const labelsWidth = (ticks: readonly Tick[]): number =>
  finiteExtent([ticks.map(({ text }) => blockWidth(text, 12))])?.[1] ?? 0;

const titleOf = (drawing: Drawing, height: number): string =>
  wrapTo(titleText(object(heatmapOf(drawing.data)?.colorbar).title), height, 13);

/** The pixels that the bar takes from the width; 0 where there is no heat map. */
export function colourBarRoom(drawing: Drawing, height: number): number {
  const trace = heatmapOf(drawing.data);
  if (trace === undefined || trace.showscale === false) return 0;
  const title = linesOf(titleOf(drawing, height)).length * 17;
  return gap + thickness + 5 + labelsWidth(ticksOf(drawing)) + (title === 0 ? 0 : title + 4) - 10;
}

/** The bar, as high as the plot. */
export function colourBarSvg(drawing: Drawing, frame: Frame, inks: Inks): string {
  const trace = heatmapOf(drawing.data);
  if (trace === undefined || trace.showscale === false) return "";
  const [low, high] = colourRange(trace);
  const colour = colourAt(trace, inks.ink);
  const x = Math.round(frame.left + frame.plotWidth + gap);
  const [top, height] = [frame.top, frame.plotHeight];
  const steps = 64;
  const edge = (i: number): number => Math.round(top + (height * i) / steps);
  const rects = Array.from({ length: steps }, (_, i) =>
    element("path", {
      d: `M${x} ${edge(i)}h${thickness}v${edge(i + 1) - edge(i)}h-${thickness}z`,
      fill: colour(1 - (i + 0.5) / steps),
    }),
  );
  const ticks = ticksOf(drawing);
  const labels = ticks.map(({ at, text }) =>
    textSvg(text, {
      ...{ x: x + thickness + 5, y: top + height * (1 - (at - low) / (high - low)) },
      ...{ size: 12, fill: inks.text },
    }),
  );
  const title = titleOf(drawing, height);
  const at = x + thickness + 9 + labelsWidth(ticks) + (linesOf(title).length * 17) / 2;
  const words = textSvg(title, {
    ...{
      x: at,
      y: top + height / 2,
      size: 13,
      anchor: "middle",
      rotate: -90,
      fill: inks.text,
      paint: inks.paint,
    },
  });
  return `<g class="colour-bar"><g shape-rendering="crispEdges">${rects.join("")}</g>${labels.join("")}${words}</g>`;
}
