/** Activations over whole arrays: tanh and the sigmoid in the kernel where they can be, ReLU and others in a loop. */
import { type Activation, relu, sigmoid, tanh } from "./activations.js";
import { kinds, withKernel } from "./kernel.js";
import type { Values } from "./matrix.js";
import { type Single, singles } from "./single.js";

/** Shorter arrays are not worth the copying; longer ones go through the kernel in pieces of this length. */
const SHORT = 256;
const PIECE = 1048576;

type Known = "tanh" | "sigmoid";

function known(activation: Activation): Known | undefined {
  return activation === tanh ? "tanh" : activation === sigmoid ? "sigmoid" : undefined;
}

/** Whether the kernel is worth asking: it knows the activation, and the arrays are long and of one type. */
function worth(name: Known | undefined, arrays: readonly Values[]): name is Known {
  const type = arrays[0]?.constructor;
  return name !== undefined && arrays.every((array) => array.constructor === type && array.length >= SHORT);
}

/** The arrays in pieces that the kernel's memory holds without growing large. */
function* pieces<T extends readonly Values[]>(arrays: T): Generator<{ [I in keyof T]: Values }> {
  const { length } = arrays[0] as Values;
  for (let from = 0; from < length; from += PIECE)
    yield arrays.map((array) => array.subarray(from, from + PIECE)) as { [I in keyof T]: Values };
}

/** The arithmetic for numbers of this array: in float32, tanh and the sigmoid have their own. */
function arithmetic(activation: Activation, name: Known | undefined, z: Values): Single {
  return name && z instanceof Float32Array ? singles[name] : activation;
}

function each(value: Single["value"], z: Values, h: Values): void {
  for (let i = 0; i < z.length; i++) h[i] = value(z[i] as number);
}

function eachSlope(slope: Single["slope"], z: Values, gradient: Values, to: Values): void {
  for (let i = 0; i < z.length; i++) to[i] = (gradient[i] as number) * slope(z[i] as number);
}

/** `h[i] = max(0, z[i])`, without a call for each number. */
function rectify(z: Values, h: Values): void {
  for (let i = 0; i < z.length; i++) h[i] = Math.max(0, z[i] as number);
}

/** `to[i] = gradient[i]` where z is positive, `gradient[i] · 0` elsewhere. */
function rectifySlope(z: Values, gradient: Values, to: Values): void {
  for (let i = 0; i < z.length; i++) to[i] = (gradient[i] as number) * ((z[i] as number) > 0 ? 1 : 0);
}

/** `h[i] = φ(z[i])`: the same bits with and without the kernel. */
export function applyActivation(activation: Activation, z: Values, h: Values): void {
  const name = known(activation);
  const inKernel = worth(name, [z, h]);
  for (const [from, to] of pieces([z, h] as const)) {
    if (inKernel && activateInKernel(name, from, to)) continue;
    if (activation === relu) rectify(from, to);
    else each(arithmetic(activation, name, z).value, from, to);
  }
}

function activateInKernel(name: Known, z: Values, h: Values): true | undefined {
  return withKernel((arena) => {
    const { functions } = arena;
    const from = arena.put(z);
    const to = arena.take(h.byteLength);
    if (h instanceof Float32Array) functions.activate32(kinds[name], from, to, h.length, 0, 1);
    else functions[`${name}64`](from, to, h.length);
    arena.read(to, h);
    return true;
  });
}

/** `to[i] = gradient[i] · φ'(z[i])`: the same bits with and without the kernel. */
export function applySlope(activation: Activation, z: Values, gradient: Values, to: Values): void {
  const name = known(activation);
  const inKernel = worth(name, [z, gradient, to]);
  for (const [at, above, result] of pieces([z, gradient, to] as const)) {
    if (inKernel && slopeInKernel(name, at, above, result)) continue;
    if (activation === relu) rectifySlope(at, above, result);
    else eachSlope(arithmetic(activation, name, z).slope, at, above, result);
  }
}

function slopeInKernel(name: Known, z: Values, gradient: Values, to: Values): true | undefined {
  return withKernel((arena) => {
    const { functions } = arena;
    const from = arena.put(z);
    const at = arena.put(gradient);
    if (to instanceof Float32Array) functions.applySlope32(kinds[name], from, at, to.length, 0, 1);
    else functions[`${name}Slope64`](from, at, at, to.length);
    arena.read(at, to);
    return true;
  });
}
