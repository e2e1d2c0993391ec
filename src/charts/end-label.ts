/** Words at the ends of the two lines, on the side that is free. */

import { finiteExtent } from "./extent.js";
import { colours } from "./look.js";
import { floorHeight, type LogScale } from "./scale.js";
import type { SignalLine } from "./signal-lines.js";

/** The two directions as words with arrows. */
export const arrows = { forward: "forward →", backward: "← backward" };

/** How far the points of all lines reach into the room above (side 1) or below (side -1) a height, as a share of the axis. */
function reach(heights: readonly number[], height: number, side: number, unit: number): number {
  const distances = heights
    .map((other) => ((other - height) * side) / unit)
    .filter((d) => d > 0.005 && d < 0.2);
  return finiteExtent([distances])?.[1] ?? 0;
}

/** A word beside the end of a line, in its colour, on the emptier side and clear of what is drawn there. */
export function endLabel(
  line: SignalLine,
  lines: readonly SignalLine[],
  layers: readonly number[],
  scale: LogScale,
): object[] {
  const height = (value: number) =>
    value === 0 && scale.floor !== undefined ? floorHeight(scale.floor, scale.range) : Math.log10(value);
  const own = line.measured.map(height);
  const drawn = layers.map((_, i) => i).filter((i) => Number.isFinite(own[i]));
  if (line.key === "backward") drawn.reverse();
  const end = drawn[drawn.length - 1];
  if (end === undefined) return [];
  const at = own[end] as number;
  const near = drawn.slice(-Math.max(2, Math.ceil(0.3 * layers.length)));
  const drawings = lines.flatMap(({ measured, theory }) => (theory ? [measured, theory] : [measured]));
  const neighbours = near.flatMap((i) => drawings.map((values) => height(values[i] as number)));
  const unit = scale.range[1] - scale.range[0];
  const [above, below] = [1, -1].map((side) => reach(neighbours, at, side, unit)) as [number, number];
  const under = below < above;
  const shift = 6 + 220 * Math.min(above, below);
  const forward = line.key === "forward";
  return [
    {
      x: layers[end],
      y: at,
      text: arrows[line.key],
      xanchor: forward ? "right" : "left",
      yanchor: under ? "top" : "bottom",
      yshift: under ? -shift : shift,
      showarrow: false,
      font: { size: 13, color: forward ? colours.forwardText : colours.backwardText },
    },
  ];
}
