/** Eigenvalues: matrices whose spectrum is known, and the laws of trace and product. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { normal } from "../core/distributions.js";
import { eigenvalues, magnitude } from "../core/eigenvalues.js";
import { orthogonal } from "../core/initializers.js";
import { matrix, multiply, zeroMatrix } from "../core/matrix.js";
import { random } from "../core/random.js";

const near = (a: number, b: number, tolerance = 1e-10): void =>
  assert.ok(Math.abs(a - b) < tolerance, `${a} and ${b}`);

test("eigenvalues of a rotation by a quarter turn are ±i", () => {
  const [a, b] = eigenvalues(
    matrix([
      [0, -1],
      [1, 0],
    ]),
  ) as [{ re: number; im: number }, { re: number; im: number }];
  near(a.re, 0);
  near(Math.abs(a.im), 1);
  near(b.im, -a.im);
});

test("eigenvalues of a triangular matrix are its diagonal, largest magnitude first", () => {
  const found = eigenvalues(
    matrix([
      [1, 5, 2],
      [0, -4, 7],
      [0, 0, 3],
    ]),
  );
  assert.deepEqual(
    found.map(({ re }) => Math.round(re * 1e9) / 1e9),
    [-4, 3, 1],
  );
});

test("eigenvalues of a cyclic shift of 12 places are the 12th roots of 1", () => {
  const shift = zeroMatrix(12, 12);
  for (let i = 0; i < 12; i++) shift.data[((i + 1) % 12) * 12 + i] = 1;
  const angles = eigenvalues(shift)
    .map(({ re, im }) => Math.round((Math.atan2(im, re) * 6) / Math.PI))
    .sort((a, b) => a - b);
  assert.deepEqual(new Set(angles.map((angle) => (angle + 12) % 12)).size, 12);
});

test("eigenvalues of an orthogonal 60 × 60 matrix lie on the unit circle", () => {
  for (const z of eigenvalues(orthogonal().sample(random(1), [60, 60]))) near(magnitude(z), 1);
});

test("eigenvalues sum to the trace, and their squares to the trace of the square", () => {
  const a = normal(0, 0.2).matrix(random(2), 30, 30);
  const found = eigenvalues(a);
  const trace = (m: typeof a): number =>
    Array.from({ length: 30 }, (_, i) => m.at(i, i)).reduce((x, y) => x + y);
  near(
    found.reduce((sum, { re }) => sum + re, 0),
    trace(a),
  );
  near(
    found.reduce((sum, { re, im }) => sum + re * re - im * im, 0),
    trace(multiply(a, a)),
  );
  near(
    found.reduce((sum, { im }) => sum + im, 0),
    0,
  );
});

test("eigenvalues of a zero matrix are 0, and a matrix that is not square is refused", () => {
  assert.deepEqual(eigenvalues(zeroMatrix(2, 2)).map(magnitude), [0, 0]);
  assert.throws(
    () => eigenvalues(zeroMatrix(2, 3)),
    /^RangeError: eigenvalues: the matrix must be square, got 2×3/,
  );
});
