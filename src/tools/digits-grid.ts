/** `digits-grid`: trains the handwritten digits at every depth × activation × scheme and stores what came out. */
import { availableParallelism } from "node:os";
import { trainTestSplit } from "../core/datasets.js";
import type { TrainingSpec } from "../core/experiments.js";
import { random } from "../core/random.js";
import { digits } from "../notebook/data.js";
import { runExperiments } from "../notebook/workers.js";
import { inRoot, writeAtomically } from "./paths.js";

const depths = [2, 5, 10, 20, 30];
const activations = ["sigmoid", "tanh", "relu"] as const;
const schemes = [
  { name: "N(0, 0.01²)", scheme: "normal", options: { std: 0.01 } },
  { name: "N(0, 1)", scheme: "normal", options: { std: 1 } },
  { name: "xavierNormal", scheme: "xavierNormal" },
  { name: "heNormal", scheme: "heNormal" },
  { name: "lecunNormal", scheme: "lecunNormal" },
  { name: "pytorchDefault", scheme: "pytorchDefault", biases: "pytorchDefault" },
  { name: "orthogonal", scheme: "orthogonal" },
] as const;
const learningRates = [0.1, 0.01, 0.001];
const seeds = [1, 2];

/** The settings that all runs share: they stand in the stored file. */
const shared = { width: 64, steps: 400, batchSize: 64, optimizer: "momentum", every: 400 } as const;

interface Run {
  depth: number;
  activation: (typeof activations)[number];
  scheme: string;
  learningRate: number;
  seed: number;
  spec: TrainingSpec;
}

function allRuns(): Run[] {
  const { train, test } = trainTestSplit(random("digits"), digits());
  return depths.flatMap((depth) =>
    activations.flatMap((activation) =>
      schemes.flatMap(({ name, ...rest }) =>
        learningRates.flatMap((learningRate) =>
          seeds.map((seed) => ({
            depth,
            activation,
            scheme: name,
            learningRate,
            seed,
            spec: { train, test, depth, activation, learningRate, seed, ...rest, ...shared },
          })),
        ),
      ),
    ),
  );
}

/** The command: computes the grid and writes `data/digits-grid.json`. */
export async function main(): Promise<number> {
  const runs = allRuns();
  console.log(`${runs.length} runs on ${availableParallelism()} cores …`);
  const results = await runExperiments(
    "training",
    runs.map(({ spec }) => spec),
  );
  const rows = runs.map(({ spec: _, ...labels }, i) => {
    const { testAccuracy, trainAccuracy, diverged } = results[i] as (typeof results)[number];
    const rounded = (x: number): number | null => (Number.isFinite(x) ? Math.round(x * 1e4) / 1e4 : null);
    return {
      ...labels,
      testAccuracy: rounded(testAccuracy),
      trainAccuracy: rounded(trainAccuracy),
      diverged,
    };
  });
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n");
  const head = { command: "node src/bin/run.cjs digits-grid", split: "digits", ...shared };
  const text = `{\n "made": ${JSON.stringify(head)},\n "rows": [\n${lines}\n ]\n}\n`;
  writeAtomically(inRoot("data", "digits-grid.json"), text);
  return 0;
}
