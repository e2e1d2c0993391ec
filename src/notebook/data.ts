/** Reads the files of `data/`, for lessons and tools alike. */
import { readFileSync } from "node:fs";
import { type Dataset, digitsFrom } from "../core/datasets.js";
import { refuse } from "../core/guard.js";

const folder = new URL("../../../data/", import.meta.url);

/** The text of a file in `data/`. */
export function readText(name: string): string {
  if (!/^[\w./-]+$/.test(name) || name.includes(".."))
    refuse("readText", "name must be a file in data/", name);
  return readFileSync(new URL(name, folder), "utf8");
}

/** The content of a JSON file in `data/`. */
export function readJson(name: string): unknown {
  return JSON.parse(readText(name));
}

/** The 1,797 handwritten digits of `data/digits.csv`: inputs (1797 × 64), one-hot targets (1797 × 10). */
export function digits(): Dataset {
  return digitsFrom(readText("digits.csv"));
}
