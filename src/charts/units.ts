/** Which axes no renderer can draw as they are (numbers too large, too small or too close together), and units for them. */

import { finiteExtent } from "./extent.js";
import { exactNumber, formatNumber } from "./number.js";
import { floorHeight } from "./scale.js";
import { zeroMark } from "./series.js";
import { padded, seen } from "./static/axis.js";
import { entries, object, type Plain } from "./static/read.js";
import { roundTicks, type Tick } from "./ticks.js";

/** Plotly drops numbers beyond 1.8e304, and its scales fail when the pixels of a unit are no number. */
const largest = 1e300;
const smallest = 1e-290;
/** Less than this share of their size apart, numbers of the six digits that plain data keep are no longer told apart. */
const apart = 1 / 500;

/** A scale of its own for the numbers of an axis, or of the colours of a heat map. */
export interface Units {
  letter: "x" | "y" | "z";
  /** Where a value stands. */
  place: (value: number, trace?: Plain) => number | null;
  /** How long a difference is. */
  length: (value: number) => number;
  /** Where a note stands, whose place is a logarithm already on a logarithmic axis. */
  note: (value: number) => number | null;
  /** What is read at a value. */
  text: (value: number) => string;
  ends: [number, number];
  ticks: Tick[];
}

/** So many units of a scale from its origin everything is out of sight. */
const far = 1e9;

const isPlain = ([low, high]: readonly [number, number], span: number): boolean => {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size === 0 || (size <= largest && size >= smallest && (span === 0 || span >= apart * size));
};

/** The units of a linear scale with these ends; of a length, if it must be that of another axis. */
function linearUnits(letter: Units["letter"], own: readonly [number, number], most: number): Units {
  const [low, high] = own[0] < own[1] ? own : [Math.min(0, own[0]), Math.max(0, own[0])];
  const span = Math.max(most, high - low);
  const power = Math.floor(Math.log10(Math.min(span, Number.MAX_VALUE)));
  const size = Number(`1e${power}`) || Number.MIN_VALUE;
  const close = span < apart * Math.max(Math.abs(low), Math.abs(high));
  const origin = close ? low : 0;
  const place = (value: number): number => Math.max(-far, Math.min(far, (value - origin) / size));
  // room that there may have been no number for; long labels side by side want more of it
  const room = (letter === "z" ? 0 : close && letter === "x" ? 0.25 : 0.02) * (place(high) - place(low));
  return {
    ...{ letter, place, note: place, length: (value) => value / size },
    text: close ? exactNumber : (value) => formatNumber(value),
    ends: [place(low) - (low === 0 ? 0 : room), place(high) + (high === 0 ? 0 : room)],
    ticks: roundTicks(low, high, letter === "x" ? 4 : 6).map(({ at, text }) => ({ at: place(at), text })),
  };
}

/** The logarithms themselves, for an axis whose exact zeros have no number small enough to stand at. */
function logUnits(letter: Units["letter"], { type, range, tickvals, ticktext }: Plain): Units | undefined {
  const ends = range as [number, number];
  const vals = entries(tickvals) as number[];
  if (type !== "log" || entries(ticktext)[0] !== zeroMark || vals[0] !== 0) return undefined;
  const floor = floorHeight(0, ends);
  const place = (value: number): number | null => (value > 0 ? Math.log10(value) : null);
  return {
    ...{ letter, ends, length: (value: number) => value, note: (value: number) => value },
    text: (value) => formatNumber(value),
    place: (value, trace) => (value === 0 && trace?.meta === zeroMark ? floor : place(value)),
    ticks: vals.map((value, i) => ({
      at: place(value) ?? floor,
      text: String(entries(ticktext)[i]),
    })),
  };
}

/** A linear axis: its ends, and whether some of its values lie so far beyond them that their pixels are no numbers. */
interface Linear {
  letter: "x" | "y";
  ends: [number, number];
  beyond: boolean;
}

/** The axis `letter`, if it is a linear one with something on it. */
function linearAxis(data: readonly Plain[], layout: Plain, letter: "x" | "y"): Linear[] {
  const { type, range } = object(layout[`${letter}axis`]);
  const words = (trace: Plain): boolean => entries(trace[letter]).some((value) => typeof value === "string");
  if ((type ?? "linear") !== "linear" || data.some((trace) => trace.type === "heatmap" || words(trace)))
    return [];
  const finite = (value: unknown) =>
    typeof value === "number" && Number.isFinite(value) ? value : undefined;
  const values = seen({ data, layout }, letter, finite);
  const extent = finiteExtent([values]);
  if (extent === undefined) return [];
  const asked = finiteExtent([entries(range)]);
  if (!asked || asked[0] === asked[1])
    return [{ letter, ends: padded({ data }, letter, values), beyond: false }];
  const farthest = Math.max(-extent[0], extent[1]);
  return [
    { letter, ends: asked, beyond: farthest > far * Math.max(asked[1] - asked[0], Math.abs(asked[0])) },
  ];
}

function axisUnits(data: readonly Plain[], layout: Plain): Units[] {
  const letters = ["x", "y"] as const;
  const axes = letters.flatMap((letter) => linearAxis(data, layout, letter));
  const equal = object(layout.yaxis).scaleanchor === "x";
  const spanOf = ({ ends }: Linear): number => ends[1] - ends[0];
  const longest = equal ? Math.max(0, ...axes.map(spanOf)) : 0;
  const odd = (axis: Linear): boolean => axis.beyond || !isPlain(axis.ends, Math.max(longest, spanOf(axis)));
  const chosen = equal && axes.some(odd) ? axes : axes.filter(odd);
  return [
    ...chosen.map(({ letter, ends }) => linearUnits(letter, ends, longest)),
    ...letters.flatMap((letter) => logUnits(letter, object(layout[`${letter}axis`])) ?? []),
  ];
}

function colourUnits(data: readonly Plain[]): Units[] {
  const maps = data.filter(({ type }) => type === "heatmap");
  const ends = finiteExtent(
    maps.flatMap(({ z, zmin, zmax }) =>
      zmin === undefined || zmax === undefined ? entries(z).map(entries) : [[zmin, zmax]],
    ),
  );
  return ends === undefined || isPlain(ends, ends[1] - ends[0]) ? [] : [linearUnits("z", ends, 0)];
}

/** The units of all axes that need some. */
export const unitsOf = (data: readonly Plain[], layout: Plain): Units[] => [
  ...axisUnits(data, layout),
  ...colourUnits(data),
];
