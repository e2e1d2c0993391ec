/** How large weights and gradients are, layer by layer: histograms of their sizes on one logarithmic axis. */
import type { Values } from "../core/matrix.js";
import type { TrainingStep } from "../core/training.js";
import { logScale, xAxis } from "./scale.js";
import { element, type Ink, line, px, rectangle, words } from "./svg.js";

const LOW = -14;
const HIGH = 2;
const BINS = 48;

/**
 * The share of values in each bin of `log10 |value|` from −14 to 2; the first bin takes zeros and all that is smaller, the
 * last what is larger and what is no finite number.
 */
export function sizeShares(values: Values): Float64Array {
  const shares = new Float64Array(BINS);
  for (let i = 0; i < values.length; i++) {
    const power = Math.log10(Math.abs(values[i] as number));
    const bin = Math.floor(((power - LOW) / (HIGH - LOW)) * BINS);
    const inside = Number.isNaN(bin) ? BINS - 1 : Math.max(0, Math.min(BINS - 1, bin));
    shares[inside] = (shares[inside] as number) + 1 / values.length;
  }
  return shares;
}

/** The pixels of a row, and of what stands under the last one. */
export const ROW = 24;
export const UNDER = 44;
const LEFT = 34;
const HEIGHT = ROW - 4;

/** A hill of shares on the line `y`, and left of it, from `barAt` on, a bar for the zeros, as high as their share of all. */
function hill(
  shares: Float64Array,
  x: (bin: number) => number,
  y: number,
  barAt: number,
  colour: Ink,
): string {
  const most = Math.max(...shares.subarray(1));
  const zeros = HEIGHT * (shares[0] as number);
  const bar = zeros > 0 ? rectangle(barAt, y - zeros, 5, zeros, colour) : "";
  if (most === 0) return bar;
  const points: string[] = [];
  for (let bin = 1; bin < BINS; bin++) {
    const here = shares[bin] as number;
    if (here > 0 || (shares[bin - 1] as number) > 0 || (shares[bin + 1] ?? 0) > 0)
      points.push(`${px(x(bin + 0.5))} ${px(y - (HEIGHT * here) / most)}`);
  }
  const outline = element("path", {
    d: `M${points.join("L")}`,
    class: `f-${colour} s-${colour}`,
    "fill-opacity": "0.25",
    "stroke-width": 1.5,
    "stroke-linejoin": "round",
  });
  return bar + outline;
}

/** The layers from the lowest up, `width` pixels wide; the axis stands under them. */
export function drawRidges({ net, gradients }: TrainingStep, width: number): string {
  const right = width - 12;
  const scale = logScale(10 ** LOW, 10 ** HIGH, LEFT, right, width < 200 ? 3 : 4);
  const x = (bin: number) => LEFT + ((right - LEFT) * bin) / BINS;
  const rows = net.layers.map(({ weights }, l) => {
    const y = ROW * (l + 1);
    const slopes = gradients.layers[l]?.weights.data as Values;
    const ground = [[LEFT, y] as const, [right, y] as const];
    return (
      line(ground, "grid", { width: 1 }) +
      hill(sizeShares(weights.data), x, y, LEFT - 13, "forward") +
      hill(sizeShares(slopes), x, y, LEFT - 7, "backward") +
      words(LEFT - 17, y - 3, String(l + 1), { anchor: "end" })
    );
  });
  return rows.join("") + xAxis(scale, ROW * net.layers.length + 2, "size (log); bars: zeros");
}
