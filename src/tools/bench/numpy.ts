/** The tasks in NumPy, in a Python process of its own that measures its own time. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as readline from "node:readline";
import type { Precision, Values } from "../../core/matrix.js";
import type { Mlp } from "../../core/mlp.js";
import { inRoot, venvDir } from "../paths.js";
import type { Figures, Job, Peer, Task } from "./task.js";

const script = inRoot("src", "tools", "bench", "numpy_peer.py");

/** The first Python that has NumPy: `BENCH_PYTHON`, the project's environment, the search path. */
export function findPython(): string | undefined {
  const windows = process.platform === "win32";
  const own = path.join(venvDir, ...(windows ? ["Scripts", "python.exe"] : ["bin", "python3"]));
  const { BENCH_PYTHON } = process.env;
  return [...(BENCH_PYTHON ? [BENCH_PYTHON] : []), own, "python3", "python"].find(
    (command) => spawnSync(command, ["-c", "import numpy"], { stdio: "ignore" }).status === 0,
  );
}

/** A conversation: one line out, one line back. */
class Conversation {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(python: string, threads: number) {
    const count = String(threads);
    const env = {
      ...process.env,
      OPENBLAS_NUM_THREADS: count,
      OMP_NUM_THREADS: count,
      MKL_NUM_THREADS: count,
    };
    this.#child = spawn(python, [script], { env, stdio: ["pipe", "pipe", "inherit"] });
    const { stdout } = this.#child;
    if (!stdout) throw new Error("NumPy's process has no output");
    this.#lines = readline.createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  async hear(): Promise<Record<string, unknown>> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("NumPy's process ended");
    return JSON.parse(value) as Record<string, unknown>;
  }

  /** Questions wait for each other. */
  ask(question: object): Promise<Record<string, unknown>> {
    const answer = this.#last.then(() => {
      this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
      return this.hear();
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  end(): void {
    this.#child.stdin?.end();
  }
}

interface Described {
  file: string;
  type: string;
  shape: number[];
}

/** Writes arrays where the other process can read them. */
class Folder {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), "initlab-bench-"));
  #count = 0;

  put(numbers: Values | Int32Array, shape: number[]): Described {
    const file = path.join(this.path, `${this.#count++}.bin`);
    fs.writeFileSync(file, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    const type =
      numbers instanceof Float64Array ? "float64" : numbers instanceof Float32Array ? "float32" : "int32";
    return { file, type, shape };
  }

  layers(net: Mlp): [Described, Described][] {
    return net.layers.map(({ weights, biases }) => [
      this.put(weights.data, [weights.rows, weights.cols]),
      this.put(biases, [biases.length]),
    ]);
  }

  describe(task: Task, precision: Precision): object {
    const matrix = (m: { data: Values; rows: number; cols: number }): Described =>
      this.put(m.data, [m.rows, m.cols]);
    switch (task.kind) {
      case "multiply":
        return { kind: task.kind, a: matrix(task.a), b: matrix(task.b) };
      case "pass": {
        const upstream = task.upstream && matrix(task.upstream);
        return { kind: task.kind, layers: this.layers(task.net), inputs: matrix(task.inputs), upstream };
      }
      case "training": {
        const { data, learningRate, batches } = task;
        const [inputs, targets] = [matrix(data.inputs), matrix(data.targets)];
        const size = batches[0]?.length ?? 0;
        const order = this.put(Int32Array.from(batches.flatMap((batch) => [...batch])), [
          batches.length,
          size,
        ]);
        return {
          kind: task.kind,
          layers: this.layers(task.net),
          inputs,
          targets,
          batches: order,
          learningRate,
        };
      }
      case "sampling":
        return { kind: task.kind, count: task.count, type: precision };
    }
  }
}

/** NumPy with a number of threads for its products; both precisions share its process. */
export class NumPy {
  readonly #conversation: Conversation;
  readonly #folder = new Folder();
  #count = 0;

  private constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  /** Starts it; nothing where no Python has NumPy. */
  static async start(threads: number): Promise<{ numpy: NumPy; version: string } | undefined> {
    const python = findPython();
    if (python === undefined) return undefined;
    const conversation = new Conversation(python, threads);
    const { numpy } = await conversation.hear();
    return { numpy: new NumPy(conversation), version: String(numpy) };
  }

  /** A job from its description in plain data. */
  async job(described: object): Promise<Job> {
    const id = this.#count++;
    const ask = (question: object): Promise<Record<string, unknown>> =>
      this.#conversation.ask({ id, ...question });
    await ask({ start: described });
    return {
      sample: async (repeats) => (await ask({ ask: "sample", repeats })).milliseconds as number,
      figures: async () => (await ask({ ask: "figures" })).figures as Figures,
      end: () => void ask({ ask: "end" }),
    };
  }

  peer(precision: Precision): Peer {
    return {
      name: "NumPy",
      precision,
      start: (task) => this.job(this.#folder.describe(task, precision)),
    };
  }

  close(): void {
    this.#conversation.end();
    fs.rmSync(this.#folder.path, { recursive: true, force: true });
  }
}
