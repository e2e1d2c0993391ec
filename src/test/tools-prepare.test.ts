/** The build's last step: the folder in use takes over the new files, and loses those that are gone. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { test } from "node:test";
import { cacheDir, listFiles, writeAtomically } from "../tools/paths.js";

const { syncFolder } = createRequire(import.meta.url)("../../bin/prepare.cjs") as {
  syncFolder: (from: string, to: string) => void;
};

test("syncFolder(from, to): the same files, and untouched where nothing changed", () => {
  const folder = path.join(cacheDir, `sync ${process.pid}`);
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  try {
    for (const [name, text] of Object.entries({ "a.js": "a", "sub/b.js": "new b", "was-folder": "file now" }))
      writeAtomically(at("from", name), text);
    for (const [name, text] of Object.entries({
      "a.js": "a",
      "sub/b.js": "b",
      "gone/c.js": "c",
      "was-folder/d.js": "d",
    }))
      writeAtomically(at("to", name), text);
    const old = new Date("2020-01-01");
    fs.utimesSync(at("to", "a.js"), old, old);
    syncFolder(at("from"), at("to"));
    assert.deepEqual(listFiles(at("to")), ["a.js", "sub/b.js", "was-folder"]);
    assert.equal(fs.readFileSync(at("to", "sub", "b.js"), "utf8"), "new b");
    assert.equal(fs.statSync(at("to", "a.js")).mtimeMs, old.getTime());
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
