/** Averages over standard normal variables: the doors to `panels`. */
import { callable, finiteData, list, refuse, room } from "./guard.js";
import { average, pairAverage } from "./panels.js";
import { inRange } from "./range.js";

/** About what the panels around one kink take. */
const BYTES = 20000;

function requireKinks(name: string, kinks: readonly number[]): void {
  list(name, "kinks", kinks);
  room(name, "the number of kinks", kinks.length, BYTES, "list");
  if (kinks.length > 0) finiteData(name, "kinks", kinks);
}

/** Requires what f gave to be a number, an infinite one included. */
function numberAt(name: string, place: string, y: unknown): number {
  if (typeof y !== "number" || Number.isNaN(y)) refuse(name, `f must give a number at ${place}`, y);
  return y;
}

/**
 * `E f(z)` for `z ~ N(0, 1)`. `kinks` are the places where f or its slope jumps, or where f changes fast;
 * 0 is always one of them. Relative error near 1e-14 for the activations of this library at any scale up
 * to 1000.
 * @throws RangeError where f gives no number, or if the average is too large for a double.
 */
export function expectation(f: (z: number) => number, kinks: readonly number[] = [0]): number {
  callable("expectation", "f", f);
  requireKinks("expectation", kinks);
  const found = average((z) => numberAt("expectation", `z = ${z}`, f(z)), kinks);
  return inRange("expectation", "E f(z)", found);
}

/**
 * `E f(u, v)` of a symmetric f, `f(u, v) = f(v, u)`, for standard normal u, v with correlation `1 - gap`,
 * `0 <= gap <= 2`. Two inputs that have become almost alike have a gap far below the last digit of their correlation,
 * which is why the gap is asked for. With independent standard normal a, b: `u = A a + B b`, `v = A a - B b`,
 * `A² = 1 - gap/2`, `B² = gap/2`; by the symmetry, `b >= 0` is enough. Without `kinks`, f must be smooth on a scale
 * of 1 or more.
 * @throws RangeError where f gives no number, or if the average is too large for a double.
 */
export function pairExpectation(
  f: (u: number, v: number) => number,
  gap: number,
  kinks: readonly number[] = [0],
): number {
  callable("pairExpectation", "f", f);
  if (!(typeof gap === "number" && gap >= 0 && gap <= 2))
    refuse("pairExpectation", "gap must lie in [0, 2]", gap);
  requireKinks("pairExpectation", kinks);
  const checked = (u: number, v: number): number =>
    numberAt("pairExpectation", `u = ${u}, v = ${v}`, f(u, v));
  return inRange("pairExpectation", "E f(u, v)", pairAverage(checked, gap, kinks));
}
