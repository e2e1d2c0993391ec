/** The live experiments. */
import { collapseTracer } from "./collapse.js";
import type { Live } from "./live.js";
import { playground } from "./playground.js";
import { signalExplorer } from "./signals.js";
import { startingPoints } from "./starts.js";
import { symmetry } from "./symmetry.js";

export type * from "./live.js";

/** Every experiment, in the order of the gallery. */
export const lives: readonly Live[] = [signalExplorer, symmetry, collapseTracer, playground, startingPoints];

/** The experiment with this id. @throws RangeError naming those there are. */
export function liveById(id: string): Live {
  const found = lives.find((live) => live.id === id);
  if (found) return found;
  throw new RangeError(`live: id must be one of ${lives.map((live) => live.id).join(", ")}, got "${id}"`);
}
