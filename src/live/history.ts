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

/** A run that can be told how far to go before it is first seen, such as one that an address names. */
export interface Replay<Run> {
  /** The run as far as it has come. */
  now(): Run;
  /** Puts it back to its first step. */
  restart(): void;
  /** The same, for a change to go on from there: it is not begun afresh for being shown ahead or at its end. */
  goOn(): Run;
  /** Goes `steps` on, by a press of Step or by a frame of a run; returns false when there is nothing more to do. */
  advance(steps: number, running: boolean): boolean;
}

/**
 * Shows what `begin` makes after `ahead` steps. Whoever then presses Run sees it from its start, and so does whoever
 * presses Run at its end; whoever presses Step sees the next one. Nothing is computed before it is asked for. `again`
 * begins a run that is begun afresh.
 */
export function replay<Run extends { advance(steps: number): boolean }>(
  begin: () => Run,
  ahead: number,
  again: () => Run = begin,
): Replay<Run> {
  let run = begin();
  let missing = ahead;
  /** Whether a press of Run is to show it from its start. */
  let afresh = ahead > 0;
  const now = (): Run => {
    if (missing > 0) run.advance(missing);
    missing = 0;
    return run;
  };
  const restart = (): void => {
    run = again();
    missing = 0;
    afresh = false;
  };
  const goOn = (): Run => {
    afresh = false;
    return now();
  };
  return {
    now,
    restart,
    goOn,
    advance(steps, running) {
      if (running && afresh) restart();
      const more = goOn().advance(steps);
      afresh = !more;
      return more;
    },
  };
}

/** A number of steps as an address carries it, brought between 0 and `most`; 0 for anything else. */
export function stepsFrom(text: unknown, most: number): number {
  return Math.min(most, /^\d{1,9}$/.test(String(text)) ? Number(text) : 0);
}
