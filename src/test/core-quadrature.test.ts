/** Averages over normal variables: closed forms, mpmath's moments, pairs with a correlation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { activations } from "../core/activations.js";
import { erfc } from "../core/elementary.js";
import { expectation, pairExpectation } from "../core/quadrature.js";
import { close, refuses } from "./support/close.js";
import { type Labelled, labelled, reference, title } from "./support/reference.js";

interface MomentRow extends Labelled {
  q: number;
  mean: number;
  meanSquare: number;
  slopeMeanSquare: number;
  /** The same three by adaptive quadrature, and the largest of its own error estimates. */
  scipy: Record<"mean" | "meanSquare" | "slopeMeanSquare", number>;
  scipyError: number;
}
interface PairRow extends Labelled {
  q: number;
  correlation: number;
  mean: number;
  slopeMean: number;
  scipyMean?: number;
}
const theory = reference<{ moments: MomentRow[]; pairs: PairRow[] }>("theory");
const { relu, tanh, gelu, sigmoid } = activations;

test("expectation of z^k is 1, 0, 1, 0, 3, 0, 15 for k = 0 … 6", () => {
  [1, 0, 1, 0, 3, 0, 15].forEach((wanted, k) => {
    close(
      expectation((z) => z ** k),
      wanted,
      { absolute: 1e-13 },
      `k = ${k}`,
    );
  });
});

test("expectation: E relu(z) = 1/√(2π), E relu² = 1/2, E |z| = √(2/π), E cos z = e^-½", () => {
  const tight = { relative: 2e-15 };
  close(expectation(relu.value), 1 / Math.sqrt(2 * Math.PI), tight);
  close(
    expectation((z) => relu.value(z) ** 2),
    0.5,
    tight,
  );
  close(expectation(Math.abs), Math.sqrt(2 / Math.PI), tight);
  close(expectation(Math.cos), Math.exp(-0.5), tight);
});

test("expectation of a step away from 0 is exact when the kink is named", () => {
  // mpmath: erfc(1.3/sqrt(2))/2
  const step = (z: number): number => (z > 1.3 ? 1 : 0);
  close(expectation(step, [1.3]), 0.09680048458561033, { relative: 1e-13 });
});

test("expectation at scales from 1/1000 to 1000: E gelu(s z) = s²/√(2π(1 + s²)), E sigmoid(s z) = ½", () => {
  for (const s of [1e-3, 0.03, 1, 20, 1000]) {
    const wanted = (s * s) / Math.sqrt(2 * Math.PI * (1 + s * s));
    close(
      expectation((z) => gelu.value(s * z)),
      wanted,
      { relative: 1e-12 },
      `gelu, s = ${s}`,
    );
    close(
      expectation((z) => sigmoid.value(s * z)),
      0.5,
      { relative: 1e-14 },
      `sigmoid, s = ${s}`,
    );
  }
});

test("expectation of tanh² and of its squared slope at scale 1000 is mpmath's", () => {
  // mpmath.quad of tanh(1000 z)**2 and sech(1000 z)**4 over panels around 0, 30 digits
  close(
    expectation((z) => tanh.value(1000 * z) ** 2),
    0.9992021157673138,
    { relative: 1e-14 },
  );
  close(
    expectation((z) => tanh.slope(1000 * z) ** 2),
    0.0005319229547714459,
    { relative: 1e-13 },
  );
});

for (const row of theory.moments.filter(({ q }) => q === 1)) {
  test(`expectation, ${title(row)}: mean, mean square and squared slope at every variance are mpmath's to 1e-12`, () => {
    const phi = labelled(row);
    const same = theory.moments.filter((each) => title(each) === title(row));
    assert.equal(same.length, 7);
    for (const { q, mean, meanSquare, slopeMeanSquare, scipy, scipyError } of same) {
      const s = Math.sqrt(q);
      const size = Math.sqrt(meanSquare);
      const at = `q = ${q}`;
      close(
        expectation((z) => phi.value(s * z)),
        mean,
        { relative: 1e-12, absolute: 1e-15 * size },
        at,
      );
      close(
        expectation((z) => phi.value(s * z) ** 2),
        meanSquare,
        { relative: 1e-12 },
        at,
      );
      close(
        expectation((z) => phi.slope(s * z) ** 2),
        slopeMeanSquare,
        { relative: 1e-12 },
        at,
      );
      const bySciPy = { relative: 1e-12, absolute: 1e-15 * size };
      close(scipy.mean, mean, bySciPy, `SciPy's mean, ${at}`);
      close(scipy.meanSquare, meanSquare, bySciPy, `SciPy's mean square, ${at}`);
      close(scipy.slopeMeanSquare, slopeMeanSquare, bySciPy, `SciPy's squared slope, ${at}`);
      assert.ok(scipyError >= 0 && scipyError < 1e-9 * Math.max(1, meanSquare), `SciPy's error, ${at}`);
    }
  });
}

