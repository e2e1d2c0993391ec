/** Doubles for property tests: any bit pattern alike, and the numbers at which arithmetic ends. */
import fc from "fast-check";

const bytes = new DataView(new ArrayBuffer(8));

function fromBits(bits: bigint): number {
  bytes.setBigUint64(0, bits);
  return bytes.getFloat64(0);
}

function bitsOf(x: number): bigint {
  bytes.setFloat64(0, x);
  return bytes.getBigUint64(0);
}

/** Where arithmetic ends, or nearly. */
export const extremes = [
  ...[0, -0, 5e-324, -5e-324, 1e-323, 2 ** -1022, Number.MAX_VALUE, -Number.MAX_VALUE, 1.7e308, -1.7e308],
  ...[1, 1 + 2 ** -52, 1 - 2 ** -53, 0.1 + 0.2, 0.3, Math.LN2, 1e16, 1e16 + 2, 2 ** 53, 1e300, -1e22, 1e-300],
];

/** Finite doubles, all bit patterns alike. */
export const patterned = fc
  .bigInt({ min: 0n, max: (1n << 64n) - 1n })
  .map(fromBits)
  .filter(Number.isFinite);

/** Finite doubles: any pattern, or one of the extremes. */
export const finiteDouble = fc.oneof(patterned, fc.constantFrom(...extremes));

/** The double `steps` places from another, on the same side of 0. */
function neighbor(x: number, steps: number): number {
  const next = fromBits(bitsOf(x) + BigInt(steps));
  return Number.isFinite(next) ? next : x;
}

/** Two finite doubles, the lesser first: any two, or two of which few lie between. */
export const pair: fc.Arbitrary<[number, number]> = fc
  .oneof(
    fc.tuple(finiteDouble, finiteDouble),
    fc.tuple(finiteDouble, fc.integer({ min: 0, max: 1e6 })).map(([x, n]) => [x, neighbor(x, n)] as const),
    fc.tuple(finiteDouble, fc.integer({ min: 0, max: 9 })).map(([x, n]) => [x, neighbor(x, n)] as const),
  )
  .map(([a, b]) => (a <= b ? [a, b] : [b, a]));

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The number that a written one stands for: `−1.5`, `1.2×10⁻⁸`, `10³`. */
export function readNumber(text: string): number {
  const found = /^([−-]?)(?:(\d+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?|10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))$/.exec(text);
  if (!found) return Number.NaN;
  const [, sign, plain = "1", times, power] = found;
  const raised = times ?? power ?? "";
  const exponent = [...raised].map((letter) => (letter === "⁻" ? "-" : digits.indexOf(letter))).join("");
  return Number(`${sign ? "-" : ""}${plain}e${exponent || 0}`);
}
