/** Activations over whole arrays: tanh and the sigmoid in the kernel where they can be, ReLU and others in a loop. */
import { type Activation, relu, sigmoid, tanh } from "./activations.js";
import { Arena, kernel, kinds } from "./kernel.js";
import type { Values } from "./matrix.js";
import { type Single, singles } from "./single.js";

/** Shorter arrays are not worth the copying. */
const SHORT = 256;

type Known = "tanh" | "sigmoid";

function known(activation: Activation): Known | undefined {
  return activation === tanh ? "tanh" : activation === sigmoid ? "sigmoid" : undefined;
}

/** The kernel's memory, if the kernel knows the activation and the arrays are long and of one type. */
function arenaFor(name: Known | undefined, arrays: readonly Values[]): Arena | undefined {
  const type = arrays[0]?.constructor;
  if (!name || !arrays.every((array) => array.constructor === type && array.length >= SHORT))
    return undefined;
  const functions = kernel();
  return functions ? new Arena(functions) : undefined;
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
  const arena = arenaFor(name, [z, h]);
  if (!arena || !name) {
    if (activation === relu) rectify(z, h);
    else each(arithmetic(activation, name, z).value, z, h);
    return;
  }
  const { functions } = arena;
  const from = arena.put(z);
  const to = arena.take(h.byteLength);
  if (h instanceof Float32Array) functions.activate32(kinds[name], from, to, h.length, 0, 1);
  else functions[`${name}64`](from, to, h.length);
  arena.read(to, h);
}

/** `to[i] = gradient[i] · φ'(z[i])`: the same bits with and without the kernel. */
export function applySlope(activation: Activation, z: Values, gradient: Values, to: Values): void {
  const name = known(activation);
  const arena = arenaFor(name, [z, gradient, to]);
  if (!arena || !name) {
    if (activation === relu) rectifySlope(z, gradient, to);
    else eachSlope(arithmetic(activation, name, z).slope, z, gradient, to);
    return;
  }
  const { functions } = arena;
  const from = arena.put(z);
  const at = arena.put(gradient);
  if (to instanceof Float32Array) functions.applySlope32(kinds[name], from, at, to.length, 0, 1);
  else functions[`${name}Slope64`](from, at, at, to.length);
  arena.read(at, to);
}
