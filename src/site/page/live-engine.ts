// The Worker that computes what the live experiments of a page show; it is started when the first of them comes near.
import type { LiveReply, LiveRequest } from "../live-table.js";
import { inertText, NO_WORKER, workerFrom } from "./inert.js";

/** Asks the Worker; every request gets one answer. */
export interface Engine {
  /** Starts the Worker ahead of the first question. */
  wake(): void;
  ask(request: LiveRequest): Promise<LiveReply>;
}

/** The engine of this page. One figure asks again only after it was answered, so that a figure's name tells whose answer it is. */
export function createEngine(): Engine {
  const waiting = new Map<string, { resolve: (reply: LiveReply) => void; reject: (error: Error) => void }>();
  /** Why the Worker can never answer, once that is known. */
  let broken: string | undefined;
  const fail = (message: string): void => {
    broken = message;
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const start = async (): Promise<Worker> => {
    const own = document.getElementById("live-worker");
    const worker = workerFrom(await inertText(own ? "live-worker" : "runtime"));
    worker.addEventListener("message", ({ data }: MessageEvent<LiveReply>) => {
      const asker = waiting.get(data.place);
      waiting.delete(data.place);
      if (data.error === undefined) asker?.resolve(data);
      else asker?.reject(new Error(data.error));
    });
    worker.addEventListener("error", (event) => fail(event.message || NO_WORKER));
    return worker;
  };
  let worker: Promise<Worker> | undefined;
  const wake = (): Promise<Worker> => {
    worker ??= start();
    return worker;
  };
  return {
    // A Worker that does not start is told of when it is asked.
    wake: () => void wake().catch(() => {}),
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (broken !== undefined) {
          reject(new Error(broken));
          return;
        }
        waiting.set(request.place, { resolve, reject });
        wake().then(
          (one) => one.postMessage(request),
          (error: unknown) => fail((error as Error).message),
        );
      }),
  };
}
