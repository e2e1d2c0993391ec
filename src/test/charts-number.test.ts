/** Numbers for reading, plain data, titles: the small parts that every chart is made of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readableTable, toPlain } from "../charts/figure.js";
import { sentence, wrap } from "../charts/look.js";
import { formatNumber, formatShare, superscript } from "../charts/number.js";
import { countAxis, logScale } from "../charts/scale.js";
import { describeRun, describeTheory, listPlaces } from "../charts/words.js";

/** The value that a formatted number stands for. */
function parse(text: string): number {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const [mantissa, power] = text.replace("−", "-").split("×10") as [string, string | undefined];
  if (power === undefined) return Number(mantissa);
  const plain = [...power].map((character) => (character === "⁻" ? "-" : digits.indexOf(character))).join("");
  return Number(`${mantissa}e${plain}`);
}

test("formatNumber writes four significant digits, and zeros only where rounding made them", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [-0, "0"],
    [0.5, "0.5"],
    [0.49999, "0.5000"],
    [1 / 3, "0.3333"],
    [0.02494, "0.02494"],
    [1.2e-8, "1.2×10⁻⁸"],
    [-1.23456e-8, "−1.235×10⁻⁸"],
    [1e-4, "1×10⁻⁴"],
    [0.001234, "0.001234"],
    [0.00099996, "0.001000"],
    [12345.678, "12346"],
    [999999.9, "1.000×10⁶"],
    [1.5e12, "1.5×10¹²"],
    [9999999, "9999999"],
    [17022.5, "17023"],
    [-3, "−3"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ];
  for (const [x, text] of cases) assert.equal(formatNumber(x), text);
  assert.equal(formatNumber(Math.fround(0.1)), "0.1000");
  assert.equal(formatNumber(Math.PI, 9), "3.14159265");
  assert.throws(() => formatNumber(1, 0), /formatNumber: digits must be an integer from 1 to 15, got 0/);
});

test("formatNumber stays within half a unit of the fourth digit, for any number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const text = formatNumber(x);
      if (Math.abs(x) > 1e-300 && Math.abs(x) < 1e300)
        assert.ok(Math.abs(parse(text) - x) <= 5.01e-4 * Math.abs(x), `${x} as ${text}`);
      assert.equal(text === "0", x === 0);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("formatShare and superscript", () => {
  assert.equal(formatShare(0.924), "92.4 %");
  assert.equal(formatShare(0.07), "7 %");
  assert.equal(superscript(-120), "⁻¹²⁰");
});

test("toPlain leaves only what JSON can hold", () => {
  const plain = toPlain({
    typed: Float64Array.from([1 / 3, Number.NaN, 3]),
    nested: [{ far: Number.POSITIVE_INFINITY, missing: undefined, zero: -0 }],
    integer: 123456789,
    missing: undefined,
    call: () => 0,
  });
  assert.deepEqual(plain, {
    typed: [0.333333, null, 3],
    nested: [{ far: null, zero: 0 }],
    integer: 123456789,
  });
  assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain);
  assert.deepEqual(readableTable({ columns: ["a"], rows: [[1 / 3], ["x"]] }).rows, [["0.3333"], ["x"]]);
});

test("wrap breaks at spaces into even lines, and keeps every word, and a number with its percent sign", () => {
  const title = "Large weights saturate tanh going forward, yet the gradient explodes going back";
  const lines = wrap(title).split("<br>");
  assert.equal(lines.join(" "), title);
  assert.ok(lines.every((line) => line.length <= 40));
  assert.equal(wrap("short"), "short");
  assert.equal(wrap("of 2.1 % half", 6), "of<br>2.1 %<br>half");
  assert.equal(sentence("a <b>bold</b><br>title"), "a bold title.");
});

test("logScale keeps a floor under the smallest value for exact zeros, and ticks nothing between them", () => {
  const scale = logScale([1, 1e-6, 0]);
  assert.ok(scale.floor !== undefined && scale.floor < 1e-6);
  assert.equal(scale.ticktext[0], "exactly 0");
  assert.ok(scale.tickvals.slice(1).every((value) => value > 1e-7));
  assert.ok(scale.range[0] < Math.log10(scale.floor));
  const flat = logScale([0.9, 1]);
  assert.equal(flat.floor, undefined);
  assert.ok(flat.range[1] - flat.range[0] > 1.5, "what is nearly flat looks flat");
  assert.deepEqual(logScale([1, 1e-8]).ticktext.slice(0, 2), ["10⁻⁸", "10⁻⁶"]);
  assert.equal(countAxis(0, 10).dtick, 1);
  assert.equal(countAxis(0, 1000).dtick, 200);
});

test("sentences for those who cannot see", () => {
  assert.equal(
    describeRun("std", "layer", [0, 1, 2], [1, 0.1, 0.01]),
    "std goes from 1 at layer 0 to 0.01 at layer 2.",
  );
  assert.equal(
    describeRun("std", "layer", [0, 1, 2], [1, 0, 0]),
    "std is 1 at layer 0, and is exactly 0 at layers 1 and 2.",
  );
  assert.equal(describeRun("std", "layer", [0, 1], [0, 0]), "std is exactly 0 everywhere.");
  assert.equal(describeRun("std", "layer", [0, 1], [2, 2]), "std is 2 throughout.");
  assert.match(describeRun("std", "layer", [0, 1], [2, Number.NaN]), /not finite elsewhere/);
  assert.equal(describeRun("std", "layer", [0], [Number.NaN]), "std is nowhere finite.");
  assert.equal(describeRun("std", "layer", [], []), "std has no values.");
  assert.equal(listPlaces("layer", [1, 2, 3]), "layers 1 to 3");
  assert.equal(describeTheory("it", [1, 1.03], [1, 1]), "Theory for it is within 3.0 %.");
  assert.equal(describeTheory("it", [1], [10]), "Theory for it is off by up to a factor of 10.");
  assert.equal(describeTheory("it", [0], [1]), "");
});
