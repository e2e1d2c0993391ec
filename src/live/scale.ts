/** Scales and axes of live pictures: where a value stands, which values are named, and the lines and words for it. */
import { finiteExtent } from "../charts/extent.js";
import { exactNumber, formatNumber, superscript } from "../charts/number.js";
import { powers, roundValues } from "../charts/ticks.js";
import { finite, positive, refuse } from "../core/guard.js";
import { type Ink, line, SMALL, words } from "./svg.js";

/** A scale from values to pixels. */
export interface Scale {
  /** The pixel of a value; values beyond the ends go to the end itself. */
  at(value: number): number;
  ticks: { value: number; label: string }[];
  from: number;
  to: number;
}

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/** Spans from which on products with pixels, or the span itself, may leave the numbers. */
const WIDE_SPAN = 1e300;

/** Equal differences at equal distances: `low` at pixel `from`, `high` at pixel `to`. */
export function linearScale(low: number, high: number, from: number, to: number, most = 5): Scale {
  checkEnds("linearScale", low, high);
  const span = high - low || 1;
  const ticks = roundTicks(low, high, most);
  const at = (value: number): number => {
    const inside = clamp(value, low, high);
    if (span < WIDE_SPAN) return from + ((to - from) * (inside - low)) / span;
    return from + (to - from) * ((inside / 2 - low / 2) / (high / 2 - low / 2));
  };
  return { from, to, ticks, at };
}

function checkEnds(name: string, low: number, high: number): void {
  finite(name, "low", low);
  finite(name, "high", high);
  if (low > high) refuse(name, `high must not be below low = ${low}`, high);
}

/**
 * Equal factors at equal distances; both ends must be above 0. Ticks at powers of ten, as many as fit in `most`, or at
 * round numbers where there is none or one. What is not above 0 stands at `from`, what is no number nowhere.
 */
export function logScale(low: number, high: number, from: number, to: number, most = 6): Scale {
  checkEnds("logScale", low, high);
  positive("logScale", "low", low);
  const [a, b] = [Math.log10(low), Math.log10(high)];
  const span = b - a || 1;
  const place = (value: number): number => from + ((to - from) * (clamp(Math.log10(value), a, b) - a)) / span;
  const at = (value: number): number => (value <= 0 ? from : place(value));
  return { from, to, ticks: logTicks(a, b, most) ?? roundTicks(low, high, most), at };
}

/** Ticks at powers of ten between two logarithms, or at their products with 1, 2 and 5; undefined where fewer than two fit. */
function logTicks(a: number, b: number, most: number): Scale["ticks"] | undefined {
  const every = Math.max(1, Math.ceil((Math.floor(b) - Math.ceil(a)) / most));
  const first = Math.ceil((a - 1e-9) / every) * every;
  const last = Math.min(powers.most, Math.floor(b + 1e-9));
  const whole = Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, i) =>
    powerTick(first + i * every),
  );
  if (whole.length > 1) return whole;
  const near = [first - 1, first, first + 1].flatMap((power) =>
    [1, 2, 5].map((f) => Number(`${f}e${power}`)),
  );
  const ticks = near
    .filter((value) => Math.log10(value) > a - 1e-9 && Math.log10(value) < b + 1e-9)
    .map((value) => ({ value, label: exactNumber(value) }));
  return ticks.length > 1 ? ticks : undefined;
}

function powerTick(power: number): Scale["ticks"][number] {
  const value = Number(`1e${power}`);
  const label = power < -3 || power > 4 ? `10${superscript(power)}` : formatNumber(value, 3);
  return { value, label };
}

const roundTicks = (low: number, high: number, most: number): Scale["ticks"] =>
  roundValues(low, high, most, 1e-3).values.map((value) => ({ value, label: exactNumber(value) }));

/** What sticks out of a scale by less than this share of a decade makes it no longer. */
const SLACK = 0.02;

/** The powers of ten around values, at most `decades` apart from the largest down; 0.1 to 1 where none is above 0. */
export function powersAround(values: readonly number[], decades = 14): [number, number] {
  const ends = finiteExtent([values.filter((value) => value > 0)]);
  if (ends === undefined) return [0.1, 1];
  const top = Math.ceil(Math.log10(ends[1]) - SLACK);
  const bottom = Math.max(Math.floor(Math.log10(ends[0]) + SLACK), top - decades);
  const power = (exponent: number): number =>
    clamp(Number(`1e${exponent}`), Number.MIN_VALUE, Number.MAX_VALUE);
  return [power(Math.min(bottom, top - 1)), power(top)];
}

/** An x axis at height `y`: its line, ticks with numbers below, and the quantity's name under them. */
export function xAxis(scale: Scale, y: number, name: string): string {
  const [left, right] = [Math.min(scale.from, scale.to), Math.max(scale.from, scale.to)];
  const ticks = scale.ticks.map(({ value, label }) => {
    const x = scale.at(value);
    return (
      line(
        [
          [x, y],
          [x, y + 4],
        ],
        "theory",
        { width: 1 },
      ) + words(x, y + 17, label, { anchor: "middle" })
    );
  });
  return [
    line(
      [
        [left, y],
        [right, y],
      ],
      "theory",
      { width: 1 },
    ),
    ...ticks,
    words((left + right) / 2, y + 35, name, { anchor: "middle", ink: "muted" }),
  ].join("");
}

/** A y axis with its numbers left of `x`, grid lines over to `right`, and the quantity's name above the axis. */
export function yAxis(scale: Scale, x: number, right: number, name: string, colour: Ink = "muted"): string {
  const top = Math.min(scale.from, scale.to);
  const ticks = scale.ticks.map(({ value, label }) => {
    const y = scale.at(value);
    return (
      line(
        [
          [x, y],
          [right, y],
        ],
        "grid",
        { width: 1 },
      ) + words(x - 6, y + 4, label, { anchor: "end" })
    );
  });
  return [...ticks, name === "" ? "" : words(0, top - 12, name, { size: SMALL, ink: colour })].join("");
}
