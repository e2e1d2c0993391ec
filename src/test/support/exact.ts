/** Doubles as whole numbers, for arithmetic without rounding. */

const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** A finite double in units of `2^-1074`, the least of all: every double is a whole number of them. */
export function wholeUnits(x: number): bigint {
  float[0] = Math.abs(x);
  const raw = bits[0] as bigint;
  const exponent = raw >> 52n;
  const fraction = raw & 0xfffffffffffffn;
  const units = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return x < 0 ? -units : units;
}
