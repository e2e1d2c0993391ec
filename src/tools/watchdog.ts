/**
 * The rule for everything that is waited for: what makes no progress may be ended, what is slow may not. No limit is
 * an amount of time that work may take. Signs of progress are messages, and the processor time of the processes at work.
 */
import { type Process, processes, treeOf } from "./processes.js";

/** Seconds without a sign of progress after which something stands still, unless said otherwise. */
export const STILL_SECONDS = 600;

/** How often is looked in that time; all of the looks in a row must find nothing. */
const LOOKS = 10;

/**
 * The share of one processor that even an idle browser uses; less than that is no sign of progress. Work that gets so
 * little on a crowded machine is seen to wait for more.
 */
const IDLE_SHARE = 0.1;

/** Tells a watchdog of progress, and sends it away. */
export interface Watchdog {
  alive(): void;
  stop(): void;
}

/** Whether the processes `now` have gone on since `before`, which is `seconds` ago. */
export function movedOn(before: readonly Process[], now: readonly Process[], seconds: number): boolean {
  const ids = (list: readonly Process[]): string => list.map(({ id }) => id).join();
  if (ids(before) !== ids(now)) return true;
  // this process cannot see itself but at work
  if (now.some(({ id, waits }) => waits && id !== process.pid)) return true;
  const used = now.reduce((sum, one, i) => sum + one.seconds - (before[i]?.seconds ?? 0), 0);
  return used > IDLE_SHARE * seconds;
}

/**
 * Calls `onStill` once, when for `stillSeconds` neither `alive` was called nor the process `pid` or one that it started
 * got on: used processor time, began, ended, or waited for a processor or a disk. Looks are counted, not the clock, so
 * that a machine that slept has not stood still. Where processor time cannot be read, nothing counts as still.
 *
 * An endless loop uses processor time and cannot be told from slow work: the user ends it, or the limit of the service
 * that runs the checks.
 */
export function watchdog(pid: number, onStill: () => void, stillSeconds = STILL_SECONDS): Watchdog {
  const pause = stillSeconds / LOOKS;
  let [still, stopped]: [number, boolean] = [0, false];
  let before: Process[] | undefined;
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    const all = await processes();
    if (stopped) return;
    const now = all && treeOf(pid, all);
    still = before && now && !movedOn(before, now, pause) ? still + 1 : 0;
    before = now;
    if (still >= LOOKS) {
      stop();
      onStill();
    } else wait();
  };
  const wait = (): void => {
    timer = setTimeout(look, pause * 1000);
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  wait();
  return {
    alive: () => {
      still = 0;
    },
    stop,
  };
}

/** For waits inside a page: the browser works for nothing else meanwhile, and so is seen to be still much earlier. */
export const PAGE = { stillSeconds: 120 };

/**
 * The result of `work`, or an error if the process `pid` (this one) and all that it started stand still before.
 * `what` says what was waited for, at the moment when it is given up.
 */
export async function unlessStill<T>(
  what: () => string,
  work: Promise<T>,
  { pid = process.pid, stillSeconds = STILL_SECONDS } = {},
): Promise<T> {
  let guard: Watchdog | undefined;
  const still = new Promise<never>((_, reject) => {
    const give = (): void => reject(new Error(`${what()}: no sign of progress for ${stillSeconds} seconds`));
    guard = watchdog(pid, give, stillSeconds);
  });
  try {
    return await Promise.race([work, still]);
  } finally {
    guard?.stop();
  }
}
