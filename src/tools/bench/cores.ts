/** A sweep on one core and on two: ours by worker threads, NumPy's by the threads of its products. */
import { isDeepStrictEqual } from "node:util";
import type { SignalSpec } from "../../core/experiments.js";
import { runExperiments } from "../../notebook/workers.js";
import { NumPy } from "./numpy.js";
import { median } from "./race.js";
import { bins, type Job } from "./task.js";

export const RUNS = 8;
const [depth, width, samples] = [10, 500, 1000];
const ROUNDS = 5;

/** Milliseconds of the sweep by who ran it, and whether our results were the same with one and two workers. */
export interface CoresResult {
  times: { name: string; milliseconds: number }[];
  same: boolean;
}

const specs = Array.from(
  { length: RUNS },
  (_, seed): SignalSpec => ({
    ...{ depth, width, samples, seed, histogram: bins },
    ...{ activation: "tanh", scheme: "xavierNormal", precision: "float32" },
  }),
);

function ourSweep(workers: number, results: Map<number, unknown>): Job {
  return {
    sample: async () => {
      const start = performance.now();
      results.set(workers, await runExperiments("signals", specs, { workers }));
      return performance.now() - start;
    },
    figures: () => ({}),
  };
}

/** Draws, runs and measures the nets of the sweep, by turns with each of the contestants. */
export async function cores(): Promise<CoresResult> {
  const results = new Map<number, unknown>();
  const jobs: [string, Job][] = [
    ["initlab, 1 worker", ourSweep(1, results)],
    ["initlab, 2 workers", ourSweep(2, results)],
  ];
  const numpy = await NumPy.start(2);
  const sweep = { kind: "sweep", type: "float32", depth, width, samples, runs: RUNS };
  if (numpy) jobs.push(["NumPy, 2 threads", await numpy.numpy.job(sweep)]);
  try {
    const times = jobs.map((): number[] => []);
    for (let round = 0; round <= ROUNDS; round++)
      for (const [i, [, job]] of jobs.entries()) {
        const time = await job.sample(1);
        if (round > 0) times[i]?.push(time);
      }
    return {
      times: jobs.map(([name], i) => ({ name, milliseconds: median(times[i] as number[]) })),
      same: isDeepStrictEqual(results.get(1), results.get(2)),
    };
  } finally {
    numpy?.numpy.close();
  }
}
