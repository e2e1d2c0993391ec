/** The picture of the signal explorer: signal, gradient and theory on one log scale, and what each layer's units put out. */
import { formatNumber } from "../charts/number.js";
import type { LargeRun } from "../core/large-run.js";
import type { SignalRow } from "../core/signals.js";
import type { TheoryRow } from "../core/theory.js";
import { type LegendEntry, legend } from "./legend.js";
import type { View } from "./live.js";
import { linearScale, logScale, powersAround, type Scale, xAxis, yAxis } from "./scale.js";
import { DASH, disc, element, ink, line, NARROW, px, svg, WIDE, words } from "./svg.js";

/** What was computed. */
export interface SignalResult extends LargeRun {
  theory: TheoryRow[];
}

interface Curves {
  forward: number[];
  backward: number[];
  forwardTheory: number[];
  backwardTheory: number[];
}

/** A gradient means nothing where the signal that it belongs to left the numbers. */
function curvesOf({ rows, theory }: SignalResult): Curves {
  const top = rows.at(-1)?.gradientRms ?? 1;
  const forward = rows.map(({ sampleStd }) => sampleStd);
  const lost = !forward.every(Number.isFinite);
  return {
    forward,
    backward: rows.map(({ gradientRms = 0 }) => (lost ? Number.NaN : gradientRms / top)),
    forwardTheory: theory.map(({ sampleStd }) => sampleStd),
    backwardTheory: theory.map(({ gradientRms }) => gradientRms),
  };
}

/** Where things stand, in pixels. */
const frame = (narrow: boolean) => ({
  width: narrow ? NARROW : WIDE,
  height: narrow ? 398 : 424,
  left: narrow ? 46 : 54,
  right: narrow ? NARROW - 16 : WIDE - 24,
  top: 34,
  bottom: narrow ? 216 : 236,
  panel: narrow ? [290, 386] : [312, 412],
  /** The least distance between two histograms. */
  apart: narrow ? 24 : 30,
});

type Frame = ReturnType<typeof frame>;

/** What 32 bits can hold. */
const drawn = (value: number): boolean => value > 1e-46 && value < 1e39;

/** The lines, each broad with its theory on it; exact zeros are rings on the axis. */
function lines(curves: Curves, x: Scale, y: Scale, floor: number): string {
  const points = (values: number[]): [number, number][] =>
    values.map((value, layer) => [x.at(layer), drawn(value) ? y.at(value) : Number.NaN]);
  const zeros = (["backward", "forward"] as const).flatMap((ink) =>
    curves[ink].flatMap((value, layer) =>
      value === 0 ? [disc(x.at(layer), floor, ink === "forward" ? 3 : 6, "paper", ink)] : [],
    ),
  );
  const dots = (["forward", "backward"] as const).flatMap((ink) =>
    points(curves[ink]).flatMap(([px, py]) =>
      curves[ink].length <= 26 && Number.isFinite(py) ? [disc(px, py, 3, ink)] : [],
    ),
  );
  return [
    line(points(curves.forward), "forward", { width: 5, opacity: 0.5 }),
    line(points(curves.backward), "backward", { width: 5, opacity: 0.5 }),
    ...dots,
    line(points(curves.forwardTheory), "theory", { dash: DASH, width: 1.8 }),
    line(points(curves.backwardTheory), "theory", { dash: DASH, width: 1.8 }),
    ...zeros,
    zeros.length > 0 ? words(x.from - 6, floor + 4, "0", { anchor: "end" }) : "",
  ].join("");
}

/** The layers whose histograms fit side by side: the last one, and every so many below it. */
function shownLayers(depth: number, spacing: number, apart: number): number[] {
  const every = Math.ceil(apart / spacing);
  const layers = [];
  for (let layer = depth; layer >= 1; layer -= every) layers.push(layer);
  return layers.reverse();
}

/** A bin with more than so many times its fair share is cut, or the zeros of ReLU would hide all else. */
const CUT = 3;

/** A histogram standing upright, its bars to both sides of `centre`; `edges` are the pixels of the bins' ends. */
function violin(widths: readonly number[], edges: readonly number[], centre: number): string {
  const first = widths.findIndex((width) => width > 0);
  const last = widths.length - 1 - [...widths].reverse().findIndex((width) => width > 0);
  const bins = widths.slice(first, last + 1).map((width, i) => {
    return { width, from: edges[first + i] as number, to: edges[first + i + 1] as number };
  });
  const right = bins.map(({ width, to }) => `H${px(centre + width)}V${px(to)}`);
  const left = bins.reverse().map(({ width, from }) => `H${px(centre - width)}V${px(from)}`);
  const d = `M${px(centre)} ${px(edges[first] as number)}${right.join("")}${left.join("")}Z`;
  return element("path", { d, ...ink("forward"), "fill-opacity": "0.80" });
}

