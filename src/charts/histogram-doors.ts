/** What a grid of histograms requires of each of them. */

import { finite, type Known, notNegative, refuse, text } from "../core/guard.js";
import { finiteList, knownEntry } from "./doors.js";
import type { HistogramPanel } from "./histogram-grid.js";

// a panel may be a whole histogram of the core, which has more
const known: Known<HistogramPanel> = { name: true, edges: true, shares: true };

/** Throws unless a panel has a name, edges that rise and are finite, and between them shares that are not below 0. */
export function checkPanel(panel: HistogramPanel): void {
  const caller = "histogramGrid";
  const { name, edges, shares } = knownEntry(caller, panel, known, "a panel");
  text(caller, "name in panels", name);
  finiteList(caller, `edges of ${name}`, edges);
  finiteList(caller, `shares of ${name}`, shares);
  if (edges.length !== shares.length + 1) {
    throw new RangeError(
      `${caller}: ${name} must have one more edge than shares, got ${edges.length} edges and ${shares.length} shares`,
    );
  }
  if (shares.length === 0) refuse(caller, `shares of ${name} must hold at least one value`, shares);
  for (let i = 0; i < shares.length; i++) {
    const [edge, next] = [edges[i] as number, edges[i + 1] as number];
    notNegative(caller, `shares of ${name}`, shares[i]);
    finite(caller, `the width of a bin of ${name}`, next - edge);
    if (next < edge) refuse(caller, `edges of ${name} must rise, not fall below ${edge}`, next);
  }
}
