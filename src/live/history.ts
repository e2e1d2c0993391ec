/** Curves that grow for as long as a run goes on, kept short: a full one drops every second point. */

import { disc, type Ink, type LineOptions, line } from "./svg.js";

/** A curve's points, first to last: the step, and the values at it. */
export interface HistoryPoint {
  step: number;
  values: readonly number[];
}

/** A growing curve of at most `limit` points, evenly spaced, and the newest one. */
export interface History {
  push(step: number, values: readonly number[]): void;
  points(): readonly HistoryPoint[];
}

/** An empty history. Steps are to come one after the other. */
export function history(limit = 240): History {
  let kept: HistoryPoint[] = [];
  let last: HistoryPoint | undefined;
  let stride = 1;
  return {
    push(step, values) {
      last = { step, values };
      if (step % stride !== 0) return;
      kept.push(last);
      if (kept.length <= limit) return;
      stride *= 2;
      kept = kept.filter((point) => point.step % stride === 0);
    },
    points: () => (last && kept.at(-1) !== last ? [...kept, last] : kept),
  };
}

/** A curve with a dot at its end, so that a run at its first step shows too. */
export function curve(
  points: readonly (readonly [number, number])[],
  ink: Ink,
  options: LineOptions = {},
): string {
  const end = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)).at(-1);
  return line(points, ink, options) + (end ? disc(...end, 3, ink) : "");
}
