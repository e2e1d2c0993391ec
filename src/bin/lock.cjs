// @ts-check
// A lock that one process holds at a time: a folder with a file named after the holder. A holder that is gone has lost it.

const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const host = encodeURIComponent(os.hostname());
const own = `${process.pid}@${host}@${randomBytes(4).toString("hex")}`;

/** @param {string} folder the holder of a lock; nothing if nobody holds it */
function holderOf(folder) {
  try {
    return fs.readdirSync(folder)[0];
  } catch {
    return undefined;
  }
}

/** @param {number} id whether there is such a process */
function runs(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Whether the holder is gone: no such process, one of before this machine was started, or one of another machine, of
 * which nothing can be known.
 * @param {string} folder @param {string} holder
 */
function isGone(folder, holder) {
  const [id, where] = holder.split("@");
  if (where !== host || Number(id) === process.pid || !runs(Number(id))) return true;
  const started = Date.now() - os.uptime() * 1000;
  return (fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? started) < started - 60_000;
}

/** Ends the lock of this holder or of none, and no other's. @param {string} folder @param {string} [holder] */
function end(folder, holder) {
  try {
    if (holder) fs.rmSync(path.join(folder, holder), { force: true });
    fs.rmdirSync(folder);
  } catch {
    // another process was quicker
  }
}

/** The codes with which systems refuse to rename a folder to one that is not empty. */
const refusals = ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES", "EBUSY"];

/** @param {string} folder whether the lock is ours now */
function take(folder) {
  const next = `${folder}.${own}`;
  try {
    fs.mkdirSync(next, { recursive: true });
    fs.writeFileSync(path.join(next, own), "");
    try {
      fs.renameSync(next, folder);
      return true;
    } catch (error) {
      if (!refusals.includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? "")) throw error;
      return false;
    }
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
}

/**
 * Does `work` while this process holds the lock, and waits as long as another process holds it.
 * @template T @param {string} folder @param {(id: string) => void} onWait called once, with the other process's id
 * @param {() => T} work
 */
function withLock(folder, onWait, work) {
  let told = false;
  while (!take(folder)) {
    const holder = holderOf(folder);
    if (holder === undefined || isGone(folder, holder)) {
      end(folder, holder);
      continue;
    }
    if (!told) onWait(holder.split("@")[0] ?? "");
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    end(folder, own);
  }
}

module.exports = { withLock };
