/**
 * A large run in TypeScript, for engines without WebAssembly and for nets that its memory does not hold: every step is
 * rounded to float32 in the order of `src/kernel`, so that the figures have the same bits.
 */
import type { Activation, KernelActivation } from "./activations.js";
import { countIn } from "./histogram.js";
import { type LargeRun, type LargeTask, largeRms, largeRow } from "./large-row.js";
import { Matrix, type Values } from "./matrix.js";
import { backward, forward, type Layer } from "./mlp.js";
import { addGradients, type FiniteCheck, loseGradients, type SignalRow } from "./rows.js";
import { type Single, singles } from "./single.js";
import { singleEnds, singleMoments, singleSquares } from "./single-moments.js";

/** The numbers in float32. */
export function single(numbers: Values): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}

/** The arithmetic of `src/kernel/float32.ts` for one number; none for ELU. What is stored in float32 is rounded there. */
function arithmetic({ kind, alpha = 0 }: KernelActivation): Single | undefined {
  const below = Math.fround(alpha);
  if (kind === "tanh" || kind === "sigmoid") return singles[kind];
  if (kind === "linear") return { value: (z) => z, slope: () => 1 };
  if (kind === "leakyRelu")
    return { value: (z) => (z > 0 ? z : below * z), slope: (z) => (z > 0 ? 1 : below) };
  return undefined;
}

/** The layer in float32, if its activation has its own arithmetic there. */
function singleLayer({ weights, biases, activation }: Layer): Layer | undefined {
  const own = arithmetic(activation.kernel as KernelActivation);
  return (
    own && {
      weights: new Matrix(weights.rows, weights.cols, single(weights.data)),
      biases: single(biases),
      activation: { ...activation, ...own },
    }
  );
}

/** The run; undefined where an activation has no arithmetic in float32. */
export function singleRun({ net, inputs, upstream, edges, check }: LargeTask): LargeRun | undefined {
  const layers = net.layers.flatMap((layer) => singleLayer(layer) ?? []);
  if (layers.length < net.layers.length) return undefined;
  const made = { ...net, layers };
  const trace = forward(made, inputs);
  const rows = [undefined, ...trace.layers].map((layer, l) =>
    rowOf(l, layer?.activations ?? inputs, layer?.activation, check),
  );
  const histograms = trace.layers.map(({ activations }, l) =>
    edges ? [{ layer: l + 1, ...countIn(activations.data, edges) }] : [],
  );
  if (upstream && !loseGradients(rows)) {
    const size = (what: string, { data }: Matrix): number =>
      largeRms(what, singleSquares(data), data.length, () => data as Float32Array, check);
    addGradients(rows, backward(made, trace, upstream), size);
  }
  return { rows, histograms: histograms.flat() };
}

function rowOf(layer: number, m: Matrix, activation: Activation | undefined, check: FiniteCheck): SignalRow {
  const { rows: batch, cols: units } = m;
  const data = m.data as Float32Array;
  const ends = singleEnds(data, activation?.kernel?.ends ?? [-Infinity, Infinity]);
  return largeRow(layer, { batch, units, moments: singleMoments(data, units), ends }, () => data, check);
}
