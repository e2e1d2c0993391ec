// Compiles cells in a worker of its own, which is made from the page's inert text when it is first needed and stays.
import type { CompiledCell } from "../runtime-compile.js";
import { inertText, NO_WORKER, workerFrom } from "./inert.js";

/** Compiles each text once. */
export class Compiler {
  #worker: Promise<Worker> | undefined;
  #asked = 0;
  readonly #known = new Map<string, CompiledCell>();

  /** The compiled cells, in the order of their sources. */
  async compile(sources: readonly string[]): Promise<CompiledCell[]> {
    const unknown = [...new Set(sources)].filter((source) => !this.#known.has(source));
    if (unknown.length > 0) {
      this.#worker ??= inertText("runtime-compiler").then(workerFrom);
      const cells = await this.#ask(await this.#worker, unknown);
      for (const [index, source] of unknown.entries()) this.#known.set(source, cells[index]);
    }
    return sources.map((source) => this.#known.get(source) as CompiledCell);
  }

  #ask(worker: Worker, sources: string[]): Promise<CompiledCell[]> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      const fail = (event: ErrorEvent): void => {
        // It would never answer; the next question starts another.
        this.#worker = undefined;
        reject(new Error(event.message || NO_WORKER));
      };
      worker.addEventListener("error", fail, { once: true });
      worker.addEventListener("message", function hear({ data }) {
        if (data.id !== id) return;
        worker.removeEventListener("message", hear);
        worker.removeEventListener("error", fail);
        resolve(data.cells as CompiledCell[]);
      });
      worker.postMessage({ id, sources });
    });
  }
}
