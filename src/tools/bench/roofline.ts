/** What a core can do in WebAssembly, and what the product makes of it: the numbers of the roofline chart. */
import { normal } from "../../core/distributions.js";
import { multiply, type Precision, zeroMatrix } from "../../core/matrix.js";
import { random } from "../../core/random.js";
import { inRoot } from "../paths.js";
import { runNode } from "../programs.js";

/** One product: its floating-point operations per byte that must move, and how fast it ran. */
export interface RooflinePoint {
  label: string;
  precision: Precision;
  /** Operations per byte of both factors and the result, each moved once. */
  intensity: number;
  /** Billions of operations a second. */
  rate: number;
}

/** Rates in billions of operations a second, bandwidths in billions of bytes a second. */
export interface Roofline {
  /** Additions and multiplications in registers, 128 bits wide. */
  peak: Record<Precision, number>;
  /** Reading in order from main memory, and from 256 kB. */
  memory: number;
  cache: number;
  points: RooflinePoint[];
  /** The TypeScript that takes over without WebAssembly, on 1000×500 by 500×500 in float64. */
  fallback: number;
}

/** How many chains to try: too few wait for each other, too many do not fit the registers. */
const CHAINS = [11, 12, 13];
const chain = (type: string, i: number): string => `c${i} = ${type}.add(${type}.mul(c${i}, m), a);`;

/** A loop of independent chains of one multiplication and one addition each. */
function peakLoop(type: "f64x2" | "f32x4", name: string, chains: number): string {
  const all = Array.from({ length: chains }, (_, i) => i);
  const start = all.map((i) => `let c${i} = ${type}.splat(${i});`).join(" ");
  const sum = all.slice(1).reduce((text, i) => `${type}.add(${text}, c${i})`, "c0");
  return `export function ${name}_${chains}(n: i32): f64 {
    const m = ${type}.splat(0.999), a = ${type}.splat(0.001);
    ${start}
    for (let i = 0; i < n; i++) { ${all.map((i) => chain(type, i)).join(" ")} }
    return <f64>${type}.extract_lane(${sum}, 0);
  }`;
}

/** Reads `bytes` bytes (a multiple of 128) `times` times. */
const readLoop = `export function touch(bytes: i32): void { memory.fill(1024, 1, bytes); }
export function read(bytes: i32, times: i32): f64 {
  let a = f64x2.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (let t = 0; t < times; t++)
    for (let p: usize = 1024, end = p + bytes; p < end; p += 128) {
      a = f64x2.add(a, v128.load(p)); b = f64x2.add(b, v128.load(p, 16));
      c = f64x2.add(c, v128.load(p, 32)); d = f64x2.add(d, v128.load(p, 48));
      e = f64x2.add(e, v128.load(p, 64)); f = f64x2.add(f, v128.load(p, 80));
      g = f64x2.add(g, v128.load(p, 96)); h = f64x2.add(h, v128.load(p, 112));
    }
  a = f64x2.add(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)), f64x2.add(f64x2.add(e, f), f64x2.add(g, h)));
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}`;

interface Loops {
  memory: { grow(pages: number): number };
  touch(bytes: number): void;
  read(bytes: number, times: number): number;
}

/** What the compiler's text and JavaScript interfaces have in common here. */
interface WebAssemblyLike {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
}

async function loops(): Promise<Loops> {
  const peaks = CHAINS.flatMap((n) => [peakLoop("f64x2", "float64", n), peakLoop("f32x4", "float32", n)]);
  const source = [...peaks, readLoop].join("\n");
  // Loaded only here: the compiler changes the global objects, which slows down what others measure.
  const { default: asc } = await import("assemblyscript/asc");
  const options = { optimizeLevel: 3, enable: "simd", runtime: "stub", noAssert: true } as const;
  const { binary, stderr } = await asc.compileString(source, options);
  if (!binary) throw new Error(stderr.toString());
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyLike };
  return new WebAssembly.Instance(new WebAssembly.Module(binary), {}).exports as Loops;
}

/** The shortest of many runs, after the engine had time to optimize: a limit is what nothing else disturbed. */
function best(work: () => void): number {
  let shortest = Infinity;
  for (const end = performance.now() + 1500; performance.now() < end; ) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

const LARGE = 192 * 2 ** 20;
const SMALL = 256 * 2 ** 10;
const STEPS = 100_000;

const shapes: [label: string, rows: number, inner: number, cols: number][] = [
  ["matrix × vector", 1000, 1000, 1],
  ["inner 8", 1000, 8, 1000],
  ["100", 100, 100, 100],
  ["500", 1000, 500, 500],
  ["1000", 1000, 1000, 1000],
];

function points(): RooflinePoint[] {
  const result: RooflinePoint[] = [];
  for (const precision of ["float64", "float32"] as const)
    for (const [label, rows, inner, cols] of shapes) {
      const rng = random("roofline");
      const a = normal(0, 1).matrix(rng.split("a"), rows, inner, precision);
      const b = normal(0, 1).matrix(rng.split("b"), inner, cols, precision);
      const into = zeroMatrix(rows, cols, precision);
      const time = best(() => multiply(a, b, { into }));
      const operations = 2 * rows * inner * cols;
      const bytes = (precision === "float32" ? 4 : 8) * (rows * inner + inner * cols + rows * cols);
      result.push({
        label,
        precision,
        intensity: operations / bytes,
        rate: operations / time / 1e6,
      });
    }
  return result;
}

/** The fallback's rate, in a process where WebAssembly is missing. */
async function fallbackRate(): Promise<number> {
  const core = new URL("../../core/index.js", import.meta.url).href;
  const program = `
    delete globalThis.WebAssembly;
    const { multiply, normal, random } = await import(${JSON.stringify(core)});
    const a = normal(0, 1).matrix(random("a"), 1000, 500), b = normal(0, 1).matrix(random("b"), 500, 500);
    let shortest = Infinity;
    for (let i = 0; i < 15; i++) {
      const start = performance.now();
      multiply(a, b);
      shortest = Math.min(shortest, performance.now() - start);
    }
    console.log(shortest);`;
  const ended = await runNode(["--input-type=module", "-e", program], { cwd: inRoot() });
  if (ended.status !== 0) throw new Error(ended.stderr);
  return 5e8 / Number(ended.stdout) / 1e6;
}

/** Measures the limits and the products. */
export async function roofline(): Promise<Roofline> {
  const all = await loops();
  all.memory.grow(LARGE / 65536 + 1);
  all.touch(LARGE); // pages that were never written are all the same one
  const peak = (precision: Precision, lanes: number): number => {
    const rates = CHAINS.map((chains) => {
      const run = (all as unknown as Record<string, (n: number) => number>)[`${precision}_${chains}`];
      return (STEPS * chains * lanes * 2) / best(() => run?.(STEPS)) / 1e6;
    });
    return Math.max(...rates);
  };
  const bandwidth = (bytes: number, times: number): number =>
    (bytes * times) / best(() => all.read(bytes, times)) / 1e6;
  return {
    peak: { float64: peak("float64", 2), float32: peak("float32", 4) },
    memory: bandwidth(LARGE, 1),
    cache: bandwidth(SMALL, 20),
    points: points(),
    fallback: await fallbackRate(),
  };
}
