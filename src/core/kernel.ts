/** The WebAssembly kernel: started when it is first needed, absent where WebAssembly is refused. */
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
let started: KernelFunctions | null | undefined;

/** The kernel's functions, or null where WebAssembly (or its SIMD) is missing or forbidden. */
export function kernel(): KernelFunctions | null {
  if (started === undefined) started = start();
  return started;
}

function start(): KernelFunctions | null {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyLike };
  if (!WebAssembly) return null;
  try {
    const module = new WebAssembly.Module(decode(kernelBytes));
    return new WebAssembly.Instance(module, {}).exports as KernelFunctions;
  } catch {
    return null;
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
    const { memory } = this.functions;
    const missing = this.#at - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
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
