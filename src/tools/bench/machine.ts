/** The machine and the versions that a measurement belongs to. */

import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { inRoot } from "../paths.js";

/** What decides how fast things are. */
export interface Machine {
  cpu: string;
  cores: number;
  node: string;
  system: string;
  /** The versions of the other libraries, by name. */
  versions: Record<string, string>;
}

const packages: Record<string, string> = {
  mathjs: "mathjs",
  "ml-matrix": "ml-matrix",
  "TensorFlow.js": "@tensorflow/tfjs-core",
  "jax-js": "@jax-js/jax",
};

function versionOf(name: string): string {
  const folders = createRequire(inRoot("package.json")).resolve.paths(name) ?? [];
  const file = folders
    .map((folder) => path.join(folder, name, "package.json"))
    .find((each) => fs.existsSync(each));
  return file ? (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version : "missing";
}

/** This machine; `numpy` is the version of NumPy if it was found. */
export function machine(numpy: string | undefined): Machine {
  const versions = Object.fromEntries(
    Object.entries(packages).map(([title, name]) => [title, versionOf(name)]),
  );
  return {
    cpu: (os.cpus()[0]?.model ?? "an unknown processor").trim(),
    cores: os.availableParallelism(),
    node: process.versions.node,
    system: `${os.platform()} ${os.arch()}`,
    versions: { ...versions, ...(numpy !== undefined && { NumPy: numpy }) },
  };
}
