/** Linear algebra at every scale of doubles: powers of two, mpmath's values, what is too large for a double. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { eigenvalues, magnitude } from "../core/eigenvalues.js";
import { qr, rank, singularValues } from "../core/linalg.js";
import { identity, map, matrix, multiply, scale } from "../core/matrix.js";
import { exponent, hypotenuse, timesPower } from "../core/range.js";
import { allClose, close, refuses, sameBits } from "./support/close.js";
import { matricesOf, size } from "./support/matrices.js";
import { reference } from "./support/reference.js";

interface Case {
  name: string;
  matrix: number[][];
  singularValues: number[];
  eigenvalues: [number, number][];
  q: number[][];
  r: number[][];
}

/** Below the normal numbers there are fewer digits to agree on. */
const smallest = 1e-322;

for (const row of reference<{ cases: Case[] }>("linear-algebra").cases) {
  const a = matrix(row.matrix);
  const top = row.singularValues[0] as number;

  test(`${row.name}: singular values, eigenvalues and QR are mpmath's`, () => {
    allClose(singularValues(a), row.singularValues, { relative: 2e-14, absolute: smallest });
    // The order of a conjugate pair is a matter of rounding.
    const place = ([re, im]: [number, number]): number => re / top + (3 * im) / top;
    const inOrder = (zs: [number, number][]): number[] => zs.sort((x, y) => place(x) - place(y)).flat();
    const found = eigenvalues(a).map(({ re, im }): [number, number] => [re, im]);
    allClose(inOrder(found), inOrder(row.eigenvalues), { absolute: 1e-14 * top + smallest });
    const { q, r } = qr(a);
    // An entry of a tiny matrix is itself rounded to a multiple of 2^-1074.
    allClose(q.data, row.q.flat(), { absolute: 1e-15 + smallest / top });
    allClose(r.data, row.r.flat(), { relative: 2e-14 });
    assert.equal(rank(a, 0), a.cols);
  });
}

/** Sizes, powers of two, and a matrix: 2^k times its entries are all normal numbers. */
const scaled = fc
  .tuple(size(6), size(6), fc.integer({ min: -1000, max: 1000 }))
  .chain(([rows, cols, k]) => fc.tuple(fc.constant(k), matricesOf(rows, cols), matricesOf(cols, cols)));

