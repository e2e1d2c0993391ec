// The workers that the page starts for the one that runs a lesson, so that it can spread experiments over them.
import { NO_WORKER, workerFrom } from "./inert.js";

/** Workers by number; `script` is what each of them runs, and `broke` hears of one that fails. */
export class Members {
  readonly #workers = new Map<number, Worker>();
  readonly #script: string;
  readonly #broke: (member: number, message: string) => void;

  constructor(script: string, broke: (member: number, message: string) => void) {
    this.#script = script;
    this.#broke = broke;
  }

  /** Starts worker `member`, which answers what it is asked through `port`. */
  hire(member: number, port: MessagePort): void {
    try {
      const worker = workerFrom(this.#script);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#broke(member, event.message || NO_WORKER);
      };
      worker.postMessage({ kind: "serve", port }, [port]);
      this.#workers.set(member, worker);
    } catch (error) {
      this.#broke(member, (error as Error).message);
    }
  }

  /** Ends worker `member`, whatever it is doing. */
  dismiss(member: number): void {
    this.#workers.get(member)?.terminate();
    this.#workers.delete(member);
  }

  /** Ends all of them. */
  end(): void {
    for (const member of [...this.#workers.keys()]) this.dismiss(member);
  }
}
