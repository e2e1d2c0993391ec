/** The reference values under `data/reference`, made by PyTorch, NumPy, SciPy and mpmath (`make_reference.py`). */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Activation, type ActivationName, activation, elu, leakyRelu } from "../../core/activations.js";

/** A number as the files hold it: JSON has no infinities, so those are strings that `Number` reads. */
export type Numeral = number | string;

function referenceFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, "data", "reference");
    if (existsSync(join(candidate, "make_reference.py"))) return candidate;
    if (folder === dirname(folder)) break;
  }
  if (process.env.INITLAB_REFERENCE) return process.env.INITLAB_REFERENCE;
  throw new Error(
    `reference: a folder above ${start} must hold data/reference, or INITLAB_REFERENCE name it`,
  );
}

/** The content of `data/reference/<name>.json`, found from this file upward or in `INITLAB_REFERENCE`. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(join(referenceFolder(), `${name}.json`), "utf8")) as T;
}

/** How the files label an activation. */
export interface Labelled {
  activation: string;
  parameter: number | null;
}

/** The activation that a label means. */
export function labelled({ activation: name, parameter }: Labelled): Activation {
  if (name === "leakyRelu" && parameter !== null) return leakyRelu(parameter);
  if (name === "elu" && parameter !== null) return elu(parameter);
  return activation(name as ActivationName);
}

/** A label as a title shows it. */
export function title({ activation: name, parameter }: Labelled): string {
  return parameter === null ? name : `${name}(${parameter})`;
}
