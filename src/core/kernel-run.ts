/** A large run wholly inside the kernel's memory: only the rows and the histograms come out. */
import type { Activation, KernelActivation } from "./activations.js";
import type { Histogram } from "./histogram.js";
import { type Arena, kinds } from "./kernel.js";
import { type LargeRun, type LargeTask, largeRms, largeRow, type Numbers } from "./large-row.js";
import type { Layer } from "./mlp.js";
import { productScratch } from "./multiply.js";
import { type FiniteCheck, loseGradients, type SignalRow } from "./rows.js";
import type { EndCounts, Moments } from "./single-moments.js";
import { single } from "./single-run.js";

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

/** What every step needs: the memory, the number of samples, room to work in, and the check. */
interface Desk {
  arena: Arena;
  batch: number;
  scratch: number;
  check: FiniteCheck;
}

/** The run; the memory may turn out too small. */
export function kernelRun(arena: Arena, { net, inputs, upstream, edges, check }: LargeTask): LargeRun {
  const batch = inputs.rows;
  const widest = net.layers.reduce((most, { weights }) => Math.max(most, weights.rows), inputs.cols);
  const x = arena.put(single(inputs.data));
  const places = net.layers.map((layer) => place(arena, layer, batch));
  const longest = Math.max(batch, widest);
  const scratch = arena.take(
    Math.max(productScratch(longest, widest, longest), tableBytes(edges?.length ?? 0)),
  );
  const desk = { arena, batch, scratch, check };
  runForward(desk, x, places);
  const rows = [
    measure(desk, 0, { h: x, units: inputs.cols }, undefined),
    ...net.layers.map(({ activation }, l) => measure(desk, l + 1, places[l] as Place, activation)),
  ];
  const histograms = places.flatMap((at, l) => (edges ? [{ layer: l + 1, ...count(desk, at, edges) }] : []));
  if (upstream && !loseGradients(rows)) runBackward(desk, x, places, rows, single(upstream.data));
  return { rows, histograms };
}

/** Bytes for two tables of counts with a place at each end, and for the edges behind them. */
function tableBytes(edges: number): number {
  return 8 * (edges + 1) + 8 * edges;
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

/** Numbers of the kernel's memory, as a view that is good until the memory grows. */
function numbersAt({ arena }: Desk, address: number, n: number): Numbers {
  return () => new Float32Array(arena.functions.memory.buffer, address, n);
}

function runForward({ arena, batch, scratch }: Desk, x: number, places: Place[]): void {
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
  desk: Desk,
  layer: number,
  { h, units }: { h: number; units: number },
  activation: Activation | undefined,
): SignalRow {
  const { arena, batch, scratch, check } = desk;
  const { moments32, shares32, memory } = arena.functions;
  const n = batch * units;
  moments32(h, batch, units, scratch, scratch + 64);
  const [low, high] = activation?.kernel?.ends ?? [-Infinity, Infinity];
  shares32(h, n, low, high, scratch + 32);
  const moments = new Float64Array(memory.buffer, scratch, 4) as unknown as Moments;
  const ends = new Int32Array(memory.buffer, scratch + 32, 3) as unknown as EndCounts;
  return largeRow(layer, { batch, units, moments, ends }, numbersAt(desk, h, n), check);
}

/** The histogram of one layer, as `countIn` counts. */
function count({ arena, batch, scratch }: Desk, { h, units }: Place, edges: readonly number[]): Histogram {
  const bins = edges.length - 1;
  const { histogram32, memory } = arena.functions;
  arena.write(scratch + 8 * (bins + 2), Float64Array.from(edges));
  histogram32(h, batch * units, edges[0] as number, edges[bins] as number, bins, scratch);
  const table = Array.from(new Int32Array(memory.buffer, scratch, bins + 2));
  const counts = table.slice(1, -1);
  const outside = (table[0] as number) + (table[bins + 1] as number);
  return { edges: [...edges], counts, shares: counts.map((c) => c / (batch * units)), outside };
}

/** Fills in the gradient figures, from the top layer down. */
function runBackward(
  desk: Desk,
  x: number,
  places: Place[],
  rows: SignalRow[],
  upstream: Float32Array,
): void {
  const { arena, batch, scratch, check } = desk;
  const { multiply32, applySlope32, sumSquares32 } = arena.functions;
  const widest = places.reduce((most, { units, fanIn }) => Math.max(most, units, fanIn), 0);
  let here = arena.take(4 * batch * widest);
  let below = arena.take(4 * batch * widest);
  const weightGradient = arena.take(4 * widest * widest);
  const size = (what: string, at: number, n: number): number =>
    largeRms(what, sumSquares32(at, n), n, numbersAt(desk, at, n), check);
  arena.write(here, upstream);
  for (let l = places.length - 1; l >= 0; l--) {
    const { units, fanIn, weights, z, activation } = places[l] as Place;
    const [kind, alpha, scale] = activation;
    const row = rows[l + 1] as SignalRow;
    row.gradientRms = size(`the gradients of layer ${l + 1}`, here, batch * units);
    applySlope32(kind, z, here, batch * units, alpha, scale);
    const h = l === 0 ? x : (places[l - 1] as Place).h;
    multiply32(weightGradient, here, h, units, fanIn, batch, 1, units, 1, fanIn, scratch);
    row.weightGradientRms = size(`the weight gradients of layer ${l + 1}`, weightGradient, units * fanIn);
    multiply32(below, here, weights, batch, fanIn, units, units, 1, 1, fanIn, scratch);
    [here, below] = [below, here];
  }
  const n = batch * (places[0] as Place).fanIn;
  (rows[0] as SignalRow).gradientRms = size("the gradients of layer 0", here, n);
}
