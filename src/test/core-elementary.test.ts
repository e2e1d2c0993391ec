/** The elementary functions: units in the last place against mpmath and `Math`, and every special value. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cos, erf, erfc, exp, expm1, log, log1p, sin, tanh } from "../core/elementary.js";
import { random } from "../core/random.js";
import { ulps } from "./support/close.js";
import { type Numeral, reference } from "./support/reference.js";

const elementary = { exp, expm1, log, log1p, tanh, sin, cos, erf, erfc };
type Name = keyof typeof elementary;
const { functions } = reference<{ functions: Record<Name, [Numeral, Numeral][]> }>("elementary");

/** How many doubles each function may be away from the correctly rounded value. */
const bounds: Record<Name, number> = {
  exp: 2,
  expm1: 2,
  log: 2,
  log1p: 2,
  tanh: 3,
  sin: 2,
  cos: 2,
  erf: 8,
  erfc: 20,
};

for (const name of Object.keys(bounds) as Name[]) {
  const bound = bounds[name];
  const circular = name === "sin" || name === "cos";
  test(`${name}(x) is within ${bound} units in the last place of mpmath's value, signed zeros and subnormals included`, () => {
    let compared = 0;
    for (const row of functions[name]) {
      const [x, wanted] = row.map(Number) as [number, number];
      if (circular && Math.abs(x) > 1e5) continue;
      const got = elementary[name](x);
      assert.ok(ulps(got, wanted) <= bound, `${name}(${x}): got ${got}, wanted ${wanted}`);
      if (wanted === 0) assert.ok(Object.is(got, wanted), `${name}(${x}): the sign of zero`);
      compared += 1;
    }
    assert.ok(compared >= 40);
  });
}

const ranges: [Name & keyof typeof Math, number, number][] = [
  ["exp", -744, 709],
  ["exp", -1, 1],
  ["expm1", -40, 700],
  ["expm1", -2, 2],
  ["log", 1e-3, 1e3],
  ["log", 0.5, 2],
  ["log1p", -0.999, 10],
  ["log1p", -0.5, 0.5],
  ["tanh", -20, 20],
  ["tanh", -1, 1],
  ["sin", -100, 100],
  ["cos", -100, 100],
];
for (const [name, low, high] of ranges) {
  test(`${name}(x) is within 3 units in the last place of Math.${name}(x) at 1e5 points of [${low}, ${high}]`, () => {
    const rng = random(`elementary/${name}`);
    let worst = 0;
    for (let i = 0; i < 1e5; i++) {
      const x = low + (high - low) * rng.double();
      const apart = ulps(elementary[name](x), Math[name](x));
      if (!(apart <= worst)) worst = apart;
    }
    assert.ok(worst <= 3, `${worst} units in the last place`);
  });
}

test("log(x) is within 3 units in the last place of Math.log(x) over all magnitudes", () => {
  const rng = random("elementary/magnitudes");
  for (let i = 0; i < 1e5; i++) {
    const x = (1 + rng.double()) * 2 ** Math.floor(2097 * rng.next() - 1073);
    const got = log(x);
    assert.ok(ulps(got, Math.log(x)) <= 3, `log(${x}): got ${got}`);
  }
});

test("f(NaN) is NaN for every f", () => {
  for (const name of Object.keys(bounds) as Name[]) assert.ok(Number.isNaN(elementary[name](NaN)), name);
});

test("f(±Infinity), f at the ends of its domain and beyond are as for Math", () => {
  const rows: [number, number][] = [
    [exp(Infinity), Infinity],
    [exp(-Infinity), 0],
    [exp(710), Infinity],
    [exp(-746), 0],
    [expm1(Infinity), Infinity],
    [expm1(-Infinity), -1],
    [log(Infinity), Infinity],
    [log(0), -Infinity],
    [log(-0), -Infinity],
    [log(-1), NaN],
    [log(-Infinity), NaN],
    [log1p(Infinity), Infinity],
    [log1p(-1), -Infinity],
    [log1p(-1.5), NaN],
    [log1p(-Infinity), NaN],
    [tanh(Infinity), 1],
    [tanh(-Infinity), -1],
    [erf(Infinity), 1],
    [erf(-Infinity), -1],
    [erfc(Infinity), 0],
    [erfc(-Infinity), 2],
  ];
  for (const [i, [got, wanted]] of rows.entries()) assert.ok(Object.is(got, wanted), `row ${i}: got ${got}`);
});

test("sin(x) and cos(x) are NaN beyond 1e5, where digits would be lost", () => {
  for (const x of [100000.1, -100000.1, 1e22, Infinity, -Infinity]) {
    assert.ok(Number.isNaN(sin(x)));
    assert.ok(Number.isNaN(cos(x)));
  }
});

test("exp(x) rises with x, across the seams of its argument reduction", () => {
  for (let k = -1000; k < 1000; k++) {
    const seam = (k + 0.5) * Math.LN2;
    if (Math.abs(seam) > 700) continue;
    const [below, above] = [seam * (1 - 1e-15), seam * (1 + 1e-15)].sort((a, b) => a - b) as [number, number];
    assert.ok(exp(below) <= exp(above), `at ${seam}`);
  }
});

test("erf(x) + erfc(x) is 1 and erf(-x) is -erf(x)", () => {
  for (let x = -6; x <= 6; x += 0.01) {
    assert.ok(Math.abs(erf(x) + erfc(x) - 1) <= 1e-15, `at ${x}`);
    assert.equal(erf(-x), -erf(x));
  }
});
