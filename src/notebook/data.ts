/** Reads the files of `data/`, for lessons and tools alike. */
import { readFileSync, statSync } from "node:fs";
import { type Dataset, digitsFrom } from "../core/datasets.js";
import { refuse, text } from "../core/guard.js";

const folder = new URL("../../../data/", import.meta.url);

/** The text of a file in `data/`. */
export function readText(name: string): string {
  return fileText("readText", name);
}

/** The text of a file, for the function `door`, which an error names. */
function fileText(door: string, name: string): string {
  const inside = /^[\w./-]{1,200}$/.test(text(door, "name", name)) && !name.includes("..");
  const file = new URL(inside ? name : ".", folder);
  if (!inside || !statSync(file, { throwIfNoEntry: false })?.isFile())
    refuse(door, "name must be a file in data/", name);
  return readFileSync(file, "utf8");
}

/** The content of a JSON file in `data/`. */
export function readJson(name: string): unknown {
  const content = fileText("readJson", name);
  try {
    return JSON.parse(content);
  } catch {
    return refuse("readJson", "name must be a JSON file in data/", name);
  }
}

/** The 1,797 handwritten digits of `data/digits.csv`: inputs (1797 × 64), one-hot targets (1797 × 10). */
export function digits(): Dataset {
  return digitsFrom(readText("digits.csv"));
}
