/** Comparing floating-point numbers: in units in the last place, or to a relative and an absolute tolerance. */
import assert from "node:assert/strict";

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The place of a double among all doubles in ascending order; both zeros have place 0. */
function place(x: number): bigint {
  float[0] = x;
  const raw = bits[0] as bigint;
  return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
}

/** How many doubles apart two numbers are; 0 for two NaNs, NaN for a NaN and a number. */
export function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  const distance = place(a) - place(b);
  return Number(distance < 0n ? -distance : distance);
}

/** What is tolerated: `|got - wanted| <= relative · |wanted| + absolute`. */
export interface Tolerance {
  relative?: number;
  absolute?: number;
}

/** Asserts that two numbers are close; a NaN is close to nothing. */
export function close(got: number, wanted: number, tolerance: Tolerance, what = "value"): void {
  const { relative = 0, absolute = 0 } = tolerance;
  const within = got === wanted || Math.abs(got - wanted) <= relative * Math.abs(wanted) + absolute;
  assert.ok(within, `${what}: got ${got}, wanted ${wanted} within ${JSON.stringify(tolerance)}`);
}

/** Asserts that two lists have equal lengths and close numbers. */
export function allClose(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  tolerance: Tolerance,
  what = "values",
): void {
  assert.equal(got.length, wanted.length, `${what}: length`);
  for (let i = 0; i < got.length; i++)
    close(got[i] as number, wanted[i] as number, tolerance, `${what}[${i}]`);
}

/** Asserts that two lists have the same bits (all NaNs count as one; +0 and -0 differ). */
export function sameBits(got: ArrayLike<number>, wanted: ArrayLike<number>, what = "values"): void {
  assert.equal(got.length, wanted.length, `${what}: length`);
  for (let i = 0; i < got.length; i++)
    assert.ok(Object.is(got[i], wanted[i]), `${what}[${i}]: got ${got[i]}, wanted ${wanted[i]}`);
}

/** The greatest absolute value of a list. */
export function largest(xs: ArrayLike<number>): number {
  let top = 0;
  for (let i = 0; i < xs.length; i++) top = Math.max(top, Math.abs(xs[i] as number));
  return top;
}

/** Asserts that `run` throws a RangeError with exactly this message. */
export function refuses(run: () => unknown, message: string): void {
  assert.throws(run, { name: "RangeError", message });
}