/** E relu(u) relu(v) at correlation cos θ: the arc-cosine kernel (Cho and Saul, 2009). */
const arcCosine = (turn: number): number =>
  (Math.sin(turn) + (Math.PI - turn) * Math.cos(turn)) / (2 * Math.PI);

test("pairExpectation of relu is the arc-cosine kernel, that of its slope (π - θ)/2π (1e-12)", () => {
  for (const gap of [0.001, 0.1, 0.5, 1, 1.5, 1.99]) {
    const turn = Math.acos(1 - gap);
    const product = pairExpectation((u, v) => relu.value(u) * relu.value(v), gap);
    close(product, arcCosine(turn), { relative: 1e-12 }, `gap ${gap}`);
    const slopes = pairExpectation((u, v) => relu.slope(u) * relu.slope(v), gap);
    close(slopes, (Math.PI - turn) / (2 * Math.PI), { relative: 1e-12 }, `slope, gap ${gap}`);
  }
});

test("pairExpectation keeps a tiny gap: ½ E (u - v)² is the gap itself, to the rounding of u and v", () => {
  for (const gap of [1e-20, 1e-12, 1e-6, 0.3, 2]) {
    const half = pairExpectation((u, v) => 0.5 * (u - v) ** 2, gap);
    close(half, gap, { relative: 1e-13 + 1e-15 / Math.sqrt(gap) }, `gap ${gap}`);
  }
});

test("pairExpectation at gap 0 is E f(u, u), at gap 1 the product of two, at gap 2 E f(u, -u)", () => {
  const f = (u: number, v: number): number => tanh.value(u) * relu.value(v) + tanh.value(v) * relu.value(u);
  close(
    pairExpectation(f, 0),
    expectation((u) => f(u, u)),
    { relative: 1e-14 },
  );
  close(
    pairExpectation(f, 2),
    expectation((u) => f(u, -u)),
    { relative: 1e-14 },
  );
  const apart = pairExpectation(
    (u, v) => 0.5 * (sigmoid.value(u) * relu.value(v) + sigmoid.value(v) * relu.value(u)),
    1,
  );
  close(apart, 0.5 / Math.sqrt(2 * Math.PI), { relative: 1e-13 });
});

test("pairExpectation with a kink at 1: independent variables multiply (1e-12), P(u > 1) = erfc(1/√2)/2", () => {
  const above = 0.5 * erfc(Math.SQRT1_2);
  const excess = Math.exp(-0.5) / Math.sqrt(2 * Math.PI) - above;
  const step = (z: number): number => (z > 1 ? 1 : 0);
  const ramp = (z: number): number => Math.max(0, z - 1);
  const product = (f: (z: number) => number) => pairExpectation((u, v) => f(u) * f(v), 1, [1]);
  close(product(step), above * above, { relative: 1e-12 });
  close(product(ramp), excess * excess, { relative: 1e-12 });
});

test("SciPy's pairs are the file's own to 1e-11", () => {
  const both = theory.pairs.filter(({ scipyMean }) => scipyMean !== undefined);
  assert.equal(both.length, 12);
  for (const { scipyMean, mean } of both) close(scipyMean as number, mean, { absolute: 1e-11 });
});

/** Two pairs of every activation, and all eight of tanh. */
const pairs = theory.pairs.filter(
  ({ activation, q, correlation }) => activation === "tanh" || correlation === (q === 1 ? 0.9 : -0.5),
);
for (const row of pairs) {
  const { q, correlation, mean, slopeMean } = row;
  test(`pairExpectation, ${title(row)}, variance ${q}, correlation ${correlation}: products are SciPy's to 1e-12`, () => {
    const phi = labelled(row);
    const s = Math.sqrt(q);
    const products = pairExpectation((u, v) => phi.value(s * u) * phi.value(s * v), 1 - correlation);
    const slopes = pairExpectation((u, v) => phi.slope(s * u) * phi.slope(s * v), 1 - correlation);
    close(products, mean, { relative: 1e-12, absolute: 1e-13 });
    close(slopes, slopeMean, { relative: 1e-12, absolute: 1e-13 });
  });
}

test("pairExpectation refuses a gap outside [0, 2]", () => {
  for (const gap of [-1e-9, 2.1, NaN])
    refuses(() => pairExpectation(() => 1, gap), `pairExpectation: gap must lie in [0, 2], got ${gap}`);
});
