/** `digits-grid`: trains the handwritten digits at every depth × activation × scheme and stores what came out. */
import { availableParallelism } from "node:os";
import { trainTestSplit } from "../core/datasets.js";
import type { TrainingRun, TrainingSpec } from "../core/experiments.js";
import { random } from "../core/random.js";
import { digits } from "../notebook/data.js";
import { runExperiments } from "../notebook/workers.js";
import { writeChecksums } from "./checksums.js";
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

/** One training of the grid: its labels and what `trainingRun` takes. */
export interface Run {
  depth: number;
  activation: (typeof activations)[number];
  scheme: string;
  learningRate: number;
  seed: number;
  spec: TrainingSpec;
}

/** All trainings of the grid, in the order of its rows. */
export function allRuns(): Run[] {
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

/** A row of the stored file: the labels of a training and how it ended, to four digits. */
export function rowOf(
  { spec: _, ...labels }: Run,
  { testAccuracy, trainAccuracy, diverged }: TrainingRun,
): object {
  const rounded = (x: number): number | null => (Number.isFinite(x) ? Math.round(x * 1e4) / 1e4 : null);
  return {
    ...labels,
    testAccuracy: rounded(testAccuracy),
    trainAccuracy: rounded(trainAccuracy),
    diverged,
  };
}

/** The command: computes the grid and writes `data/digits-grid.json`. */
export async function main(): Promise<number> {
  const runs = allRuns();
  console.log(`${runs.length} runs on ${availableParallelism()} cores …`);
  const results = await runExperiments(
    "training",
    runs.map(({ spec }) => spec),
  );
  const rows = runs.map((run, i) => rowOf(run, results[i] as TrainingRun));
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n");
  const head = { command: "node src/bin/run.cjs digits-grid", split: "digits", ...shared };
  const text = `{\n "made": ${JSON.stringify(head)},\n "rows": [\n${lines}\n ]\n}\n`;
  writeAtomically(inRoot("data", "digits-grid.json"), text);
  writeChecksums();
  return 0;
}
