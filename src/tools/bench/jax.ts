/** The tasks in jax-js, compiled by its `jit`, on its wasm backend: the only one that runs in Node. */
import type { numpy } from "@jax-js/jax";
import type { Matrix, Precision } from "../../core/matrix.js";
import { binShares, type LayerFigures, passFigures } from "./figures.js";
import {
  type Figures,
  type Job,
  job,
  moments,
  type PassTask,
  type Peer,
  type Task,
  type TrainingTask,
} from "./task.js";

type Jax = typeof import("@jax-js/jax");
type Array = numpy.Array;

/** jax-js, started; it names `Float16Array`, which Node has from 24 on. */
async function load(): Promise<Jax> {
  const names = globalThis as { Float16Array?: unknown };
  names.Float16Array ??= class extends Uint16Array {};
  const jax = await import("@jax-js/jax");
  await jax.init("wasm");
  return jax;
}

/** An array may be used once; `again` is for all uses but the last. */
const again = (arrays: readonly Array[]): Array[] => arrays.map((array) => array.ref);
const release = (arrays: readonly Array[]): void => {
  for (const array of arrays) array.dispose();
};

class JaxTasks {
  readonly #jax: Jax;
  readonly #precision: Precision;

  constructor(jax: Jax, precision: Precision) {
    this.#jax = jax;
    this.#precision = precision;
  }

