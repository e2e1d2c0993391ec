/** The WebAssembly kernel: started when it is first needed, let go when it has grown large, absent where refused. */
import { kernelBytes } from "./kernel-bytes.js";

type Address = number;

/** The functions of the module; all addresses are byte offsets into its memory. See `src/kernel`. */
export interface KernelFunctions {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  base(): Address;
  multiply64: Product;
  multiply32: Product;
  tanh64(from: Address, to: Address, n: number): void;
  sigmoid64(from: Address, to: Address, n: number): void;
  tanhSlope64(z: Address, gradient: Address, to: Address, n: number): void;
  sigmoidSlope64(z: Address, gradient: Address, to: Address, n: number): void;
  addBiases32(z: Address, biases: Address, rows: number, cols: number): void;
  activate32(kind: number, z: Address, h: Address, n: number, alpha: number, scale: number): void;
  applySlope32(kind: number, z: Address, gradient: Address, n: number, alpha: number, scale: number): void;
  sumSquares32(x: Address, n: number): number;
  moments32(x: Address, rows: number, cols: number, out: Address, scratch: Address): void;
  shares32(x: Address, n: number, low: number, high: number, out: Address): void;
  histogram32(x: Address, n: number, low: number, high: number, bins: number, counts: Address): void;
}

/** The numbers by which `activate32` and `applySlope32` know the activations, as in `src/kernel/float32.ts`. */
export const kinds = { linear: 0, leakyRelu: 1, tanh: 2, sigmoid: 3, elu: 4 } as const;

type Product = (
  c: Address,
  a: Address,
  b: Address,
  rows: number,
  cols: number,
  inner: number,
  aLine: number,
  aInner: number,
  bLine: number,
  bInner: number,
  scratch: Address,
) => void;

/** The part of the WebAssembly interface that is used here; the core is compiled without browser types. */
interface WebAssemblyLike {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
}

const PAGE = 65536;
/** The most bytes that the kernel's memory grows to, and the most that it keeps when a piece of work is done. */
const MOST = 2147483648;
const KEPT = 134217728;
/** The compiled module, null where it is refused; and the running kernel, absent before the first use. */
let compiled: object | null | undefined;
let running: KernelFunctions | undefined;

/** The kernel's functions, or null where WebAssembly (or its SIMD) is missing, forbidden, or finds no memory. */
export function kernel(): KernelFunctions | null {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyLike };
  if (!WebAssembly) return null;
  if (compiled === undefined) compiled = attempt(() => new WebAssembly.Module(decode(kernelBytes)));
  const module = compiled;
  if (!module) return null;
  running ??= (attempt(() => new WebAssembly.Instance(module, {}).exports) ?? undefined) as typeof running;
  return running ?? null;
}

/** What `make` gives, or null if it throws. */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** The kernel's memory cannot grow to what a piece of work needs. */
class NoRoom extends Error {}

/**
 * What `work` gives, done in the kernel's memory; undefined where there is no kernel or too little memory for the work,
 * so that the caller does it in TypeScript. A WebAssembly memory never shrinks: one that has grown large is let go
 * afterwards, and the next work starts a small one.
 */
export function withKernel<T>(work: (arena: Arena) => T): T | undefined {
  const functions = kernel();
  if (!functions) return undefined;
  try {
    return work(new Arena(functions));
  } catch (error) {
    if (error instanceof NoRoom) return undefined;
    throw error;
  } finally {
    if (functions.memory.buffer.byteLength > KEPT) running = undefined;
  }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bytes of a base64 text. */
function decode(text: string): Uint8Array {
  const digits = text.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    held = ((held << 6) | ALPHABET.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  return bytes;
}

/** Hands out stretches of the kernel's memory, one after the other, and grows it when it runs out. */
export class Arena {
  readonly functions: KernelFunctions;
  #at: number;

  constructor(functions: KernelFunctions) {
    this.functions = functions;
    this.#at = functions.base();
  }

  /** Room for `bytes` bytes at an address that is a multiple of 16, with 16 bytes to spare behind it. */
  take(bytes: number): Address {
    const address = Math.ceil(this.#at / 16) * 16;
    this.#at = address + bytes + 16;
    if (this.#at > MOST) throw new NoRoom();
    const { memory } = this.functions;
    const missing = this.#at - memory.buffer.byteLength;
    if (missing > 0 && attempt(() => memory.grow(Math.ceil(missing / PAGE))) === null) throw new NoRoom();
    return address;
  }

  /** Room for the numbers, with a copy of them in it. */
  put(numbers: Float64Array | Float32Array): Address {
    const address = this.take(numbers.byteLength);
    this.write(address, numbers);
    return address;
  }

  /** Copies numbers into the memory. */
  write(address: Address, numbers: Float64Array | Float32Array): void {
    const { buffer } = this.functions.memory;
    if (numbers instanceof Float64Array) new Float64Array(buffer, address, numbers.length).set(numbers);
    else new Float32Array(buffer, address, numbers.length).set(numbers);
  }

  /** Copies numbers out of the memory. */
  read(address: Address, into: Float64Array | Float32Array): void {
    const { buffer } = this.functions.memory;
    if (into instanceof Float64Array) into.set(new Float64Array(buffer, address, into.length));
    else into.set(new Float32Array(buffer, address, into.length));
  }
}
