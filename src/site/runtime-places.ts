// Finds the lines of cells among the lines of the script that a worker runs.
import type { Place } from "./runtime-messages.js";

/** The cell and line of a script's line, from 1; `lines[i]` is the line that holds cell `i`'s first. */
export function placeOf(line: number, lines: readonly number[]): Place | undefined {
  let cell = lines.length - 1;
  while (cell >= 0 && lines[cell] > line) cell -= 1;
  return cell < 0 ? undefined : { cell, line: line - lines[cell] + 1 };
}

/** The places of cells in a stack trace, innermost first; the script came from a `blob:` address. */
export function placesIn(stack: string, lines: readonly number[]): Place[] {
  return [...stack.matchAll(/blob:\S*?:(\d+):\d+/g)]
    .map(([, line]) => placeOf(Number(line), lines))
    .filter((place) => place !== undefined);
}
