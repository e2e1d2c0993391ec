/** Progress of work whose results come from elsewhere, each when it is done. */
import { withProgress } from "./progress.js";

/** Shows how many of the `total` results have arrived; when that is interrupted, the next arrival ends the work. */
export async function counted<T>(
  start: (arrived: () => Promise<void>) => Promise<T>,
  label: string,
  total: number,
): Promise<T> {
  let [count, over, wake] = [0, false, () => {}];
  const results = start(() => {
    if (over) throw new Error(`${label}: stopped after ${count} runs`);
    count++;
    wake();
    return new Promise((resolve) => setImmediate(resolve));
  });
  results.catch(() => {}); // it is thrown where the steps wait for it
  const steps = async function* (): AsyncGenerator<void, void> {
    for (let seen = 0; seen < total; seen++) {
      const more = () => new Promise<void>((resolve) => (wake = resolve));
      while (count <= seen) await Promise.race([more(), results]);
      yield;
    }
  };
  try {
    for await (const _ of withProgress(steps(), { label, total, unit: "runs" }));
  } finally {
    over = true;
  }
  return results;
}
