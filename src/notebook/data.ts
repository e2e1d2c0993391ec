/** Reads the files of `data/`, for lessons and tools alike. */
import { readFileSync } from "node:fs";
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