function histograms(
  { histograms: all }: SignalResult,
  x: Scale,
  { panel, apart, left, right }: Frame,
): string {
  const [top = 0, bottom = 0] = panel;
  const { edges = [0, 1] } = all[0] ?? {};
  const y = linearScale(edges[0] as number, edges.at(-1) as number, bottom, top, 3);
  const spacing = x.at(1) - x.at(0);
  const layers = shownLayers(all.length, spacing, apart);
  const every = layers.length > 1 ? (layers[1] as number) - (layers[0] as number) : 1;
  const half = Math.min(24, 0.44 * every * spacing);
  const shapes = layers.map((layer) => {
    const { shares } = all[layer - 1] as { shares: number[] };
    const occupied = shares.filter((share) => share > 0).length;
    const peak = Math.min(Math.max(...shares), CUT / occupied);
    if (!(peak > 0)) return "";
    return violin(
      shares.map((share) => half * Math.min(1, share / peak)),
      edges.map(y.at),
      x.at(layer),
    );
  });
  return yAxis(y, left, right, "what the units put out, layer by layer") + shapes.join("");
}

/** A ratio in the way that suits `like`: `23 %`, `12 times`, `2.6×10⁻⁶`. */
function ratioText(ratio: number, like: number): string {
  const short = (value: number): string => formatNumber(Number(value.toPrecision(2)), 2);
  if (like >= 2) return `${short(ratio)} times`;
  return like >= 1e-4 ? `${short(100 * ratio)}${PERCENT}` : short(ratio);
}

/** `23 % of what it was`, `12 times what it was`. */
function times(ratio: number, what: string): string {
  return `${ratioText(ratio, ratio)}${ratio >= 2 ? "" : " of"} ${what}`;
}

/** A percent sign stays with its number. */
const PERCENT = "\u00a0%";

/** A signal below this share of what the units put out is less than the rounding of 32-bit numbers. */
const ROUNDING = 2 ** -24;

function sentenceOf(curves: Curves, { meanSquare }: SignalRow): string {
  const last = curves.forward.length - 1;
  const [first = 1, end = 0] = [curves.forward[0], curves.forward[last]];
  const theory = (curves.forwardTheory[last] as number) / (curves.forwardTheory[0] as number);
  const lost = curves.forward.findIndex((value) => !Number.isFinite(value));
  if (lost >= 0)
    return `From layer ${lost} on the numbers are too large for 32 bits; theory says ${ratioText(theory, theory)} by layer ${last}.`;
  const rounding = end < ROUNDING * Math.sqrt(meanSquare) ? ", the rounding of 32-bit numbers" : "";
  const forward =
    end === 0
      ? `By layer ${last} nothing is left of the signal, it is exactly 0; theory says ${ratioText(theory, theory)}.`
      : `By layer ${last} the signal is ${times(end / first, "what it was")}${rounding}; theory says ${ratioText(theory, end / first)}.`;
  const [back = 0, backTheory = 0] = [curves.backward[0], curves.backwardTheory[0]];
  if (!Number.isFinite(back)) return forward;
  const backward =
    back === 0
      ? "No gradient reaches the inputs."
      : `The gradient at the inputs is ${times(back, "the top's")}; theory says ${ratioText(backTheory, back)}.`;
  return `${forward} ${backward}`;
}

const entries = (narrow: boolean): LegendEntry[] => [
  { ink: "forward", words: narrow ? "signal →" : "signal → (std over the samples)" },
  { ink: "backward", words: narrow ? "← gradient" : "← gradient (rms, 1 at the top)" },
  { ink: "theory", words: "theory", dash: DASH },
];

/** What there is to see. */
export function signalView(result: SignalResult, narrow: boolean): View {
  const at = frame(narrow);
  const curves = curvesOf(result);
  const depth = result.rows.length - 1;
  const x = linearScale(0, depth, at.left, at.right, Math.min(depth, narrow ? 6 : 10));
  const values = Object.values(curves).flat();
  const [low, high] = powersAround(values.filter(drawn), 60);
  // Below the least power of ten there is a line for exact zeros, where there are any.
  const floor = curves.forward.includes(0) || curves.backward.includes(0) ? 20 : 0;
  const y = logScale(low, high, at.bottom - floor, at.top, 5);
  const picture = svg(
    at.width,
    at.height,
    legend(entries(narrow), 0, 12),
    yAxis(y, at.left, at.right, ""),
    xAxis(x, at.bottom, "layer (0 is the input)"),
    lines(curves, x, y, at.bottom),
    histograms(result, x, at),
  );
  const columns = ["layer", "signal", "signal, theory", "gradient", "gradient, theory", "share saturated"];
  const rows = result.rows.map(({ layer, saturatedShare }, l) => [
    layer,
    curves.forward[l] as number,
    curves.forwardTheory[l] as number,
    curves.backward[l] as number,
    curves.backwardTheory[l] as number,
    saturatedShare,
  ]);
  return {
    svg: picture,
    sentence: sentenceOf(curves, result.rows[depth] as SignalRow),
    table: { columns, rows },
  };
}
