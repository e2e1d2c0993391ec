/** The watchdog: what stands still is noticed, what works or tells of itself is not. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { test } from "node:test";
import { clockSeconds, type Process, psLine, treeOf, windowsLine } from "../tools/processes.js";
import { movedOn, unlessStill, watchdog } from "../tools/watchdog.js";

const node = (script: string): ChildProcess => spawn(process.execPath, ["-e", script], { stdio: "pipe" });

const skip = process.platform !== "linux";

test("a process that waits for nothing is still", { skip }, async () => {
  const child = node("setInterval(() => {}, 1e9); console.log('up')");
  try {
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    await new Promise<void>((resolve) => watchdog(child.pid ?? 0, resolve, 0.4));
  } finally {
    child.kill();
  }
});

test("a process that is busy is not still, nor is one whose child is; each is, once that ends", {
  skip,
}, async () => {
  const busy =
    "const end = () => process.cpuUsage().user > 6e5; while (!end()); setInterval(() => {}, 1e9); console.log('done')";
  const parent = `const { spawn } = require("child_process"); const c = spawn(process.execPath, ["-e", ${JSON.stringify(busy)}]); c.stdout.on("data", () => { console.log("done"); }); process.on("SIGTERM", () => { c.kill(); process.exit(); })`;
  for (const script of [busy, parent]) {
    const child = node(script);
    let done = false;
    child.stdout?.once("data", () => {
      done = true;
    });
    try {
      await new Promise<void>((resolve) => watchdog(child.pid ?? 0, resolve, 0.4));
      assert.ok(done, "it was called still while it worked");
    } finally {
      child.kill();
    }
  }
});

test("messages are signs of progress", { skip }, async () => {
  const child = node("setInterval(() => {}, 1e9)");
  try {
    let messages = 0;
    await new Promise<void>((resolve) => {
      const dog = watchdog(child.pid ?? 0, resolve, 0.4);
      const timer = setInterval(() => {
        dog.alive();
        messages += 1;
        if (messages === 100) clearInterval(timer);
      }, 10);
    });
    assert.equal(messages, 100);
  } finally {
    child.kill();
  }
});

test("a promise that never settles is given up, one that does is handed on", { skip }, async () => {
  const child = node("setInterval(() => {}, 1e9)");
  const options = { pid: child.pid ?? 0, stillSeconds: 0.4 };
  try {
    await assert.rejects(
      unlessStill(() => "waiting", new Promise(() => {}), options),
      {
        message: "waiting: no sign of progress for 0.4 seconds",
      },
    );
    assert.equal(await unlessStill(() => "waiting", Promise.resolve(7), options), 7);
    await assert.rejects(
      unlessStill(() => "waiting", Promise.reject(new Error("its own")), options),
      /its own/,
    );
  } finally {
    child.kill();
  }
});

const one = (id: number, parent: number, seconds = 0, waits = false): Process => ({
  id,
  parent,
  seconds,
  waits,
});

test("a tree holds a process, its children and theirs, and nothing else", () => {
  const all = [one(1, 0), one(2, 1), one(3, 2), one(4, 1), one(5, 4), one(6, 9), one(0, 0)];
  assert.deepEqual(
    treeOf(2, all).map(({ id }) => id),
    [2, 3],
  );
  assert.deepEqual(
    treeOf(1, all)
      .map(({ id }) => id)
      .sort(),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual(treeOf(7, all), []);
  // on Windows the first process is its own parent
  assert.equal(treeOf(0, all).length, 6);
});

test("time used, a process that begins or ends, and one that waits for a processor are progress", () => {
  const before = [one(1, 0, 5), one(2, 1, 7)];
  assert.equal(movedOn(before, before, 30), false);
  assert.equal(movedOn(before, [one(1, 0, 5.2), one(2, 1, 7.3)], 30), false);
  assert.equal(movedOn(before, [one(1, 0, 6.5), one(2, 1, 9)], 30), true);
  assert.equal(movedOn(before, [one(1, 0, 5)], 30), true);
  assert.equal(movedOn(before, [...before, one(3, 1)], 30), true);
  assert.equal(movedOn(before, [one(1, 0, 5), one(2, 1, 7, true)], 30), true);
});

test("the times of ps and of Windows are read", () => {
  assert.equal(clockSeconds("0:00.03"), 0.03);
  assert.equal(clockSeconds("12:34.50"), 754.5);
  assert.equal(clockSeconds("03:04:05"), 11045);
  assert.equal(clockSeconds("2-03:04:05"), 2 * 86400 + 11045);
  assert.deepEqual(psLine("  412   1 Ss     1:02.50"), one(412, 1, 62.5));
  assert.deepEqual(psLine("  413 412 R+     0:00.10"), one(413, 412, 0.1, true));
  assert.deepEqual(windowsLine("812 4 25000000"), one(812, 4, 2.5));
});
