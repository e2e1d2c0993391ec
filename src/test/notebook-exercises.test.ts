/** Exercises: right, wrong and missing answers, and that no message gives the answer away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isClose, judgeChoice, judgeCode, judgeNumber } from "../notebook/exercises.js";
import { right, type Verdict, verdictBundle } from "../notebook/verdict.js";

const ask = { prompt: "How large is it?", hint: "Count the layers.", because: "Each layer halves it." };
const number = { ...ask, expected: 0.28125, tolerance: 0.001, unit: "m" };
const choice = { ...ask, choices: ["it vanishes", "it explodes", "it stays"], expected: "b" };
const messages = (verdict: Verdict) => {
  const bundle = verdictBundle(7, verdict, ask, { kind: "number", expected: 0.28125 });
  return {
    text: bundle["text/plain"],
    html: String(bundle["text/html"]),
    data: bundle["application/vnd.initlab.exercise+json"],
  };
};

test("isClose: absolute and relative tolerance, exact where the expected value is 0", () => {
  assert.ok(isClose(1.05, 1, 0.06) && !isClose(1.05, 1, 0.04));
  assert.ok(isClose(-101, -100, { relative: 0.011 }) && !isClose(-102, -100, { relative: 0.011 }));
  assert.ok(isClose(0, 0, { relative: 0.01 }) && !isClose(1e-12, 0, { relative: 0.01 }));
});

test("a number is right, wrong, missing, or none at all", () => {
  assert.equal(judgeNumber(0.2815, number).correct, true);
  assert.deepEqual(judgeNumber(0.5, number), {
    answered: true,
    correct: false,
    remark: "0.5 m is not right yet.",
  });
  assert.equal(judgeNumber(undefined, number).answered, false);
  assert.match(judgeNumber("0.5", number).remark, /must be a number, and "0.5" is none/);
  assert.match(judgeNumber(Number.NaN, number).remark, /must be a number/);
  assert.equal(judgeNumber(0.283, { ...ask, expected: 0.28125 }).correct, true, "one percent by default");
  assert.throws(
    () => judgeNumber(1, { ...ask, expected: Number.NaN }),
    /checkNumber: expected must be a finite number/,
  );
});

test("a choice is made by letter or text", () => {
  assert.equal(judgeChoice("b", choice).correct, true);
  assert.equal(judgeChoice(" B ", choice).correct, true);
  assert.equal(judgeChoice("it explodes", choice).correct, true);
  assert.equal(judgeChoice("a", choice).remark, "a (it vanishes) is not right.");
  assert.match(judgeChoice("d", choice).remark, /must be one of a, b, c, and "d" is none/);
  assert.match(
    judgeChoice(undefined, choice).remark,
    /not answered yet\. Write the letter of your choice \(a, b, c\)/,
  );
  assert.throws(
    () => judgeChoice("a", { ...choice, expected: "e" }),
    /checkChoice: expected must be one of a, b, c, got e/,
  );
});

test("code is right, wrong with a reason, broken, or missing", () => {
  const judge = (test: () => boolean | string | undefined) => judgeCode({ ...ask, test });
  assert.equal(
    judge(() => true),
    right,
  );
  assert.equal(judge(() => "f(2) must be 4, got 5").remark, "f(2) must be 4, got 5");
  assert.equal(judge(() => false).correct, false);
  assert.equal(judge(() => undefined).answered, false);
  assert.match(judge(() => JSON.parse("{")).remark, /your code stopped with "/);
});

test("a missing answer says how to answer, and nothing else", () => {
  const { text, html } = messages(judgeNumber(undefined, number));
  assert.equal(
    text,
    "○ Exercise 7: not answered yet. Write a number in place of `undefined`, then run this cell again (Shift+Enter).",
  );
  assert.match(html, /<strong>○ Exercise 7<\/strong>: not answered yet\. .*<code>undefined<\/code>/);
});

test("a wrong answer shows the hint; a right one shows why; neither a missing nor a wrong one shows the answer", () => {
  for (const verdict of [
    judgeNumber(undefined, number),
    judgeNumber(0.5, number),
    judgeChoice("a", choice),
  ]) {
    const { text, html } = messages(verdict);
    for (const message of [text, html]) assert.doesNotMatch(message, /0\.28|explodes|halves/);
    assert.equal(text.includes("Count the layers."), verdict.answered);
  }
  assert.equal(messages(right).text, "✓ Exercise 7: right. Each layer halves it.");
});

test("the record holds what a page needs to ask the question itself", () => {
  assert.deepEqual(messages(judgeNumber(0.5, number)).data, {
    id: "7",
    kind: "number",
    prompt: ask.prompt,
    expected: 0.28125,
    hint: ask.hint,
    because: ask.because,
    answered: true,
    correct: false,
  });
});
