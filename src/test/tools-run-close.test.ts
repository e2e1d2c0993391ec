/** Which outputs count as equal where engines may differ in last digits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { closeTexts, outputFaults } from "../tools/checks/run/close.js";
import type { Output } from "../tools/notebook.js";

test("texts may differ in the last digit of a fraction, and in nothing else", () => {
  assert.ok(closeTexts("loss 0.0062 after 3 steps", "loss 0.0063 after 3 steps"));
  assert.ok(closeTexts("1.5e-9", "1.6e-9"));
  for (const [a, b] of [
    ["loss 0.0062", "loss 0.0064"],
    ["3 steps", "4 steps"],
    ["loss 0.0062 yes", "loss 0.0062 no"],
    ["0.0062", "0.0062 0.1"],
    ["1.5e-9", "1.5e-8"],
    ["−0.5", "0.5"],
  ] as const)
    assert.ok(!closeTexts(a, b), `${a} and ${b}`);
});

test("what engines say of the same mistake counts as the same", () => {
  const chromium = "Error: Cannot read properties of null (reading &#39;fill&#39;)";
  assert.ok(closeTexts(chromium, "Error: can&#39;t access property &quot;fill&quot;, m.bias is null"));
  const plain = 'Error: can\'t access property "fill", m.bias is null';
  assert.ok(closeTexts("Error: Cannot read properties of null (reading 'fill')", plain));
  assert.ok(!closeTexts(chromium, "Error: can&#39;t access property &quot;data&quot;, m.bias is null"));
});

test("data may differ by a billionth, in its place", () => {
  const shown = (value: number, more: object = {}): Output => ({
    output_type: "display_data",
    data: { "application/json": { y: [1, value], ...more } },
    metadata: {},
  });
  assert.deepEqual(outputFaults([shown(0.3)], [shown(0.3 + 1e-11)]), []);
  assert.deepEqual(outputFaults([shown(0.3)], [shown(0.31)]), [
    "output 1/application/json/y/1: 0.3 in the notebook, 0.31 here",
  ]);
  assert.equal(outputFaults([shown(0.3)], [shown(0.3, { z: null })]).length, 1);
  assert.equal(outputFaults([shown(0.3)], []).length, 1);
  const printed: Output = { output_type: "stream", name: "stdout", text: "0.3\n" };
  assert.equal(outputFaults([printed], [{ ...printed, name: "stderr" }]).length, 1);
  assert.equal(outputFaults([printed], [shown(0.3)]).length, 1);
});
