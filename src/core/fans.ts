/** Fans: how many connections a layer's units have, from the shape of its weights. */
import { type Known, knownOptions, positiveInteger, refuse } from "./guard.js";

/** How many inputs feed one unit, and how many units one input feeds. */
export interface Fans {
  fanIn: number;
  fanOut: number;
}

const knownFans: Known<Fans> = { fanIn: true, fanOut: true };
const fansOptions: Known<{ groups?: number }> = { groups: true };

/**
 * The fans of a weight's shape: `fanIn = shape[1] · k`, `fanOut = shape[0] · k / groups`, where k is the number of
 * kernel positions. PyTorch's own helper does not know `groups` and gives a fan-out that is `groups` times too large.
 * A vector has no fans of its own, as in PyTorch (Keras takes its length for both): a bias has those of its layer.
 */
export function fans(shape: readonly number[], options: { groups?: number } = {}): Fans {
  const { groups = 1 } = knownOptions("fans", options, fansOptions);
  return fansFor("fans", shape, groups);
}

/** `fans` for the function `name`, which an error names. */
export function fansFor(name: string, shape: readonly number[], groups = 1): Fans {
  if (!Array.isArray(shape) || shape.length < 2)
    refuse(name, "shape must have at least two entries, [fanOut, fanIn]", shape);
  const size = sizeOf(name, shape);
  const [rows, inputs] = shape as [number, number];
  if (rows % positiveInteger(name, "groups", groups) !== 0)
    refuse(name, `groups must divide shape[0] = ${rows}`, groups);
  const kernel = size / rows / inputs;
  return { fanIn: inputs * kernel, fanOut: (rows / groups) * kernel };
}

/** What was given as fans, if it is fans; `name` is the function that an error names. */
export function fansOf(name: string, given: Fans): Fans {
  const { fanIn, fanOut } = knownOptions(name, given, knownFans, "fans");
  positiveInteger(name, "fanIn", fanIn);
  positiveInteger(name, "fanOut", fanOut);
  return { fanIn, fanOut };
}

/** How many weights a shape has: the product of its entries, of which there must be one at least. */
export function sizeOf(name: string, shape: readonly number[]): number {
  if (!Array.isArray(shape) || shape.length === 0)
    refuse(name, "shape must be a list of sizes, such as [fanOut, fanIn]", shape);
  const words = shape.length === 2 ? ["fanOut", "fanIn"] : [];
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= positiveInteger(name, words[i] ?? `shape[${i}]`, shape[i]);
  if (size > Number.MAX_SAFE_INTEGER) refuse(name, "shape must have fewer than 2^53 entries", shape);
  return size;
}

/** The greater of the fans, which the identity and orthogonal weights divide by. */
export function greaterFan(name: string, given: Fans): number {
  const { fanIn, fanOut } = fansOf(name, given);
  return Math.max(fanIn, fanOut);
}

/** Requires a convolution's shape; gives the sizes of its kernel. */
export function kernelOf(name: string, shape: readonly number[]): readonly number[] {
  if (shape.length < 3 || shape.length > 5)
    refuse(name, "shape must have three to five entries, [out, in/groups, kernel …]", shape);
  return shape.slice(2);
}

/** The place of a kernel's position, given along each of its sides, in a filter's row. */
export function positionIn(kernel: readonly number[], along: (side: number) => number): number {
  return kernel.reduce((place, side) => place * side + along(side), 0);
}
