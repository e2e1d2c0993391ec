/** The same numbers in Node and in a browser: what both compute with the core, as one hash. */
import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";
import { cacheDir, distDir, writeAtomically } from "../paths.js";
import { runNode } from "../programs.js";

/** Draws and a forward and backward pass, hashed over the bytes of their float64 values (FNV-1a). */
const program = (core: string): string => `
import * as core from ${JSON.stringify(core)};
const numbers = [];
const rng = core.random("same everywhere");
for (let i = 0; i < 1000; i++) numbers.push(rng.next(), rng.double());
const normal = core.normal(0, 1).vector(rng.split("normal"), 1000);
const cut = core.truncatedNormal(0, 1, -2, 2).vector(rng.split("truncated"), 1000);
numbers.push(...normal, ...cut);
for (const name of ["tanh", "sigmoid", "relu", "gelu", "selu", "softplus"]) {
  const net = core.mlp(rng.split(name), { sizes: [20, 30, 30, 5], activation: name, weights: core.heNormal() });
  const inputs = core.gaussianInputs(rng.split("inputs"), 40, 20);
  const trace = core.forward(net, inputs);
  const gradients = core.backward(net, trace, trace.outputs);
  numbers.push(...trace.outputs.data);
  for (const layer of gradients.layers) numbers.push(...layer.weights.data, ...layer.biases);
}
let hash = 0x811c9dc5;
for (const byte of new Uint8Array(Float64Array.from(numbers).buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
globalThis.numbersHash = numbers.length + " numbers, hash " + hash.toString(16);
`;

/** The program as one script that sets \`globalThis.numbersHash\`. */
export async function numbersScript(): Promise<string> {
  const core = path.join(distDir, "core", "index.js");
  const built = await build({
    stdin: { contents: program(core), resolveDir: path.dirname(core), loader: "js" },
    bundle: true,
    format: "iife",
    write: false,
    external: ["crypto"],
    outdir: cacheDir,
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}

/** What the script computes in this Node; it goes through a file, since it is too long for a command line. */
export async function numbersInNode(script: string): Promise<string> {
  const file = path.join(cacheDir, `numbers-${process.pid}.cjs`);
  writeAtomically(file, `${script}\nconsole.log(globalThis.numbersHash)`);
  const ended = await runNode([file]);
  fs.rmSync(file, { force: true });
  if (ended.status !== 0) throw new Error(ended.stderr);
  return ended.stdout.trim();
}
