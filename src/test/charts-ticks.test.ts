/** Ticks between any two numbers: few, rising, inside, written apart and truly, on linear and logarithmic axes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exactNumber, formatNumber, formatShare } from "../charts/number.js";
import { logScale } from "../charts/scale.js";
import { powerTicks, roundTicks, roundValues, steppedTicks, type Tick } from "../charts/ticks.js";
import { linearScale, logScale as liveLogScale, powersAround } from "../live/scale.js";
import { finiteDouble, pair, readNumber } from "./support/doubles.js";

const options = { seed: 7, numRuns: 3000 };

/** What holds for the ticks of every axis; `slack` is how far beyond the ends one may lie. */
function assertTicks(ticks: readonly Tick[], low: number, high: number, slack: number, most: number): void {
  const said = `${ticks.map(({ text }) => text).join(" ")} between ${low} and ${high}`;
  assert.ok(ticks.length <= most, `${ticks.length} ticks: ${said}`);
  ticks.forEach(({ at }, i) => {
    assert.ok(Number.isFinite(at), said);
    assert.ok(at >= low - slack && at <= high + slack, `outside: ${at} in ${said}`);
    assert.ok(i === 0 || at > (ticks[i - 1] as Tick).at, `not rising: ${said}`);
  });
  assert.equal(new Set(ticks.map(({ text }) => text)).size, ticks.length, `not told apart: ${said}`);
}

/** The step's millionth: what rounding may move a tick by. */
const millionth = (low: number, high: number, count: number): number => (high / count - low / count) * 5e-6;

test("roundTicks(low, high, count): at most count + 1 ticks, each text reading back as its place", () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: 2, max: 12 }), ([low, high], count) => {
      const ticks = roundTicks(low, high, count);
      assertTicks(ticks, low, high, millionth(low, high, count), count + 1);
      for (const { at, text } of ticks) assert.equal(readNumber(text), at === 0 ? 0 : at, text);
      if (low < high)
        assert.ok(ticks.length >= (count < 3 ? 0 : count < 5 ? 1 : 2), `${low} ${high} ${count}`);
    }),
    options,
  );
});

test("roundValues: the values are whole multiples of 1, 2 or 5 times a power of ten", () => {
  fc.assert(
    fc.property(pair, ([low, high]) => {
      const { values, power } = roundValues(low, high, 6);
      if (power === -Infinity) return assert.deepEqual(values, low < high ? [low, high] : [low]);
      const steps = [1n, 2n, 5n];
      // the decimal of fewest digits that reads as the value, as a whole number of 10^(power)
      const whole = values.map((value) => {
        const [mantissa = "", exponent] = value.toExponential().split("e");
        const places = mantissa.replace(/^-?\d\.?/, "").length;
        const shift = Number(exponent) - places - power;
        const digits = BigInt(mantissa.replace(".", ""));
        assert.ok(shift >= 0 || digits % 10n ** BigInt(-shift) === 0n, `${value} at 10^${power}`);
        return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
      });
      const gaps = whole.slice(1).map((value, i) => value - (whole[i] as bigint));
      if (Math.abs(low) < 1e-307 && Math.abs(high) < 1e-307) return undefined;
      assert.ok(new Set(gaps).size <= 1 && gaps.every((gap) => steps.includes(gap)), `${values}`);
      return undefined;
    }),
    options,
  );
});

test("steppedTicks: a step of any size asks for no more ticks than an axis has room for", () => {
  fc.assert(
    fc.property(pair, finiteDouble, finiteDouble, ([low, high], step, start) => {
      const ticks = steppedTicks(low, high, Math.abs(step), start);
      assertTicks(ticks, low, high, Math.max(millionth(low, high, 8), Math.abs(step) * 1e-5), 102);
    }),
    options,
  );
  const texts = (...given: Parameters<typeof steppedTicks>) => steppedTicks(...given).map(({ text }) => text);
  assert.deepEqual(texts(0, 1, 0.25), ["0", "0.25", "0.50", "0.75", "1.00"]);
  assert.deepEqual(texts(0, 3, 1, 0.5), ["0.5", "1.5", "2.5"]);
  assert.deepEqual(texts(0, 30, 10), ["0", "10", "20", "30"]);
});

test("powerTicks(low, high): whole powers of ten, or round numbers where there are fewer than two", () => {
  const logarithm = fc.double({ min: -323, max: 308.25, noNaN: true });
  fc.assert(
    fc.property(logarithm, logarithm, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const ticks = powerTicks(low, high);
      assertTicks(ticks, low, high, 1e-5 * (high - low) + 1e-6, 8);
      for (const { at, text } of ticks)
        assert.ok(Math.abs(Math.log10(readNumber(text)) - at) < 0.31 * Number(at < -307) + 1e-9, text);
    }),
    options,
  );
});

test("logScale(values): from the least to the greatest number, few ticks, the range finite", () => {
  fc.assert(
    fc.property(fc.array(finiteDouble.map(Math.abs), { minLength: 1, maxLength: 4 }), (values) => {
      const { range, floor, tickvals, ticktext } = logScale(values);
      assert.ok(range.every(Number.isFinite) && range[0] < range[1]);
      const zeros = values.includes(0);
      assert.equal(floor !== undefined, zeros);
      const marks = tickvals
        .slice(zeros ? 1 : 0)
        .map((at, i) => ({ at, text: ticktext[zeros ? i + 1 : i] as string }));
      assertTicks(marks, 5e-324, Number.MAX_VALUE, 0, 20);
      assert.ok(marks.length >= 1);
      for (const { at, text } of marks) assert.equal(readNumber(text), at, text);
      for (const value of values.filter((x) => x > 0)) {
        const height = Math.log10(value);
        assert.ok(height > range[0] && height < range[1], `${value} in ${range}`);
        if (floor) assert.ok(floor < value, `${floor} beneath ${value}`);
      }
    }),
    options,
  );
});

