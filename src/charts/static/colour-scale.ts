/** The colours of a heat map: from a value to a colour, in light and dark that paper can show too. */

import { finiteExtent, widened } from "../extent.js";
import type { Ink } from "./ink.js";
import { entries, numberOr, object, type Plain } from "./read.js";

type Rgb = [number, number, number];

/** Ten colours of the map Cividis, which readers with any colour vision see as one run from dark to light. */
const cividis = "00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838".split(" ");

const rgb = (hex: string): Rgb =>
  [0, 2, 4].map((at) => Number.parseInt(hex.replace("#", "").slice(at, at + 2), 16)) as Rgb;

/** The stops of a trace's colour scale. */
function stopsOf(trace: Plain): [number, Rgb][] {
  const own = entries(trace.colorscale).map((stop) => entries(stop));
  if (own.length > 1) return own.map(([at, colour]) => [numberOr(at, 0), rgb(String(colour))]);
  return cividis.map((colour, i) => [i / (cividis.length - 1), rgb(colour)]);
}

/** A share from 0 to 1 as a grey that paper shows: dark at 0, nearly white at 1. */
const greyAt = (share: number): Rgb => {
  const level = Math.round(70 + 180 * share);
  return [level, level, level];
};

/** The ends of a heat map's colours. */
export function colourRange(trace: Plain): [number, number] {
  const values = finiteExtent(entries(trace.z).map(entries)) ?? [0, 0];
  const [low, high] = [numberOr(trace.zmin, values[0]), numberOr(trace.zmax, values[1])];
  return high > low ? [low, high] : widened(low, low, Math.max(0.5, Math.abs(low) / 1000));
}

const hex = (colour: Rgb): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** From a share of the range to a colour, in 64 steps. */
export function colourAt(trace: Plain, ink: Ink): (share: number) => string {
  const stops = stopsOf(trace);
  return (share) => {
    const at = Math.round(Math.max(0, Math.min(1, share)) * 64) / 64;
    if (ink === "print") return hex(greyAt(at));
    const after = Math.max(
      1,
      stops.findIndex(([place]) => place >= at),
    );
    const [[from, a], [to, b]] = [stops[after - 1], stops[after]] as [[number, Rgb], [number, Rgb]];
    const part = (at - from) / (to - from || 1);
    return hex(a.map((value, i) => value + part * ((b[i] as number) - value)) as Rgb);
  };
}

/** Black or white, whichever is read better on a ground of this colour. */
export function inkOn(ground: string): string {
  const [r, g, b] = rgb(ground);
  return 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#1a1a1a" : "#fff";
}

/** The heat map of a chart, if it has one. */
export const heatmapOf = (data: readonly Plain[]): Plain | undefined => {
  const trace = data.find(({ type }) => type === "heatmap");
  return trace && object(trace);
};
