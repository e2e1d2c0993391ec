/** Normals cut far out in a tail, or to a narrow interval: moments, quantiles and bounds against mpmath. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { truncatedNormal } from "../core/distributions.js";
import { random } from "../core/random.js";
import { close } from "./support/close.js";
import { type Numeral, reference } from "./support/reference.js";
import { criticalDistance, moment, momentsWithin5 } from "./support/sampling.js";

interface Cut {
  mean: number;
  std: number;
  low: Numeral;
  high: Numeral;
  cutMean: number;
  cutStd: number;
  quantiles: number[];
}
const { levels, far, ordinary } = reference<{ levels: number[]; far: Cut[]; ordinary: Cut[] }>("truncated");
const lawOf = ({ mean, std, low, high }: Cut) => truncatedNormal(mean, std, Number(low), Number(high));
const n = 1e5;

/** How many of the numbers, which ascend, are not above x. */
function upTo(sorted: ArrayLike<number>, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

for (const cut of [...far, ...ordinary]) {
  const law = lawOf(cut);

  test(`${law.name}: mean and std are mpmath's (1e-12)`, () => {
    close(law.mean, cut.cutMean, { relative: 1e-12, absolute: 1e-12 * cut.cutStd });
    close(law.std, cut.cutStd, { relative: 1e-12 });
  });
}

for (const cut of far) {
  const law = lawOf(cut);
  const [low, high] = [Number(cut.low), Number(cut.high)];

  test(`${law.name}: ${n} draws keep the bounds, and fall below mpmath's quantiles in their shares (level 1e-6)`, () => {
    const xs = law.vector(random(`far ${law.name}`), n).sort();
    cut.quantiles.forEach((quantile, i) => {
      const share = upTo(xs, quantile) / n;
      const apart = Math.abs(share - (levels[i] as number));
      assert.ok(apart < criticalDistance(n), `${share} lie below the quantile of ${levels[i]}`);
    });
    for (const drawn of [xs, law.vector(random("single"), n, "float32")])
      assert.ok(drawn.every((x) => x >= low && x <= high));
  });

  test(`${law.name}: the mean of ${n} draws lies within 5 standard errors`, () => {
    const xs = law.vector(random(`mean ${law.name}`), n);
    const away = moment(xs, 1, cut.cutMean) / (cut.cutStd / Math.sqrt(n));
    assert.ok(Math.abs(away) < 5, `${away} standard errors`);
  });

  test(`${law.name}: a draw takes no more than five random numbers on average`, () => {
    let taken = 0;
    const rng = random("count");
    const counting = { ...rng, double: () => ++taken && rng.double() };
    law.vector(counting, 10_000);
    assert.ok(taken < 50_000, `${taken} numbers for 10000 draws`);
  });
}

test("truncatedNormal(0, 1, a, ∞) has the exponential's moments where a is huge", () => {
  for (const a of [1e6, 1e12, 1e100, 1e300]) {
    const law = truncatedNormal(-a, 1, 0, Infinity);
    // The excess is exponential of rate a, up to a share of 3/a².
    close(law.mean * a, 1, { relative: 1e-11 });
    close(law.std * a, 1, { relative: 1e-11 });
    const xs = law.vector(random("exponential"), n).map((x) => x * a);
    momentsWithin5(xs, (k) => [1, 1, 2, 6, 24, 120, 720, 5040, 40320][k] as number, law.name);
  }
});

test("truncatedNormal cut to an interval without breadth is uniform on it", () => {
  for (const width of [1e-6, 1e-100, 1e-300, 2 ** -1074]) {
    const law = truncatedNormal(0, 1, 0, width);
    close(law.mean, width / 2, { relative: 1e-12, absolute: 2 ** -1074 });
    close(law.std, width / Math.sqrt(12), { relative: 1e-12, absolute: 2 ** -1074 });
    assert.ok(law.vector(random(1), 1000).every((x) => x >= 0 && x <= width));
  }
});
