// Puts into a lesson's page what its code needs to run there: a compiler, the library, and the data that the lesson reads.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { inertElement } from "./inert.js";
import type { Cell } from "./notebook.js";

/** What pages carry so that their cells run. */
export interface Runtime {
  /** The inert elements for a lesson with these cells; empty if it has no code. */
  elements(cells: readonly Cell[]): string;
}

const source = (path: string): string =>
  fileURLToPath(new URL(`../../site/runtime/${path}`, import.meta.url));

/** Files of ours that a browser replaces by others, and packages that it replaces by doors to them. */
const stands: Record<string, string> = {
  "notebook/data.js": "data.ts",
  "notebook/kernel.js": "kernel.ts",
  "notebook/workers.js": "workers.ts",
  "charts/static.js": "static.ts",
  "site/markdown.js": "markdown.ts",
};
const packages: Record<string, string> = { katex: "katex.ts", "node:crypto": "node.ts" };

const standIns: Plugin = {
  name: "stand-ins",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, importer }) => {
      const [folder, file] = join(dirname(importer), path).split(/[\\/]/).slice(-2);
      const stand = stands[`${folder}/${file}`];
      return stand === undefined ? undefined : { path: source(stand) };
    });
    onResolve({ filter: /^(katex|node:crypto)$/ }, ({ path, importer }) =>
      importer.endsWith("katex-script.ts") ? undefined : { path: source(packages[path]) },
    );
  },
};

async function script(path: string): Promise<string> {
  const result = await build({
    entryPoints: [source(path)],
    bundle: true,
    write: false,
    minify: true,
    keepNames: path === "worker.ts",
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "ascii",
    logLevel: "silent",
    plugins: [standIns],
    inject: path === "worker.ts" ? [source("node.ts")] : [],
  });
  return result.outputFiles[0].text.trim();
}

const memory = new Map<string, Promise<string>>();

/** The inert element `id` with the bundle of `path`; made once per process. */
function bundled(id: string, path: string): Promise<string> {
  const known = memory.get(id) ?? script(path).then((text) => inertElement(id, text));
  memory.set(id, known);
  return known;
}

/** The runtime, with the data files of `dataFolder`. */
export async function loadRuntime(dataFolder: string): Promise<Runtime> {
  const [compiler, runtime, mathjs, katex] = await Promise.all([
    bundled("runtime-compiler", "compiler.ts"),
    bundled("runtime", "worker.ts"),
    bundled("runtime-mathjs", "mathjs.ts"),
    bundled("runtime-katex", "katex-script.ts"),
  ]);
  return {
    elements(cells) {
      const code = cells.filter(({ type }) => type === "code").map((cell) => cell.source);
      const all = code.join("\n");
      if (all.trim() === "") return "";
      return [
        compiler,
        runtime,
        /from "mathjs"/.test(all) ? mathjs : "",
        /\bshowTex\(/.test(all) ? katex : "",
        dataElement(dataNames(all), dataFolder),
      ]
        .filter((element) => element !== "")
        .join("\n");
    },
  };
}

/** The data files that code reads: by their functions, and by name. */
export function dataNames(code: string): string[] {
  const named = [...code.matchAll(/\bread(?:Json|Text)\(\s*["'`]([\w./-]+)["'`]/g)].map(([, name]) => name);
  const functions: [RegExp, string][] = [
    [/\bdigits\(/, "digits.csv"],
    [/\b(settle|claims)\(/, "claims.json"],
    [/\b(comparePublished|published)\(/, "published.json"],
  ];
  const byFunction = functions.filter(([used]) => used.test(code)).map(([, name]) => name);
  return [...new Set([...byFunction, ...named])].sort();
}

function dataElement(names: string[], folder: string): string {
  const there = names.filter((name) => existsSync(join(folder, name)));
  if (there.length === 0) return "";
  const files = Object.fromEntries(there.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  return inertElement("runtime-data", `globalThis.__initlabData=${JSON.stringify(files)};`);
}
