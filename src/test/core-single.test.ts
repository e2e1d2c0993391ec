/** tanh and the sigmoid in float32: near the true values, and the same bits one at a time and in the kernel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sigmoid, tanh } from "../core/activations.js";
import { applyActivation, applySlope } from "../core/elementwise.js";
import { random } from "../core/random.js";
import { singles } from "../core/single.js";
import { sameBits } from "./support/close.js";

const word = new Int32Array(1);
const pattern = new Float32Array(word.buffer);
const rng = random("core-single");
const anySingles = Float32Array.from({ length: 100_000 }, () => {
  word[0] = rng.bits();
  return pattern[0] as number;
});
const grid = Float32Array.from({ length: 60_001 }, (_, i) => (i - 30_000) / 1000);
const seams = Array.from({ length: 140 }, (_, k) => (k + 0.5) * Math.LN2).flatMap((x) => [
  x,
  x / 2,
  -x,
  -x / 2,
]);
const edges = Float32Array.from([
  ...[Infinity, -Infinity, NaN, 0, -0, 1e-45, -1e-45, 1e-38, 1e-7, 20, -20, 40, -40, 43.5, 87, -87, 88, 1e30],
  ...seams.flatMap((x) => [x * (1 - 2 ** -23), x, x * (1 + 2 ** -23)]),
]);
const long = (numbers: Float32Array): Float32Array =>
  Float32Array.from(
    { length: Math.max(256, numbers.length) },
    (_, i) => numbers[i % numbers.length] as number,
  );

/** Units in the last place of 24 bits. */
function ulps(got: number, wanted: number): number {
  const exponent = Math.floor(Math.log2(Math.max(Math.abs(wanted), 2 ** -126)));
  return Math.abs(got - wanted) / 2 ** (exponent - 23);
}

for (const [name, activation] of Object.entries({ tanh, sigmoid })) {
  const { value, slope } = singles[name as "tanh" | "sigmoid"];

  test(`${name} in float32 is within 3 units in the last place, its slope within 5 where it is above 1e-37`, () => {
    for (const z of grid) {
      assert.ok(ulps(value(z), activation.value(z)) <= 3, `${name}(${z}) = ${value(z)}`);
      const wanted = activation.slope(z);
      assert.ok(wanted < 1e-37 || ulps(slope(z), wanted) <= 5, `${name}'(${z}) = ${slope(z)}`);
    }
  });

  test(`${name} in float32 keeps its ends, its sign, and NaN`, () => {
    const top = value(Infinity);
    assert.deepEqual([top, value(-Infinity)], name === "tanh" ? [1, -1] : [1, value(-87)]);
    assert.ok(Number.isNaN(value(NaN)) && Number.isNaN(slope(NaN)));
    if (name === "tanh") assert.ok(Object.is(value(-0), -0) && Object.is(value(0), 0));
    assert.ok(slope(100) >= 0 && slope(100) < 1e-36 && slope(-100) === slope(100));
  });

  for (const [where, numbers] of Object.entries({
    "on a grid": grid,
    "at its seams": edges,
    "at any": anySingles,
  }))
    test(`${name} of a float32 array has the bits of one number at a time, ${where}`, () => {
      const z = long(numbers);
      const got = new Float32Array(z.length);
      applyActivation(activation, z, got);
      sameBits(got, z.map(value));
      const gradient = z.map((_, i) => Math.cos(i) * 3);
      applySlope(activation, z, gradient, got);
      sameBits(
        got,
        z.map((x, i) => (gradient[i] as number) * slope(x)),
      );
    });
}
