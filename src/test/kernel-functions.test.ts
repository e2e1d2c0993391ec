/** ReLU, tanh and the sigmoid over whole arrays: the same bits as one number at a time. */
import { test } from "node:test";
import { type Activation, relu, sigmoid, tanh } from "../core/activations.js";
import { applyActivation, applySlope } from "../core/elementwise.js";
import { random } from "../core/random.js";
import { sameBits } from "./support/close.js";

const bits = new Int32Array(2);
const pattern = new Float64Array(bits.buffer);

/** Doubles of every size and sign: all 64 bits drawn. */
function anyDoubles(n: number): Float64Array {
  const rng = random("kernel-functions/any");
  return Float64Array.from({ length: n }, () => {
    bits[0] = rng.bits();
    bits[1] = rng.bits();
    return pattern[0] as number;
  });
}

/** Each number, its neighbours on both sides, and the negatives of all of them. */
function around(numbers: readonly number[]): number[] {
  const near = numbers.flatMap((x) => {
    const step = Math.abs(x) * Number.EPSILON;
    return [x - 2 * step, x - step, x - step / 2, x, x + step / 2, x + step, x + 2 * step];
  });
  return near.flatMap((x) => [x, -x]);
}

const thresholds = [
  ...[0, 5e-324, 1e-320, 2.2250738585072014e-308, 1e-300, 1e-17, 1e-9, 1.5e-8, 1e300, 1.7976931348623157e308],
  ...[0.1, 0.17328679513998632, 0.34657359027997264, 0.5, 1, 9, 18.7, 19, 19.06, 20, 22, 37, 40, 80],
  ...[353, 354, 354.5, 372, 373, 708, 708.4, 709, 710, 744, 745, 745.13, 746, 747, 1000, 1e5],
];
const seams = Array.from({ length: 1100 }, (_, k) => (k + 0.5) * Math.LN2);
const grid = Array.from({ length: 40001 }, (_, i) => (i - 20000) / 1000);

const inputs: Record<string, Float64Array> = {
  "around every threshold": Float64Array.from([Infinity, -Infinity, NaN, -0, ...around(thresholds)]),
  "around the seams of the argument reduction": Float64Array.from(around(seams.flatMap((x) => [x, x / 2]))),
  "from -20 to 20": Float64Array.from(grid),
  "at 100,000 doubles of any size": anyDoubles(100_000),
};

const functions: [string, Activation][] = [
  ["relu", relu],
  ["tanh", tanh],
  ["sigmoid", sigmoid],
];
for (const [name, activation] of functions)
  for (const [where, z] of Object.entries(inputs)) {
    test(`${name}(z) of an array has the bits of ${name}(z) of a number, ${where}`, () => {
      const got = new Float64Array(z.length);
      applyActivation(activation, z, got);
      sameBits(
        got,
        z.map((x) => activation.value(x)),
      );
    });

    test(`gradient · ${name}'(z) of an array has the bits of that of a number, ${where}`, () => {
      const gradient = z.map((_, i) => Math.cos(i) * 3);
      const got = new Float64Array(z.length);
      applySlope(activation, z, gradient, got);
      sameBits(
        got,
        z.map((x, i) => (gradient[i] as number) * activation.slope(x)),
      );
    });
  }

test("applyActivation and applySlope write nothing beyond an odd length", () => {
  for (const length of [255, 256, 257, 1001]) {
    const room = new Float64Array(length + 8).fill(7);
    const z = Float64Array.from({ length }, (_, i) => (i - 300) / 50);
    for (const [, activation] of functions) {
      const out = room.subarray(2, 2 + length);
      applyActivation(activation, z, out);
      sameBits(
        out,
        z.map((x) => activation.value(x)),
      );
      applySlope(activation, z, z, out);
      sameBits(
        out,
        z.map((x) => x * activation.slope(x)),
      );
      sameBits([...room.subarray(0, 2), ...room.subarray(2 + length)], new Array(8).fill(7));
    }
  }
});

test("applyActivation may write over its argument", () => {
  const z = Float64Array.from({ length: 300 }, (_, i) => (i - 150) / 20);
  const wanted = z.map((x) => tanh.value(x));
  applyActivation(tanh, z, z);
  sameBits(z, wanted);
});
