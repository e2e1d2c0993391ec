/** The lock of installing and building: one process at a time, and one that is gone keeps nobody waiting. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { type TestContext, test } from "node:test";
import { inRoot, writeAtomically } from "../tools/paths.js";

const file = inRoot("src", "bin", "lock.cjs");
const { withLock } = createRequire(import.meta.url)(file) as {
  withLock: <T>(folder: string, onWait: (id: string) => void, work: () => T) => T;
};

/** A folder for a lock, which is gone after the test. */
function place(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "a lock "));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "lock");
}

const never = (): never => assert.fail("it must not wait");
const deadProcess = (): number => spawnSync(process.execPath, ["--version"]).pid;
const host = encodeURIComponent(os.hostname());
const holdBy = (lock: string, id: number | undefined, where: string): void =>
  writeAtomically(path.join(lock, `${id}@${where}@00000000`), "");

test("withLock(folder, …, work) returns what work returns, and leaves nothing behind", (t) => {
  const lock = place(t);
  assert.equal(
    withLock(lock, never, () => fs.existsSync(lock)),
    true,
  );
  assert.throws(
    () =>
      withLock(lock, never, () => {
        throw new RangeError("from work");
      }),
    RangeError,
  );
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
});

test("the lock of a process that is gone, of another machine, or of an earlier life of this one is taken over", (t) => {
  const lock = place(t);
  const take = (): void => {
    const holders = withLock(lock, never, () => fs.readdirSync(lock));
    assert.equal(holders.length, 1);
    assert.ok(holders[0]?.startsWith(`${process.pid}@${host}@`) && !holders[0].endsWith("@00000000"));
  };
  holdBy(lock, deadProcess(), host);
  take();
  holdBy(lock, process.ppid, `not${host}`);
  take();
  holdBy(lock, process.pid, host);
  take();
  holdBy(lock, process.ppid, host);
  const before = new Date("2001-01-01");
  fs.utimesSync(lock, before, before);
  take();
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
});

/** Takes the lock and fails if another process is inside; prints the process that it waited for. */
const worker = `
  const fs = require("node:fs");
  const [file, lock, inside] = process.argv.slice(1);
  require(file).withLock(lock, (id) => console.log(id), () => {
    fs.closeSync(fs.openSync(inside, "wx"));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
    fs.rmSync(inside);
  });`;

test("many processes do their work one after the other, behind one that is gone", async (t) => {
  const lock = place(t);
  holdBy(lock, deadProcess(), host);
  const args = ["-e", worker, file, lock, `${lock}.inside`];
  const ended = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    return new Promise((resolve) => child.on("close", resolve));
  });
  assert.deepEqual(await Promise.all(ended), [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
});

test("who waits is told for which process", async (t) => {
  const lock = place(t);
  const holder = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  holdBy(lock, holder.pid, host);
  const waiting = spawn(process.execPath, ["-e", worker, file, lock, `${lock}.inside`], { stdio: "pipe" });
  let told = "";
  for await (const text of waiting.stdout.setEncoding("utf8")) {
    told += text;
    holder.kill();
  }
  assert.equal(told, `${holder.pid}\n`);
  assert.deepEqual(fs.readdirSync(path.dirname(lock)), []);
});
