/** A net in training that is watched: as far as it has come, with a curve of what changed on the way. */
import type { TrainingStep } from "../core/training.js";
import { type History, history } from "./history.js";

/** A training in use. */
export interface WatchedTraining {
  curve: History;
  now(): TrainingStep;
  /** Goes `steps` on; returns false once the loss has left the finite numbers or the steps have run out. */
  advance(steps: number): boolean;
}

/** Watches a training from its step 0 on; `watched` gives the values of the curve at a step. */
export function watchTraining(
  steps: Iterator<TrainingStep, void>,
  watched: (step: TrainingStep) => readonly number[],
): WatchedTraining {
  const curve = history();
  let now: TrainingStep | undefined;
  const next = (): boolean => {
    if (now && !Number.isFinite(now.loss)) return false;
    const step = steps.next();
    if (step.done) return false;
    now = step.value;
    curve.push(now.step, watched(now));
    return true;
  };
  next();
  return {
    curve,
    now: () => now as TrainingStep,
    advance(count) {
      for (let i = 0; i < count; i++) if (!next()) return false;
      return true;
    },
  };
}
