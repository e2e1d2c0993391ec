/** What a heat map requires of its options. */

import { type Known, list, refuse } from "../core/guard.js";
import { chartOptions, numberList } from "./doors.js";
import { finiteExtent } from "./extent.js";
import type { HeatmapOptions } from "./heatmap.js";

const known: Known<HeatmapOptions> = {
  ...{ title: true, x: true, y: true, z: true, xTitle: true, yTitle: true, colorbarTitle: true },
  ...{ diverging: true, logZ: true, showValues: true, digits: true, alt: true, caption: true, height: true },
};

function checkCells(caller: string, { x, y, z, diverging, logZ }: HeatmapOptions): void {
  for (const [what, names] of [["x", x] as const, ["y", y] as const]) {
    list(caller, what, names);
    for (const name of names)
      if (typeof name !== "string" && !Number.isFinite(name))
        refuse(caller, `${what} must hold texts and finite numbers`, name);
  }
  list(caller, "z", z);
  for (let i = 0; i < z.length; i++) numberList(caller, `z[${i}]`, z[i] as ArrayLike<number>);
  const uneven = Array.from(z).find((row) => row.length !== x.length);
  if (z.length !== y.length || uneven) {
    const shape = `${z.length} rows of ${(z.length === y.length ? uneven : z[0])?.length ?? 0}`;
    throw new RangeError(`${caller}: z must have ${y.length} rows of ${x.length} values, got ${shape}`);
  }
  const ends = finiteExtent(z);
  if (ends === undefined) refuse(caller, "z must hold at least one finite value", Array.from(z[0] ?? []));
  if (diverging && logZ) refuse(caller, "logZ must be left out where colors part at 0", logZ);
  if (logZ && ends[0] < 0) refuse(caller, "z must not go below 0 with logZ", ends[0]);
}

/** The options of a heat map for the chart `caller`, if they can be drawn. */
export function heatmapOptions(caller: string, given: HeatmapOptions): HeatmapOptions {
  const options = chartOptions(caller, given, known, ["title", "xTitle", "yTitle", "colorbarTitle"]);
  checkCells(caller, options);
  return options;
}
