/** Experiments in worker threads: the same results whatever the number of workers, and errors that arrive. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { gaussianInputs } from "../core/datasets.js";
import { type SignalSpec, signalRun, type TrainingSpec } from "../core/experiments.js";
import { zeroMatrix } from "../core/matrix.js";
import { random } from "../core/random.js";
import { type Member, perform, team } from "../core/team.js";
import { runExperiments } from "../notebook/workers.js";

const histogram = { bins: 12, low: -1, high: 1 };
const base: SignalSpec = {
  depth: 4,
  width: 24,
  samples: 30,
  activation: "tanh",
  scheme: "xavierNormal",
  seed: "workers",
  histogram,
};
const specs: SignalSpec[] = [
  base,
  { ...base, seed: 2 },
  { ...base, depth: 9, width: 65, precision: "float32" },
  { ...base, activation: "relu", scheme: "heUniform", precision: "float32", backward: false },
  { ...base, activation: "gelu", scheme: "orthogonal", options: { gain: 1.2 } },
  { ...base, activation: "sigmoid", scheme: "constant", options: { value: 0.1 } },
  { ...base, scheme: "normal", options: { std: 1 }, biases: "normal", biasOptions: { std: 0.1 } },
];

test("runExperiments gives the same bits with 1, 2, 3 and more workers than tasks", async () => {
  const wanted = specs.map(signalRun);
  for (const workers of [1, 2, 3, 20])
    assert.deepEqual(await runExperiments("signals", specs, { workers }), wanted, `${workers} workers`);
});

test("runExperiments keeps the order of its tasks when a late one is done first", async () => {
  const uneven = [{ ...base, depth: 60, width: 80 }, base, { ...base, seed: 3 }, { ...base, seed: 4 }];
  assert.deepEqual(await runExperiments("signals", uneven, { workers: 2 }), uneven.map(signalRun));
});

test("runExperiments trains to the same losses with 1 and 2 workers, from data that is sent along", async () => {
  const rng = random("workers/training");
  const part = (label: string, n: number): TrainingSpec["train"] => {
    const targets = zeroMatrix(n, 3);
    for (let i = 0; i < n; i++) targets.data[3 * i + (i % 3)] = 1;
    return { inputs: gaussianInputs(rng.split(label), n, 8), targets };
  };
  const task: TrainingSpec = {
    ...{ train: part("train", 60), test: part("test", 30), depth: 2, width: 20, activation: "relu" },
    ...{ scheme: "heNormal", optimizer: "adam", learningRate: 0.01, steps: 25, batchSize: 20, seed: 1 },
  };
  const tasks = [task, { ...task, seed: 2, normalization: "batch" as const }, { ...task, residual: true }];
  const wanted = await runExperiments("training", tasks, { workers: 1 });
  assert.equal(wanted[0]?.losses.length, 25);
  assert.deepEqual(await runExperiments("training", tasks, { workers: 2 }), wanted);
});

test("a call after an interrupted, a failed and a finished one gives the same bits: workers are kept, not their state", async () => {
  const wanted = specs.map(signalRun);
  const abandoned = runExperiments("signals", [{ ...base, depth: 60, width: 80 }, base], { workers: 2 });
  assert.deepEqual(await runExperiments("signals", specs, { workers: 2 }), wanted);
  await assert.rejects(runExperiments("signals", [base, { ...base, width: 0 }], { workers: 2 }));
  await abandoned;
  for (let again = 0; again < 2; again++)
    assert.deepEqual(await runExperiments("signals", specs, { workers: 3 }), wanted);
});

/** A worker that answers in its own time, and a record of what was asked of it. */
function pretender(log: string[], name: string): Member {
  return {
    ask: async (task) => {
      log.push(`${name} works`);
      await new Promise((resolve) => setImmediate(resolve));
      return perform(task);
    },
    rest: () => log.push(`${name} rests`),
    stop: () => log.push(`${name} stops`),
  };
}

test("a team starts workers when they are needed, keeps them, and replaces those that an error stopped", async () => {
  const log: string[] = [];
  let started = 0;
  const run = team(() => pretender(log, `worker ${++started}`));
  const two = [base, { ...base, seed: 2 }];
  assert.deepEqual(await run("signals", two, 1), two.map(signalRun));
  assert.equal(started, 0);
  assert.deepEqual(await run("signals", two, 2), two.map(signalRun));
  assert.deepEqual(await run("signals", two, 5), two.map(signalRun));
  assert.equal(started, 2);
  assert.deepEqual(log.slice(2, 4), ["worker 1 rests", "worker 2 rests"]);
  await assert.rejects(run("signals", [base, { ...base, depth: 0 }], 2), /depth must be a positive integer/);
  assert.deepEqual(log.slice(-2).sort(), ["worker 1 stops", "worker 2 stops"]);
  await run("signals", two, 2);
  assert.equal(started, 4);
});

test("runExperiments of no tasks gives no results", async () => {
  assert.deepEqual(await runExperiments("signals", [], { workers: 3 }), []);
});

for (const workers of [1, 2, 3])
  test(`runExperiments with ${workers} workers rejects with the message of the task that failed`, async () => {
    const faulty = [base, { ...base, depth: 0 }, ...specs];
    await assert.rejects(runExperiments("signals", faulty, { workers }), {
      message: "signalRun: depth must be a positive integer, got 0",
    });
    assert.deepEqual(await runExperiments("signals", [base], { workers }), [signalRun(base)]);
  });

test("runExperiments refuses a number of workers that is none", async () => {
  for (const workers of [0, -1, 1.5, NaN])
    await assert.rejects(runExperiments("signals", [base], { workers }), {
      message: `runExperiments: workers must be a positive integer, got ${workers}`,
    });
});

test("runExperiments counts its runs under a label, alone and with workers, and an error still arrives", () => {
  const task = { ...base, histogram: undefined, depth: 2, width: 8, samples: 4 };
  const script = `
    const { runExperiments } = await import(${JSON.stringify(new URL("../notebook/workers.js", import.meta.url))});
    const base = ${JSON.stringify(task)}, specs = [0, 1, 2, 3, 4].map((seed) => ({ ...base, seed }));
    for (const workers of [1, 2]) {
      const runs = await runExperiments("signals", specs, { workers, label: "Nets" });
      console.log(runs.length, runs.every((run) => run.rows.length === 3));
      const broken = [...specs, { ...base, depth: -1 }];
      await runExperiments("signals", broken, { workers, label: "Bad" }).catch((error) => console.log(error.message));
    }`;
  const printed = execFileSync(process.execPath, ["-e", `(async () => {${script}})();`], {
    encoding: "utf8",
  });
  const lines = printed.trim().split("\n");
  assert.equal(lines.length, 8);
  for (const half of [lines.slice(0, 4), lines.slice(4)]) {
    assert.deepEqual(half.slice(0, 2), ["Nets: 5 of 5 runs", "5 true"]);
    assert.match(half[2] ?? "", /^Bad: \d of 6 runs, stopped$/);
    assert.match(half[3] ?? "", /depth/);
  }
});