test("2^k A: singular values, eigenvalues and R are 2^k times those of A, Q and the rank are A's, bit for bit", () => {
  fc.assert(
    fc.property(scaled, ([k, a, square]) => {
      const times = (xs: ArrayLike<number>): number[] => Array.from(xs, (x) => x * 2 ** k);
      const tall = a.rows < a.cols ? square : a;
      sameBits(singularValues(scale(a, 2 ** k)), times(singularValues(a)));
      assert.equal(rank(scale(a, 2 ** k)), rank(a));
      const [plain, far] = [qr(tall), qr(scale(tall, 2 ** k))];
      sameBits(far.q.data, plain.q.data);
      sameBits(far.r.data, times(plain.r.data));
      const [here, there] = [eigenvalues(square), eigenvalues(scale(square, 2 ** k))];
      for (const part of ["re", "im"] as const)
        sameBits(
          there.map((z) => z[part]),
          times(here.map((z) => z[part])),
        );
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("columns at scales of their own: A = B D with D a diagonal of powers of two has B's Q and R D, bit for bit", () => {
  const powers = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(matricesOf(6, 4), powers, (b, ks) => {
      const graded = map(b, (x) => x);
      graded.data.forEach((x, i) => {
        graded.data[i] = x * 2 ** (ks[i % 4] as number);
      });
      const [plain, far] = [qr(b), qr(graded)];
      sameBits(far.q.data, plain.q.data);
      sameBits(
        far.r.data,
        Array.from(plain.r.data, (x, i) => x * 2 ** (ks[i % 4] as number)),
      );
    }),
    { seed: 1 },
  );
});

test("singularValues of orthonormal columns times 1e200, 1 and 1e-200 are these numbers", () => {
  const { q } = qr(
    matrix([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 10],
      [1, -1, 1],
    ]),
  );
  const sizes = [1e200, 1, 1e-200];
  q.data.forEach((x, i) => {
    q.data[i] = x * (sizes[i % 3] as number);
  });
  allClose(singularValues(q), sizes, { relative: 1e-14 });
  assert.equal(rank(q), 1);
  assert.equal(rank(q, 0), 3);
  assert.equal(rank(scale(identity(3), 1e-170)), 3);
});

test("eigenvalues of a triangle with 1e200 and 1e-200 on its diagonal are these numbers, to the last bit", () => {
  const triangle = matrix([
    [1e200, 1, 0],
    [0, 1, 1],
    [0, 0, 1e-200],
  ]);
  const found = eigenvalues(triangle);
  assert.deepEqual(
    found.map(({ re }) => re),
    [1e200, 1, 1e-200],
  );
});

test("a rest of 1e-200 of a column is worked out: R of [1 1; 0 a; 0 a] with a = 1e-200 ends in √2 a", () => {
  const { q, r } = qr(
    matrix([
      [1, 1],
      [0, 1e-200],
      [0, 1e-200],
    ]),
  );
  close(r.at(1, 1), Math.SQRT2 * 1e-200, { relative: 1e-15 });
  allClose(multiply(q, q, { transposeA: true }).data, identity(2).data, { absolute: 1e-15 });
});

test("what a double cannot hold is refused by name; the rank of such a matrix is known", () => {
  const huge = matrix([
    [1.7e308, 1.7e308],
    [1.7e308, 1.7e308],
  ]);
  const range = "must stay within the range of doubles, got Infinity";
  refuses(() => singularValues(huge), `singularValues: every singular value ${range}`);
  refuses(() => eigenvalues(huge), `eigenvalues: every eigenvalue ${range}`);
  refuses(() => qr(huge), `qr: every entry of R ${range}`);
  refuses(() => magnitude({ re: 1.7e308, im: -1.7e308 }), `magnitude: √(re² + im²) ${range}`);
  assert.equal(rank(huge), 1);
  assert.deepEqual(
    singularValues(
      matrix([
        [1.7e308, 0],
        [0, 1.7e308],
      ]),
    ),
    [1.7e308, 1.7e308],
  );
});

test("an eigenvalue whose size is too large for a double, though its parts are not, is found and sorted", () => {
  const turn = matrix([
    [1.5e308, -1.5e308],
    [1.5e308, 1.5e308],
  ]);
  for (const { re, im } of eigenvalues(turn))
    allClose([re, Math.abs(im)], [1.5e308, 1.5e308], { relative: 1e-15 });
});

test("magnitude: 3-4-5 at every scale; what is no complex number is refused", () => {
  for (const s of [1, 2 ** 1000, 2 ** -1000, 2 ** -1074])
    assert.equal(magnitude({ re: 3 * s, im: -4 * s }), 5 * s);
  assert.equal(magnitude({ re: 0, im: -7 }), 7);
  const needs = "magnitude: z must be a complex number such as { re: 3, im: 4 }";
  refuses(() => magnitude(undefined as never), `${needs}, got undefined`);
  refuses(() => magnitude({ re: 1 } as never), `${needs}, got an object`);
  refuses(() => magnitude({ re: NaN, im: 0 }), `${needs}, got an object`);
});

test("linear algebra of what is no matrix is refused by name", () => {
  for (const [name, door] of Object.entries({ qr, singularValues, rank, eigenvalues }))
    for (const wrong of [undefined, null, [[1]], { rows: 2, cols: 2 }])
      assert.throws(() => (door as (a: never) => unknown)(wrong as never), {
        name: "RangeError",
        message: new RegExp(
          `^${name}: the matrix must be a matrix, such as matrix\\(\\[\\[1, 2\\]\\]\\), got`,
        ),
      });
});

test("exponent(x) and timesPower(x, k) are exact over the whole range, and round once at its lower end", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -2100, max: 2100 }),
      (x, k) => {
        if (x !== 0) assert.ok(Math.abs(x) / 2 ** exponent(x) >= 1 && Math.abs(x) / 2 ** exponent(x) < 2);
        // Math.trunc and two halves: no step but the last rounds, since the first leaves a normal number or 0.
        const e = x === 0 ? 0 : exponent(x);
        const unit = x === 0 ? 0 : (x / 2 ** Math.max(e, -1022)) * 2 ** Math.max(0, -1022 - e);
        const to = e + k;
        const wanted =
          to > 1023
            ? unit * Infinity
            : to < -1100
              ? unit * 0
              : unit * 2 ** (to >= -1022 ? to : -1022) * 2 ** Math.min(0, to + 1022);
        assert.ok(Object.is(timesPower(x, k), x === 0 ? x : wanted), `${x} · 2^${k}`);
      },
    ),
    { seed: 1, numRuns: 2000 },
  );
  assert.equal(hypotenuse(0, 0), 0);
});
