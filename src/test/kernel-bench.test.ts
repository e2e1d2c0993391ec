/** The benchmark's arithmetic: medians, the comparison of results, and the tables. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, median, medians, momentsFault } from "../tools/bench/race.js";
import { markdown, type Report } from "../tools/bench/report.js";
import type { Job } from "../tools/bench/task.js";

test("median(xs) is the middle value, the lower one of two", () => {
  assert.equal(median([5]), 5);
  assert.equal(median([30, 2, 100]), 30);
  assert.equal(median([4, 1, 3, 2]), 2);
});

test("difference(got, wanted) is relative to the largest of each list, and absolute for shares", () => {
  assert.equal(difference({ a: [1, 2] }, { a: [1, 2] }), 0);
  assert.equal(difference({ a: [1, 3] }, { a: [1, 2] }), 0.5);
  assert.equal(difference({ shares: [0.5] }, { shares: [0.25] }), 0.25);
  assert.equal(difference({ a: [0], shares: [1] }, { a: [0], shares: [0] }), 1);
});

test("difference(got, wanted) is infinite for NaN, a missing list and a list of another length", () => {
  assert.equal(difference({ a: [NaN, 1] }, { a: [1, 1] }), Infinity);
  assert.equal(difference({}, { a: [1] }), Infinity);
  assert.equal(difference({ a: [1] }, { a: [1, 1] }), Infinity);
});

test("momentsFault passes 1 where a moment is more than 5 standard errors off", () => {
  assert.ok(momentsFault({ moments: [0.001, 1.001, 3.01] }, 1e6) < 1);
  assert.ok(momentsFault({ moments: [0.006, 1, 3] }, 1e6) > 1);
  assert.ok(momentsFault({ moments: [0, 1, 1.8] }, 1e6) > 1);
});

/** A job that claims 5 ms for a run alone, and in its rounds of three runs what the list says. */
function pretender(name: string, times: readonly number[], order: string[]): Job {
  let round = 0;
  const sample = (repeats: number): number => {
    if (repeats === 1) return 5;
    assert.equal(repeats, 3, "as many runs as fill 15 ms");
    order.push(name);
    return times[round++] as number;
  };
  return { sample, figures: () => ({}) };
}

test("medians(jobs) is the median of each job's rounds, which are taken by turns", async () => {
  const order: string[] = [];
  const jobs = [pretender("a", [9, 1, 4, 2, 100], order), pretender("b", [3, 8, 3, 7, 7], order)];
  assert.deepEqual(await medians(jobs, { least: 5, most: 9, enough: 0 }), [4, 7]);
  assert.equal(order.join(""), "ababababab");
});

test("markdown(report) says how many times as long the others take, and marks what was scaled up", () => {
  const time = (peer: string, milliseconds: number, scale = 1) =>
    ({ peer, precision: "float64", milliseconds, scale, difference: 0 }) as const;
  const report: Report = {
    machine: {
      cpu: "A processor",
      cores: 2,
      node: "20.0.0",
      system: "linux x64",
      versions: { mathjs: "1.0.0" },
    },
    workloads: [
      { id: "a", title: "one", times: [time("initlab", 2), time("mathjs", 60, 10), time("NumPy", 1)] },
      { id: "sampling", title: "two", times: [time("initlab", 10), time("Box–Muller", 55)] },
    ],
  };
  const lines = markdown(report).split("\n");
  assert.ok(lines.includes("| one | 2.00 ms | 30.0* | 0.50 |"));
  assert.ok(lines.includes("| two | 10.0 ms | – | – |"));
  assert.match(lines.join("\n"), /takes 5\.50 times as long/);
});