  #theirs(m: Matrix): Array {
    return this.#vector(m.data).reshape([m.rows, m.cols]);
  }

  #vector(values: ArrayLike<number>): Array {
    const type = this.#precision === "float32" ? Float32Array : Float64Array;
    return this.#jax.numpy.array(type.from(values), { dtype: this.#precision as never });
  }

  /** The figures of one layer, as arrays of one number, in the order of `LayerFigures`. */
  #layerFigures(h: Array): Array[] {
    const np = this.#jax.numpy;
    const share = (test: Array): Array => np.mean(test.astype(this.#precision as never));
    return [
      np.mean(h.ref),
      np.std(h.ref),
      np.sqrt(np.mean(np.var_(h.ref, 0))),
      np.sqrt(np.mean(np.var_(h.ref, 1))),
      np.mean(np.square(h.ref)),
      share(np.greater(np.abs(h.ref), 0.97)),
      share(np.equal(h, 0)),
    ];
  }

  /** One whole pass: the activations, and all figures but the histograms. */
  #passFunction() {
    const np = this.#jax.numpy;
    const rms = (x: Array): Array => np.sqrt(np.mean(np.square(x)));
    return (inputs: Array, weights: Array[], biases: Array[], upstream: Array[]) => {
      const activations = [inputs];
      weights.forEach((w, l) => {
        const z = np.matmul((activations[l] as Array).ref, np.transpose(w.ref)).add(biases[l] as Array);
        activations.push(np.tanh(z));
      });
      const figures = activations.map((h) => this.#layerFigures(h.ref));
      const sizes: Array[] = [];
      const weightSizes: Array[] = [];
      let gradient = upstream[0];
      for (let l = weights.length - 1; l >= 0 && gradient; l--) {
        sizes.unshift(rms(gradient.ref));
        const slope = np.subtract(1, np.square((activations[l + 1] as Array).ref));
        const delta = gradient.mul(slope);
        weightSizes.unshift(rms(np.matmul(np.transpose(delta.ref), (activations[l] as Array).ref)));
        gradient = np.matmul(delta, (weights[l] as Array).ref);
      }
      if (gradient) sizes.unshift(rms(gradient));
      release(weights);
      return { activations, figures, sizes, weightSizes };
    };
  }

  pass({ net, inputs, upstream }: PassTask): Job {
    const run = this.#jax.jit(this.#passFunction());
    const x = this.#theirs(inputs);
    const top = upstream ? [this.#theirs(upstream)] : [];
    const weights = net.layers.map((layer) => this.#theirs(layer.weights));
    const biases = net.layers.map((layer) => this.#vector(layer.biases));
    const number = async (array: Array): Promise<number> => (await array.data())[0] as number;
    const work = async (): Promise<Figures> => {
      const made = run(x.ref, again(weights), again(biases), again(top));
      const layers: LayerFigures[] = [];
      for (const arrays of made.figures) {
        const [mean, std, sampleStd, unitSpread, meanSquare, saturatedShare, zeroShare] = await Promise.all(
          arrays.map(number),
        );
        layers.push({
          mean,
          std,
          sampleStd,
          unitSpread,
          meanSquare,
          saturatedShare,
          zeroShare,
        } as LayerFigures);
      }
      const histograms: number[][] = [];
      for (const [l, h] of made.activations.entries())
        if (l > 0) histograms.push(binShares(await h.data()));
        else h.dispose();
      const sizes = await Promise.all(made.sizes.map(number));
      const weightSizes = await Promise.all(made.weightSizes.map(number));
      return top.length > 0
        ? passFigures(layers, histograms, sizes, weightSizes)
        : passFigures(layers, histograms);
    };
    return job(work, () => release([x, ...top, ...weights, ...biases]));
  }

  training({ net, data, batches, learningRate }: TrainingTask): Job {
    const { jit, nn, numpy: np, valueAndGrad } = this.#jax;
    const depth = net.layers.length;
    const loss = (parameters: { weights: Array[]; biases: Array[] }, x: Array, wanted: Array): Array => {
      let h = x;
      for (let l = 0; l < depth; l++) {
        const w = parameters.weights[l] as Array;
        const z = np.matmul(h, np.transpose(w)).add(parameters.biases[l] as Array);
        h = l + 1 < depth ? np.tanh(z) : z;
      }
      return np.mean(np.sum(nn.logSoftmax(h).mul(wanted), 1)).mul(-1);
    };
    const gradient = valueAndGrad(loss);
    const step = jit((weights: Array[], biases: Array[], rows: Array, inputs: Array, targets: Array) => {
      const [x, wanted] = [np.take(inputs, rows.ref, 0), np.take(targets, rows, 0)];
      const [value, slopes] = gradient({ weights: again(weights), biases: again(biases) }, x, wanted);
      const moved = (from: Array[], by: Array[]): Array[] =>
        from.map((array, l) => array.sub((by[l] as Array).mul(learningRate)));
      return { value, weights: moved(weights, slopes.weights), biases: moved(biases, slopes.biases) };
    });
    const [inputs, targets] = [this.#theirs(data.inputs), this.#theirs(data.targets)];
    const work = async (): Promise<Figures> => {
      let weights = net.layers.map((layer) => this.#theirs(layer.weights));
      let biases = net.layers.map((layer) => this.#vector(layer.biases));
      const losses: number[] = [];
      for (const batch of batches) {
        const made = step(weights, biases, np.array(batch.slice()), inputs.ref, targets.ref);
        ({ weights, biases } = made);
        losses.push((await made.value.data())[0] as number);
      }
      release([...weights, ...biases]);
      return { losses };
    };
    return job(work, () => release([inputs, targets]));
  }

  start(task: Task): Job {
    const { numpy: np, random } = this.#jax;
    if (task.kind === "pass") return this.pass(task);
    if (task.kind === "training") return this.training(task);
    if (task.kind === "sampling") {
      const key = random.key(1);
      const draw = job(async () => ({ numbers: await random.normal(key.ref, [task.count]).data() }));
      return {
        ...draw,
        figures: async () => moments((await draw.figures()).numbers as ArrayLike<number>),
      };
    }
    const [a, b] = [this.#theirs(task.a), this.#theirs(task.b)];
    return job(
      async () => ({ product: await np.matmul(a.ref, b.ref).data() }),
      () => release([a, b]),
    );
  }
}

/** jax-js in one precision; in float64 the product only: its float64 tanh is right to 8 digits, not to 15. */
export async function jaxJs(precision: Precision): Promise<Peer> {
  const tasks = new JaxTasks(await load(), precision);
  return {
    name: "jax-js",
    precision,
    ...(precision === "float64" && { slow: true }),
    start: (task) => (precision === "float32" || task.kind === "multiply" ? tasks.start(task) : undefined),
  };
}
