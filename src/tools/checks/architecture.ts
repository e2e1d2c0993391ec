/** The floors of `src`: who may import whom, and which names the pure floors must not use. */
import * as fs from "node:fs";
import * as path from "node:path";
import { inRoot, listFiles } from "../paths.js";
import { parse } from "../syntax.js";
import { chanceAndTime, environments, importsOf, inexactMath, usesOf, usesOfGlobals } from "./bans.js";
import { checked, type Part } from "./check.js";

/** The files of the core, floor by floor: each imports only from lines above its own. */
const coreFloors = [
  ["elementary", "kernel-bytes", "nearest", "scaled", "single", "single-moments"],
  ["guard", "moments"],
  ["kernel", "histogram", "range"],
  ["multiply"],
  ["random", "matrix", "statistics"],
  ["batches", "complex", "digits", "loss", "optimizers", "panels", "singular-values"],
  ["softmax"],
  ["activations", "eigenvalues", "fans", "floats", "gain", "linalg", "losses", "quadrature"],
  ["distribution"],
  ["normal"],
  ["truncated"],
  ["distributions"],
  ["datasets", "elementwise", "initializer", "mean-field", "normalization"],
  ["orthogonal", "placed", "variance-scaling"],
  ["initializers"],
  ["architecture", "numpy-legacy", "schemes"],
  ["net"],
  ["fitting", "net-checks", "passes"],
  ["mlp", "theory"],
  ["rows", "training"],
  ["signals", "large-row"],
  ["single-run", "training-run"],
  ["kernel-run"],
  ["large-run"],
  ["signal-run"],
  ["experiments"],
  ["team"],
  ["index"],
];

/** Which folders of `src` a folder may import, besides itself. `.` holds `index.ts`. */
const folders: Record<string, string[]> = {
  core: [],
  charts: ["core"],
  live: ["core", "charts"],
  notebook: ["core", "charts", "live"],
  ".": ["core", "charts", "live", "notebook"],
  site: ["core", "charts", "live"],
  tools: ["core", "charts", "live", "notebook", "site", "."],
  test: ["core", "charts", "live", "notebook", "site", "tools", "."],
};

/** The packages that the pure folders may import at run time, by the one file that may. */
const packages: Record<string, string[]> = {
  "core/random.ts": ["seedrandom"],
  "core/nearest.ts": ["leven"],
};

/** A file of `src`: its path below `src`, with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

const floorOf = (file: string): number =>
  coreFloors.findIndex((floor) => floor.includes(path.posix.basename(file, ".ts")));
const folderOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] as string) : ".");

function importFault(file: string, to: string): string | undefined {
  const [here, there] = [folderOf(file), folderOf(to)];
  if (here !== there)
    return folders[here]?.includes(there) ? undefined : `${here} must not import ${there} (${to})`;
  if (here !== "core" || floorOf(to) < floorOf(file)) return undefined;
  return `imports ${to}, which is not on a floor below it`;
}

/** Everything in the files that breaks the floors or uses a banned name, as `path:line: what`. */
export function architectureFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path: file, text }) => {
    const tree = parse(file, text);
    const faults: { line: number; text: string }[] = [];
    const folder = folderOf(file);
    if (!(folder in folders))
      faults.push({ line: 1, text: `folder ${folder} has no floor: add it to the table` });
    if (folder === "core" && floorOf(file) < 0)
      faults.push({ line: 1, text: "has no floor: add it to the table in tools/checks/architecture.ts" });
    const pure = ["core", "charts", "live"].includes(folder);
    for (const { line, text: specifier, types } of importsOf(tree)) {
      const relative = specifier.startsWith(".");
      const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\.js$/, ".ts"));
      const fault = relative ? importFault(file, target) : undefined;
      if (fault) faults.push({ line, text: fault });
      const foreign = !relative && !types && !packages[file]?.includes(specifier);
      if (pure && foreign) faults.push({ line, text: `${folder} must not import ${specifier}` });
    }
    if (pure) {
      const banned = [...usesOf(chanceAndTime, tree), ...usesOfGlobals(environments, tree)];
      faults.push(...banned.map(({ line, text: use }) => ({ line, text: `${folder} must not use ${use}` })));
    }
    if (folder === "core" && file !== "core/elementary.ts")
      for (const { line, text: use } of inexactMath(tree))
        faults.push({
          line,
          text: `${use} differs between engines in its last bits: use core/elementary.ts`,
        });
    return faults.map((fault) => `src/${file}:${fault.line}: ${fault.text}`);
  });
}

/** The floors test over the files as they are. */
export const architecturePart: Part = {
  name: "architecture",
  title: "Architecture: floors and banned names",
  run: async () => {
    const skip = /^(dist|node_modules|bin|kernel|site\/(page|runtime))\/|\.d\.ts$/;
    const names = listFiles(inRoot("src"), (name) => name.endsWith(".ts") && !skip.test(name));
    const files = names.map((name) => ({ path: name, text: fs.readFileSync(inRoot("src", name), "utf8") }));
    const faults = architectureFaults(files);
    return Object.keys(folders).map((folder) => {
      const prefix = folder === "." ? /^src\/[^/]+:/ : new RegExp(`^src/${folder}/`);
      const own = faults.filter((fault) => prefix.test(fault));
      return checked(folder === "." ? "src/index.ts" : `src/${folder}`, own);
    });
  },
};
