/** Scaled sums of squares against rational arithmetic, at both ends of the range of doubles. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isSafe, largest, norm, powerFor, scaled, sumOfSquares } from "../core/scaled.js";
import { wholeUnits } from "./support/exact.js";

const GREATEST = Number.MAX_VALUE;
const LEAST = Number.MIN_VALUE;
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Whether `got` is within `2^-bits` relative, or one step of subnormal numbers, of `√(Σx²)`. */
function isNorm(got: number, xs: readonly number[], bits: bigint): boolean {
  const sum = xs.reduce((total, x) => total + wholeUnits(x) ** 2n, 0n);
  const unit = wholeUnits(got);
  const slack = (unit >> bits) + 1n;
  const low = unit > slack ? unit - slack : 0n;
  return low ** 2n <= sum && sum <= (unit + slack) ** 2n;
}

test("powerFor(size) brings size into [1, 2), and its inverse is exact", () => {
  for (const size of [1, 1.5, 2 - 2 ** -52, 2, 3, 1e-300, 1e300, 2 ** -1022, 2 ** 1023 - 2 ** 970]) {
    const power = powerFor(size);
    assert.ok(size * power >= 1 && size * power < 2, String(size));
    assert.equal((size * power) / power, size);
  }
  for (const size of [LEAST, 2 ** -1023, 3 * LEAST, GREATEST, 2 ** 1023]) {
    const power = powerFor(size);
    assert.equal((size * power) / power, size);
    assert.equal(1 / (1 / power), power);
    assert.ok(isSafe((size * power) ** 2), String(size));
  }
});

test("norm(xs) is √Σx² to 4 units in the last place, for doubles of every size", () => {
  const xs = fc.array(doubles, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(xs, (values) => {
      const got = norm(values);
      if (got === Infinity) {
        const sum = values.reduce((total, x) => total + wholeUnits(x) ** 2n, 0n);
        assert.ok(sum >= wholeUnits(GREATEST) ** 2n);
      } else assert.ok(isNorm(got, values, 51n), String(got));
    }),
    { seed: 1, numRuns: 1000 },
  );
});

for (const size of [LEAST, 3 * LEAST, 1e-320, 2 ** -1022, 1e-170, 1e-145, 1e-154, 1, 1e154, 1e200, GREATEST])
  test(`norm and sumOfSquares at ${size}`, () => {
    assert.equal(norm([size]), size);
    assert.equal(norm([-size, 0, -0]), size);
    const { values, factor } = scaled([size, -size / 4, 0]);
    assert.equal((values[0] as number) / factor, size);
    if (size < 1e308) assert.ok(isNorm(norm([3 * size, 4 * size]), [3 * size, 4 * size], 52n));
  });

test("a sum that needs no factor is the plain sum to the bit", () => {
  const middle = fc.double({ min: -1e100, max: 1e100, noNaN: true });
  fc.assert(
    fc.property(fc.array(middle, { minLength: 1 }), (xs) => {
      const plain = xs.reduce((sum, x) => sum + x * x, 0);
      fc.pre(plain > 1e-280);
      assert.deepEqual(sumOfSquares(xs), { sum: plain, factor: 1 });
    }),
    { seed: 1 },
  );
});

test("zeros alone have the norm 0; what is not a number stays so", () => {
  assert.deepEqual(sumOfSquares([0, -0]), { sum: 0, factor: 1 });
  assert.deepEqual(scaled([0, -0]), { values: Float64Array.of(0, -0), factor: 1 });
  assert.equal(norm([]), 0);
  assert.equal(norm([1, NaN]), NaN);
  assert.equal(norm([1, -Infinity]), Infinity);
});

test("from, to and step pick a column of a matrix", () => {
  const xs = [3 * 2 ** 700, 1, 4 * 2 ** 700, 2, 1e300, 7];
  assert.equal(norm(xs, 0, 4, 2), 5 * 2 ** 700);
  assert.equal(norm(xs, 1, 4, 2), Math.sqrt(5));
  assert.equal(largest(xs, 1, 6, 2), 7);
  assert.deepEqual(sumOfSquares(xs, 1, 4, 2), { sum: 5, factor: 1 });
});
