/**
 * Signals and gradients of a large net, in float32 and wholly inside the kernel's memory: for sweeps and for
 * experiments that answer while a slider moves. Only the rows and the histograms come out.
 *
 * Against the float64 path on the same numbers, figures agree within a relative 3e-4 as long as they are above 1e-6 of
 * the layer's root mean square (below that float32 has no digits left) and the net is not chaotic: at tanh with
 * std 1 (χ = 12) every rounding grows 3.5 times a layer, and after 10 layers the gradient figures differ by 3 %.
 */
import type { Activation, KernelActivation } from "./activations.js";
import { finite, finiteData, positiveInteger, refuse } from "./guard.js";
import { type Arena, kinds, withKernel } from "./kernel.js";
import type { Matrix, Values } from "./matrix.js";
import { backward, forward, type Layer, type Mlp } from "./mlp.js";
import { productScratch } from "./multiply.js";
import { layerHistograms, type SignalRow, signals } from "./signals.js";
import type { Histogram } from "./statistics.js";

/** What to compute besides the forward signals. */
export interface LargeRunOptions {
  /** `∂L/∂outputs` (batch × outputs): with it, the gradient figures are computed too. */
  outputGradient?: Matrix;
  /** With it, a histogram of every layer's activations in these bins. */
  histogram?: { bins: number; low: number; high: number };
}

/** The rows of `signals`, and the histograms if they were asked for. */
export interface LargeRun {
  rows: SignalRow[];
  histograms: (Histogram & { layer: number })[];
}

/**
 * What `signals(forward(net, inputs), backward(…))` gives, computed in float32. Activations that the kernel does not
 * know, an engine without WebAssembly, or a net too large for the kernel's memory go the ordinary way.
 */
export function largeRun(net: Mlp, inputs: Matrix, options: LargeRunOptions = {}): LargeRun {
  const first = net.layers[0] as Layer;
  const last = net.layers.at(-1) as Layer;
  const { outputGradient: upstream, histogram } = options;
  if (inputs.cols !== first.weights.cols)
    refuse("largeRun", `inputs must have ${first.weights.cols} columns, one per input of the net`, inputs);
  finiteData("largeRun", "inputs", inputs.data);
  if (upstream && (upstream.rows !== inputs.rows || upstream.cols !== last.weights.rows))
    refuse("largeRun", `outputGradient must be ${inputs.rows}×${last.weights.rows}`, upstream);
  if (histogram) requireBins(histogram);
  const inKernel = net.layers.every(plain)
    ? withKernel((arena) => kernelRun(arena, net, inputs, options))
    : undefined;
  return inKernel ?? ordinaryRun(net, inputs, options);
}

function requireBins({ bins, low, high }: { bins: number; low: number; high: number }): void {
  positiveInteger("largeRun", "bins", bins);
  finite("largeRun", "low", low);
  finite("largeRun", "high", high);
  if (!(low < high)) refuse("largeRun", `low must be below high = ${high}`, low);
}

/** Whether the kernel can run the layer. */
function plain({ activation, normalized, residual }: Layer): boolean {
  return activation.kernel !== undefined && !normalized && !residual;
}

/** The same through the ordinary path. */
function ordinaryRun(net: Mlp, inputs: Matrix, options: LargeRunOptions): LargeRun {
  const trace = forward(net, inputs);
  const gradients = options.outputGradient && backward(net, trace, options.outputGradient);
  return {
    rows: signals(trace, gradients),
    histograms: options.histogram ? layerHistograms(trace, options.histogram) : [],
  };
}

/** Where one layer's numbers lie. */
interface Place {
  units: number;
  fanIn: number;
  weights: number;
  biases: number;
  z: number;
  h: number;
  activation: [kind: number, alpha: number, scale: number];
}

function single(numbers: Values): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}

function kernelRun(arena: Arena, net: Mlp, inputs: Matrix, options: LargeRunOptions): LargeRun {
  const batch = inputs.rows;
  const widest = Math.max(...net.sizes);
  const x = arena.put(single(inputs.data));
  const places = net.layers.map((layer) => place(arena, layer, batch));
  const { histogram } = options;
  const longest = Math.max(batch, widest);
  // A histogram is counted in two tables of int32 that have a place at each end for what lies outside.
  const counts = histogram ? 8 * (histogram.bins + 2) : 0;
  const scratch = arena.take(Math.max(productScratch(longest, widest, longest), counts));
  runForward(arena, x, places, batch, scratch);
  const rows = [
    measure(arena, 0, { h: x, units: inputs.cols }, batch, undefined, scratch),
    ...net.layers.map(({ activation }, l) =>
      measure(arena, l + 1, places[l] as Place, batch, activation, scratch),
    ),
  ];
  const histograms = histogram
    ? places.map((at, l) => ({ layer: l + 1, ...count(arena, at.h, batch * at.units, histogram, scratch) }))
    : [];
  if (options.outputGradient)
    runBackward(arena, x, places, rows, single(options.outputGradient.data), batch, scratch);
  return { rows, histograms };
}

