// Says what stopped a cell, and in which lines.
import { inspect } from "node-inspect-extracted";
import type { RunFault } from "../runtime-messages.js";
import { placesIn } from "../runtime-places.js";

/** Frames kept of an error, so that those of the core do not crowd out the cell. */
const FRAMES = 60;

/** Keeps more of an error's way than engines do by themselves. */
export function keepLongStacks(): void {
  (Error as { stackTraceLimit?: number }).stackTraceLimit = FRAMES;
}

/** What stopped cell `cell`, in words and with its place. */
export function faultOf(error: unknown, cell: number, lines: readonly number[]): RunFault {
  if (!(error instanceof Error)) return { message: `Thrown: ${inspect(error)}` };
  const places = placesIn(error.stack ?? "", lines);
  const [place] = places;
  const caller = place?.cell === cell ? undefined : places.find((other) => other.cell === cell);
  return { message: `${error.name}: ${error.message}`, place, caller };
}
