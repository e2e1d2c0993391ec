/** Scales and axes of live pictures: where a value stands, which values are named, and the lines and words for it. */
import { formatNumber, superscript } from "../charts/number.js";
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

/** A step of 1, 2 or 5 times a power of ten that makes at most `most` intervals. */
function niceStep(span: number, most: number): number {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) as number) * power;
}

/** Equal differences at equal distances: `low` at pixel `from`, `high` at pixel `to`. */
export function linearScale(low: number, high: number, from: number, to: number, most = 5): Scale {
  const span = high - low || 1;
  const step = niceStep(span, most);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * span; i++) {
    const value = Number((i * step).toPrecision(12));
    ticks.push({ value, label: formatNumber(value, 3) });
  }
  return { from, to, ticks, at: (value) => from + ((to - from) * (clamp(value, low, high) - low)) / span };
}

/** Equal factors at equal distances; both ends must be above 0. Ticks at powers of ten, as many as fit in `most`. */
export function logScale(low: number, high: number, from: number, to: number, most = 6): Scale {
  const [a, b] = [Math.log10(low), Math.log10(high)];
  const span = b - a || 1;
  const every = Math.max(1, Math.ceil((Math.floor(b) - Math.ceil(a)) / most));
  const ticks = [];
  for (let power = Math.ceil((a - 1e-9) / every) * every; power <= b + 1e-9; power += every) {
    const value = Number(`1e${power}`);
    ticks.push({
      value,
      label: power < -3 || power > 4 ? `10${superscript(power)}` : formatNumber(value, 3),
    });
  }
  const place = (value: number): number => from + ((to - from) * (clamp(Math.log10(value), a, b) - a)) / span;
  return { from, to, ticks, at: (value) => (value > 0 ? place(value) : from) };
}

/** What sticks out of a scale by less than this share of a decade makes it no longer. */
const SLACK = 0.02;

/** The powers of ten around values, at most `decades` apart from the largest down; 0.1 to 1 where none is above 0. */
export function powersAround(values: readonly number[], decades = 14): [number, number] {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [0.1, 1];
  const top = Math.ceil(Math.log10(Math.max(...positive)) - SLACK);
  const bottom = Math.max(Math.floor(Math.log10(Math.min(...positive)) + SLACK), top - decades);
  return [Number(`1e${Math.min(bottom, top - 1)}`), Number(`1e${top}`)];
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
