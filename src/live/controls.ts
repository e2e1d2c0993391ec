/** Controls that several experiments have: a choice of words, and the buttons of a run that goes on step by step. */
import type { Replay } from "./history.js";
import type { ChoiceControl, Control } from "./live.js";

/** A choice control from pairs of a value and the words for it. */
export const choice = (
  key: string,
  label: string,
  choices: readonly (readonly [value: string, label: string])[],
): ChoiceControl => ({
  kind: "choice",
  key,
  label,
  choices: choices.map(([value, words]) => ({ value, label: words })),
});

/** The buttons of a run. */
export const runButtons: readonly Control[] = [
  { kind: "action", key: "run", label: "Run", repeats: true },
  { kind: "action", key: "step", label: "Step" },
  { kind: "action", key: "restart", label: "Back to step 0" },
];

/** Does what one of `runButtons` says, `steps` a frame; returns false where the run is over. */
export function pressRun(shown: Replay<unknown>, key: string, steps: number): boolean {
  if (key === "restart") {
    shown.restart();
    return true;
  }
  const running = key === "run";
  return shown.advance(running ? steps : 1, running);
}
