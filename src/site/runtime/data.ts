// Stands in for `notebook/data.ts`: the files of `data/` that a page carries for its lesson.
import { type Dataset, digitsFrom } from "../../core/datasets.js";

const carried = (): Record<string, string> =>
  (globalThis as { __initlabData?: Record<string, string> }).__initlabData ?? {};

/** The text of a file in `data/`. @throws if the page does not carry it. */
export function readText(name: string): string {
  const text = carried()[name];
  if (text !== undefined) return text;
  const names = Object.keys(carried());
  const has = names.length === 0 ? "none of the data files" : `only ${names.join(", ")}`;
  throw new Error(`readText: this page carries ${has}, and not ${name}; in the notebook you have them all`);
}

/** The content of a JSON file in `data/`. */
export function readJson(name: string): unknown {
  return JSON.parse(readText(name));
}

/** The 1,797 handwritten digits. */
export function digits(): Dataset {
  return digitsFrom(readText("digits.csv"));
}
