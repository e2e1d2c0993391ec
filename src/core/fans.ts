/** Fans: how many connections a layer's units have, from the shape of its weights. */
import { positiveInteger, refuse } from "./guard.js";

/** How many inputs feed one unit, and how many units one input feeds. */
export interface Fans {
  fanIn: number;
  fanOut: number;
}

/**
 * The fans of a weight's shape: `fanIn = shape[1] · k`, `fanOut = shape[0] · k / groups`, where k is the number of
 * kernel positions. PyTorch's own helper does not know `groups` and gives a fan-out that is `groups` times too large.
 */
export function fans(shape: readonly number[], options: { groups?: number } = {}): Fans {
  return fansFor("fans", shape, options.groups ?? 1);
}

/** `fans` for the function `name`, which an error names. */
export function fansFor(name: string, shape: readonly number[], groups = 1): Fans {
  if (!Array.isArray(shape) || shape.length < 2)
    refuse(name, "shape must have at least two entries, [fanOut, fanIn]", shape);
  const dense = shape.length === 2;
  const rows = positiveInteger(name, dense ? "fanOut" : "shape[0]", shape[0]);
  const inputs = positiveInteger(name, dense ? "fanIn" : "shape[1]", shape[1]);
  if (rows % positiveInteger(name, "groups", groups) !== 0)
    refuse(name, `groups must divide shape[0] = ${rows}`, groups);
  let kernel = 1;
  for (let i = 2; i < shape.length; i++) kernel *= positiveInteger(name, `shape[${i}]`, shape[i]);
  return { fanIn: inputs * kernel, fanOut: (rows / groups) * kernel };
}

/** The two numbers, if they are fans; `name` is the function that an error names. */
export function fansOf(name: string, fanIn: number, fanOut: number): Fans {
  positiveInteger(name, "fanIn", fanIn);
  positiveInteger(name, "fanOut", fanOut);
  return { fanIn, fanOut };
}

/** How many weights a shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
