/** Numbers by the patterns of their bits, so that the tiny, the huge and the neighboring come up as often as others. */
import fc from "fast-check";

const view = new DataView(new ArrayBuffer(8));

function doubleFrom(pattern: bigint): number {
  view.setBigUint64(0, pattern);
  return view.getFloat64(0);
}

function singleFrom(pattern: number): number {
  view.setUint32(0, pattern);
  return view.getFloat32(0);
}

/** Any finite double. */
export const doubles = fc
  .bigInt(0n, 2n ** 64n - 1n)
  .map(doubleFrom)
  .filter(Number.isFinite);

/** Any finite number of float32. */
export const singles = fc
  .integer({ min: 0, max: 2 ** 32 - 1 })
  .map(singleFrom)
  .filter(Number.isFinite);

/** The double so many patterns away from `x`. */
export function fromPattern(x: number, steps: number): number {
  view.setFloat64(0, x);
  return doubleFrom(BigInt.asUintN(64, view.getBigUint64(0) + BigInt(steps)));
}

/** The least number of float32 above `x`, one of its numbers. */
export function singleAbove(x: number): number {
  if (x === 0) return 2 ** -149;
  view.setFloat32(0, x);
  return singleFrom(view.getUint32(0) + (x > 0 ? 1 : -1));
}
