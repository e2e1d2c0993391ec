/** What charts of series require of them. */

import { type Known, list, refuse, text } from "../core/guard.js";
import { finiteList, knownEntry, numberList, roleOrNone } from "./doors.js";
import { type Band, type Series, xValues } from "./series.js";

/** The most series that one chart may show. */
const mostSeries = 4;

/** Throws unless there are 1 to 4 series: more cannot be told apart. */
export function checkSeries(caller: string, series: readonly unknown[]): void {
  list(caller, "series", series);
  if (series.length < 1 || series.length > mostSeries) {
    throw new RangeError(`${caller}: must have 1 to ${mostSeries} series, got ${series.length}`);
  }
}

const knownSeries: Known<Series> = { name: true, x: true, y: true, role: true, band: true };
const knownBand: Known<Band> = { low: true, high: true };

/** Which axes are logarithmic. */
export interface LogAxes {
  logX?: boolean | undefined;
  logY?: boolean | undefined;
}

/** Throws unless all values have a place on a logarithmic axis: from 0 on, or above 0 where zeros have none. */
function checkLog(caller: string, what: string, values: ArrayLike<number>, zeros: boolean): void {
  const rule = zeros ? "not go below 0" : "be above 0";
  for (let i = 0; i < values.length; i++)
    if (zeros ? (values[i] as number) < 0 : (values[i] as number) <= 0)
      throw new RangeError(
        `${caller}: ${what} must ${rule} on a logarithmic axis, got ${values[i]} at position ${i}`,
      );
}

/** Throws unless a band has two edges, of so many values if their number is known. */
export function checkBand(caller: string, what: string, band: Band, length?: number): void {
  knownEntry(caller, band, knownBand, what);
  for (const key of ["low", "high"] as const) {
    numberList(caller, `${key} of ${what}`, band[key]);
    if (length !== undefined && band[key].length !== length)
      refuse(caller, `${key} of ${what} must have ${length} values, one for each row`, band[key].length);
  }
}

/** Throws unless a series has a name, numbers, finite ones in x, and a role that there is. */
function checkOne(caller: string, one: Series, log: LogAxes): void {
  const { name, x, y, role, band } = knownEntry(caller, one, knownSeries, "a series");
  text(caller, "name in series", name);
  roleOrNone(caller, `role of ${name}`, role);
  numberList(caller, `y of ${name}`, y);
  if (x !== undefined) finiteList(caller, `x of ${name}`, x);
  if (band !== undefined) checkBand(caller, `band of ${name}`, band);
  if (log.logX) checkLog(caller, `x of ${name}`, xValues(one), false);
  if (log.logY) checkLog(caller, `y of ${name}`, y, true);
}

/** Throws unless there are 1 to 4 series of points, each with as many values in x and in its band as in y. */
export function checkPoints(caller: string, series: readonly Series[], log: LogAxes): void {
  checkSeries(caller, series);
  for (const one of series) {
    checkOne(caller, one, log);
    const { name, x, y, band } = one;
    const others = [x, band?.low, band?.high].filter((values) => values !== undefined);
    const length = others.find((values) => values.length !== y.length)?.length;
    if (length !== undefined)
      throw new RangeError(
        `${caller}: ${name} must have as many values in x and band as in y, got ${length} and ${y.length}`,
      );
  }
}