test("live linearScale(low, high): ends at the ends, everything between them, labels apart and true", () => {
  fc.assert(
    fc.property(pair, finiteDouble, fc.integer({ min: 1, max: 10 }), ([low, high], value, most) => {
      const scale = linearScale(low, high, 40, 300, most);
      const ticks = scale.ticks.map(({ value: at, label: text }) => ({ at, text }));
      assertTicks(ticks, low, high, millionth(low, high, most) || 0, 12);
      for (const { at, text } of ticks) assert.equal(readNumber(text), at === 0 ? 0 : at, text);
      assert.equal(scale.at(low), 40);
      if (low < high) assert.equal(scale.at(high), 300);
      const here = scale.at(value);
      assert.ok(here >= 40 && here <= 300, `${value} at ${here}`);
    }),
    options,
  );
  assert.throws(() => linearScale(0, Number.NaN, 0, 1), /linearScale: high must be a finite number, got NaN/);
  assert.throws(() => linearScale(2, 1, 0, 1), /linearScale: high must not be below low = 2, got 1/);
});

test("live logScale(low, high) and powersAround: any two numbers above 0", () => {
  fc.assert(
    fc.property(pair, fc.integer({ min: 1, max: 8 }), ([a, b], most) => {
      const [low, high] = [Math.abs(a) || 5e-324, Math.abs(b) || 5e-324].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const scale = liveLogScale(low, high, 300, 40, most);
      const ticks = scale.ticks.map(({ value: at, label: text }) => ({ at, text }));
      assertTicks(ticks, low, high, millionth(low, high, most) + 1e-8 * high, 20);
      for (const { at, text } of ticks) assert.equal(readNumber(text), at, text);
      assert.equal(scale.at(low), 300);
      assert.ok(Math.abs(scale.at(high) - 40) < 1e-9 || Math.log10(low) === Math.log10(high));
      const [from, to] = powersAround([low, high], 700);
      assert.ok(from > 0 && from < to && Number.isFinite(to));
    }),
    options,
  );
  const scale = liveLogScale(2, 5, 0, 100);
  assert.deepEqual(
    scale.ticks.map(({ value }) => value),
    [2, 5],
  );
  assert.ok(Number.isNaN(scale.at(Number.NaN)), "what is no number has no place");
  assert.throws(() => liveLogScale(0, 1, 0, 1), /logScale: low must be a positive number, got 0/);
});

test("exactNumber reads back as the number, for every finite double", () => {
  fc.assert(
    fc.property(finiteDouble, (x) => assert.equal(readNumber(exactNumber(x)), x === 0 ? 0 : x)),
    options,
  );
  const cases: [number, string][] = [
    ...([
      [-0, "0"],
      [0.1 + 0.2, "0.30000000000000004"],
      [5e-324, "5×10⁻³²⁴"],
      [1234567, "1234567"],
    ] as const),
    ...([
      [1e7, "1×10⁷"],
      [1234567.5, "1.2345675×10⁶"],
      [-0.00025, "−2.5×10⁻⁴"],
      [999999.5, "999999.5"],
    ] as const),
    [Number.MAX_VALUE, "1.7976931348623157×10³⁰⁸"],
  ].map(([x, text]) => [x as number, text as string]);
  for (const [x, text] of cases) assert.equal(exactNumber(x), text);
});

/** |text − x| ≤ half a unit of the text's last digit, in whole numbers. */
function assertRounded(text: string, x: number, digits: number): void {
  const [mantissa = "", power = "0"] = Math.abs(x).toExponential(60).split("e");
  const found = /^(\d+)(?:\.(\d+))?(?:×10(.*))?$/.exec(text.replace("−", ""));
  assert.ok(found, text);
  const [, whole = "", fraction = "", raised = ""] = found;
  const exponent = Number([...raised].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("") || 0);
  const scale = BigInt(Math.max(0, 60 - Number(power)) + 400);
  const exact = BigInt(mantissa.replace(".", "")) * 10n ** (scale - 60n + BigInt(power));
  const unit = 10n ** (scale + BigInt(exponent - fraction.length));
  const said = BigInt(whole + fraction) * unit;
  const off = said > exact ? said - exact : exact - said;
  assert.ok(2n * off <= unit || exact === said, `${text} for ${x}`);
  assert.ok((whole + fraction).replace(/^0+/, "").length <= Math.max(digits, 7), text);
}

test("formatNumber and formatShare: the nearest number of so many digits, up to the ends of the numbers", () => {
  fc.assert(
    fc.property(
      finiteDouble.filter((x) => x !== 0),
      fc.integer({ min: 1, max: 15 }),
      (x, digits) => assertRounded(formatNumber(x, digits), x, digits),
    ),
    options,
  );
  assert.equal(formatNumber(5e-324, 1), "5×10⁻³²⁴");
  assert.equal(formatNumber(Number.MAX_VALUE), "1.798×10³⁰⁸");
  assert.equal(formatNumber(-0), "0");
  assert.equal(formatNumber(0.1 + 0.2), "0.3000");
  assert.equal(formatShare(Number.MAX_VALUE), "1.80×10³¹⁰ %");
  assert.equal(formatShare(-1e307, 2), "−1.0×10³⁰⁹ %");
  assert.equal(formatShare(5e-324), "4.94×10⁻³²² %");
  assert.equal(formatShare(0.1 + 0.2), "30 %");
});
