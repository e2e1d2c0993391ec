/** Runs one task in several libraries by turns, so that whatever else the machine does meets all of them alike. */
import type { Precision } from "../../core/matrix.js";
import type { Figures, Job, Peer, Task } from "./task.js";
import type { Workload } from "./workloads.js";

/** How long one library took for one workload. */
export interface Time {
  peer: string;
  precision: Precision;
  /** The median; of a small task, scaled up to the whole. */
  milliseconds: number;
  /** How often the measured task goes into the whole one. */
  scale: number;
  /** The largest difference of its figures from ours. */
  difference: number;
}

/** The middle of an odd number of values, the lower middle of an even number. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] as number;
}

const WARM_UP = 300;
const SAMPLE = 15;

/** Runs a job until it is warm; returns how many runs make a sample long enough to be timed. */
async function warmUp(job: Job): Promise<number> {
  const end = performance.now() + WARM_UP;
  let one = await job.sample(1);
  while (performance.now() < end) one = Math.min(one, await job.sample(1));
  return Math.max(1, Math.min(1000, Math.ceil(SAMPLE / one)));
}

/** Rounds at least, rounds at most, and milliseconds after which no further round begins unless it must. */
export interface Rounds {
  least: number;
  most: number;
  enough: number;
}

const usualRounds: Rounds = { least: 5, most: 21, enough: 4000 };

/** The medians of several samples of each job, taken by turns. */
export async function medians(jobs: readonly Job[], { least, most, enough }: Rounds): Promise<number[]> {
  const repeats: number[] = [];
  for (const job of jobs) repeats.push(await warmUp(job));
  const times = jobs.map((): number[] => []);
  const end = performance.now() + enough;
  for (let round = 0; round < least || (round < most && performance.now() < end); round++)
    for (const [i, job] of jobs.entries()) times[i]?.push(await job.sample(repeats[i] as number));
  return times.map(median);
}

/** How far two lists are apart, relative to the largest value of the wanted one or to `least`, if that is larger. */
function apart(got: ArrayLike<number>, wanted: ArrayLike<number>, least: number): number {
  if (got.length !== wanted.length) return Infinity;
  let [largest, worst] = [least, 0];
  for (let i = 0; i < wanted.length; i++) {
    const distance = Math.abs((got[i] as number) - (wanted[i] as number));
    if (Number.isNaN(distance)) return Infinity;
    largest = Math.max(largest, Math.abs(wanted[i] as number));
    worst = Math.max(worst, distance);
  }
  return worst === 0 ? 0 : worst / largest;
}

/** How far two results are apart: the worst of their lists. Shares are compared absolutely. */
export function difference(got: Figures, wanted: Figures): number {
  const all = Object.entries(wanted).map(([name, values]) =>
    apart(got[name] ?? [], values, name === "shares" ? 1 : 0),
  );
  return Math.max(...all);
}

/** What moments of n normal numbers must be, and what they may differ by: 5 standard errors. */
export function momentsFault({ moments = [] }: Figures, count: number): number {
  const wanted = [0, 1, 3];
  const errors = [1, 2, 96].map((variance) => Math.sqrt(variance / count));
  return Math.max(
    ...wanted.map((w, i) => Math.abs((moments[i] as number) - w) / (5 * (errors[i] as number))),
  );
}

interface Entry {
  peer: Peer;
  task: Task;
  scale: number;
  job: Job;
}

async function enter(peers: readonly Peer[], workload: Workload, precision: Precision): Promise<Entry[]> {
  const whole = workload.task(precision);
  const small = workload.small?.task(precision);
  const entries: Entry[] = [];
  for (const peer of peers) {
    const reduced = peer.slow === true && small !== undefined;
    const task = reduced ? small : whole;
    const job = await peer.start(task);
    if (job) entries.push({ peer, task, scale: reduced ? (workload.small?.scale ?? 1) : 1, job });
  }
  return entries;
}

/** Measures a workload in every library of one precision; the first of `peers` is ours. */
export async function race(
  peers: readonly Peer[],
  workload: Workload,
  precision: Precision,
  rounds = usualRounds,
): Promise<Time[]> {
  const entries = await enter(peers, workload, precision);
  const times = await medians(
    entries.map((entry) => entry.job),
    rounds,
  );
  const references = new Map<Task, Figures>();
  const result: Time[] = [];
  for (const [i, { peer, task, scale, job }] of entries.entries()) {
    const figures = await job.figures();
    let wanted = references.get(task);
    if (!wanted) {
      const own = i === 0 ? job : ((await (peers[0] as Peer).start(task)) as Job);
      wanted = await own.figures();
      references.set(task, wanted);
    }
    const apart = task.kind === "sampling" ? momentsFault(figures, task.count) : difference(figures, wanted);
    const milliseconds = (times[i] as number) * scale;
    result.push({ peer: peer.name, precision, milliseconds, scale, difference: apart });
  }
  for (const { job } of entries) job.end?.();
  return result;
}