/** Copies a layer's weights in and takes the room for what it computes. */
function place(arena: Arena, { weights, biases, activation }: Layer, batch: number): Place {
  const { kind, alpha = 0, scale = 1 } = activation.kernel as KernelActivation;
  const bytes = 4 * batch * weights.rows;
  return {
    units: weights.rows,
    fanIn: weights.cols,
    weights: arena.put(single(weights.data)),
    biases: arena.put(single(biases)),
    z: arena.take(bytes),
    h: arena.take(bytes),
    activation: [kinds[kind], alpha, scale],
  };
}

function runForward(arena: Arena, x: number, places: Place[], batch: number, scratch: number): void {
  const { multiply32, addBiases32, activate32 } = arena.functions;
  let below = x;
  for (const { units, fanIn, weights, biases, z, h, activation } of places) {
    const [kind, alpha, scale] = activation;
    multiply32(z, below, weights, batch, units, fanIn, fanIn, 1, fanIn, 1, scratch);
    addBiases32(z, biases, batch, units);
    activate32(kind, z, h, batch * units, alpha, scale);
    below = h;
  }
}

/** The forward figures of one layer. */
function measure(
  arena: Arena,
  layer: number,
  { h, units }: { h: number; units: number },
  batch: number,
  activation: Activation | undefined,
  scratch: number,
): SignalRow {
  const { moments32, shares32, memory } = arena.functions;
  const n = batch * units;
  moments32(h, batch, units, scratch, scratch + 64);
  const [low, high] = activation?.kernel?.ends ?? [-Infinity, Infinity];
  shares32(h, n, low, high, scratch + 32);
  const [sum, squares, within, spread] = new Float64Array(memory.buffer, scratch, 4) as unknown as number[];
  const [zero, below, above] = new Int32Array(memory.buffer, scratch + 32, 3) as unknown as number[];
  const mean = (sum as number) / n;
  const meanSquare = (squares as number) / n;
  return {
    layer,
    mean,
    std: Math.sqrt(Math.max(0, meanSquare - mean * mean)),
    sampleStd: Math.sqrt((within as number) / n),
    unitSpread: Math.sqrt((spread as number) / batch),
    meanSquare,
    saturatedShare: ((below as number) + (above as number)) / n,
    zeroShare: (zero as number) / n,
  };
}

function count(
  arena: Arena,
  h: number,
  n: number,
  { bins, low, high }: { bins: number; low: number; high: number },
  scratch: number,
): Histogram {
  arena.functions.histogram32(h, n, low, high, bins, scratch);
  const table = Array.from(new Int32Array(arena.functions.memory.buffer, scratch, bins + 2));
  const counts = table.slice(1, -1);
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  const outside = (table[0] as number) + (table[bins + 1] as number);
  return { edges, counts, shares: counts.map((c) => c / n), outside };
}

/** Fills in the gradient figures, from the top layer down. */
function runBackward(
  arena: Arena,
  x: number,
  places: Place[],
  rows: SignalRow[],
  upstream: Float32Array,
  batch: number,
  scratch: number,
): void {
  const { multiply32, applySlope32, sumSquares32 } = arena.functions;
  const widest = Math.max(...places.map(({ units, fanIn }) => Math.max(units, fanIn)));
  let here = arena.take(4 * batch * widest);
  let below = arena.take(4 * batch * widest);
  const weightGradient = arena.take(4 * widest * widest);
  arena.write(here, upstream);
  for (let l = places.length - 1; l >= 0; l--) {
    const { units, fanIn, weights, z, activation } = places[l] as Place;
    const [kind, alpha, scale] = activation;
    const row = rows[l + 1] as SignalRow;
    row.gradientRms = Math.sqrt(sumSquares32(here, batch * units) / (batch * units));
    applySlope32(kind, z, here, batch * units, alpha, scale);
    const h = l === 0 ? x : (places[l - 1] as Place).h;
    multiply32(weightGradient, here, h, units, fanIn, batch, 1, units, 1, fanIn, scratch);
    row.weightGradientRms = Math.sqrt(sumSquares32(weightGradient, units * fanIn) / (units * fanIn));
    multiply32(below, here, weights, batch, fanIn, units, units, 1, 1, fanIn, scratch);
    [here, below] = [below, here];
  }
  const n = batch * (places[0] as Place).fanIn;
  (rows[0] as SignalRow).gradientRms = Math.sqrt(sumSquares32(here, n) / n);
}
