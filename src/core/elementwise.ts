/** Activations over whole arrays: tanh and the sigmoid in the kernel where they can be, the others in a loop. */
import { type Activation, sigmoid, tanh } from "./activations.js";
import { Arena, type KernelFunctions, kernel } from "./kernel.js";
import type { Values } from "./matrix.js";

/** Shorter arrays are not worth the copying. */
const SHORT = 256;

/** The kernel, if it knows this activation and the arrays are long and of one type. */
function kernelFor(activation: Activation, arrays: readonly Values[]): KernelFunctions | null {
  if (activation !== tanh && activation !== sigmoid) return null;
  const type = arrays[0]?.constructor;
  const fit = arrays.every((array) => array.constructor === type && array.length >= SHORT);
  return fit ? kernel() : null;
}

/** `h[i] = φ(z[i])`: the same bits with and without the kernel. */
export function applyActivation(activation: Activation, z: Values, h: Values): void {
  const functions = kernelFor(activation, [z, h]);
  if (!functions) {
    for (let i = 0; i < z.length; i++) h[i] = activation.value(z[i] as number);
    return;
  }
  const arena = new Arena(functions);
  const from = arena.put(z);
  const to = arena.take(h.byteLength);
  const bits = h instanceof Float32Array ? 32 : 64;
  const run = activation === tanh ? functions[`tanh${bits}`] : functions[`sigmoid${bits}`];
  run(from, to, z.length);
  arena.read(to, h);
}

/** `to[i] = gradient[i] · φ'(z[i])`: the same bits with and without the kernel. */
export function applySlope(activation: Activation, z: Values, gradient: Values, to: Values): void {
  const functions = kernelFor(activation, [z, gradient, to]);
  if (!functions) {
    for (let i = 0; i < z.length; i++) to[i] = (gradient[i] as number) * activation.slope(z[i] as number);
    return;
  }
  const arena = new Arena(functions);
  const addressZ = arena.put(z);
  const addressGradient = arena.put(gradient);
  const result = arena.take(to.byteLength);
  const bits = to instanceof Float32Array ? 32 : 64;
  const run = activation === tanh ? functions[`tanhSlope${bits}`] : functions[`sigmoidSlope${bits}`];
  run(addressZ, addressGradient, result, z.length);
  arena.read(result, to);
}
