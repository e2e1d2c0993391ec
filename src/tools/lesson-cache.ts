/** What a lesson's outputs depend on, as hashes, and the outputs of earlier runs. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Notebook } from "./notebook.js";
import { notebookJson, parseNotebook } from "./notebook.js";
import { cacheDir, distDir, inRoot, listFiles, writeAtomically } from "./paths.js";

/** A hash of files' names and contents. */
export function filesHash(folder: string, keep: (relative: string) => boolean = () => true): string {
  const hash = createHash("sha256");
  for (const name of listFiles(folder, keep))
    hash.update(`\0${name}\0`).update(fs.readFileSync(path.join(folder, name)));
  return hash.digest("hex");
}

/** A hash of everything a cell can reach besides its own notebook: our code, packages, data, Node. */
export function surroundingsHash(): string {
  const reachable = /^(index|(core|charts|notebook)\/.*)\.js$/;
  return createHash("sha256")
    .update(filesHash(distDir, (name) => reachable.test(name)))
    .update(filesHash(inRoot("data")))
    .update(fs.readFileSync(inRoot("package-lock.json")))
    .update(process.versions.node.split(".")[0] as string)
    .digest("hex");
}

/** The key of a run: the code cells and what they can reach. Text between them does not matter. */
export function runKey(notebook: Notebook, surroundings: string): string {
  const cells = notebook.cells.filter((cell) => cell.type === "code").map(({ id, source }) => [id, source]);
  return createHash("sha256").update(surroundings).update(JSON.stringify(cells)).digest("hex");
}

const cacheFile = (lesson: string): string => path.join(cacheDir, "lessons", `${lesson}.json`);

/** The notebook with the outputs of its last run, if that run had the same key. */
export function recall(lesson: string, key: string, notebook: Notebook): Notebook | undefined {
  const file = cacheFile(lesson);
  if (!fs.existsSync(file)) return undefined;
  const text = fs.readFileSync(file, "utf8");
  if (!text.startsWith(`${key}\n`)) return undefined;
  const old = new Map(parseNotebook(text.slice(key.length + 1), lesson).cells.map((cell) => [cell.id, cell]));
  const cells = notebook.cells.map((cell) => {
    const { outputs = [], executionCount = null } = old.get(cell.id) ?? {};
    return cell.type === "code" ? { ...cell, outputs, executionCount } : cell;
  });
  return { ...notebook, cells };
}

/** Keeps a finished run. */
export function remember(lesson: string, key: string, notebook: Notebook): void {
  writeAtomically(cacheFile(lesson), `${key}\n${notebookJson(notebook)}`);
}
