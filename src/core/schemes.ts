/** Every initializer by its name, as a dropdown or the plain description of an experiment gives it. */
import { normal, uniform } from "./distributions.js";
import { lookup, positive } from "./guard.js";
import {
  constant,
  from,
  type HeOptions,
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  lecunUniform,
  orthogonal,
  pytorchDefault,
  xavierNormal,
  xavierUniform,
  zeros,
} from "./initializers.js";

/** Options that some named scheme takes. */
export interface SchemeOptions extends HeOptions {
  /** The value of `constant`. */
  value?: number;
  /** The standard deviation of `normal` and of `uniform`. */
  std?: number;
}

/** Every scheme by name: what a dropdown offers, and what an experiment's plain description names. */
export const schemes = {
  zeros,
  constant: ({ value = 0.5 }: SchemeOptions = {}) => constant(value),
  normal: ({ std = 0.01 }: SchemeOptions = {}) => from(normal(0, std)),
  uniform: ({ std = 0.01 }: SchemeOptions = {}) => {
    positive("uniform", "std", std);
    return from(uniform(-std * Math.sqrt(3), std * Math.sqrt(3)));
  },
  xavierNormal,
  xavierUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  pytorchDefault,
  orthogonal,
} as const satisfies Record<string, (options?: SchemeOptions) => Initializer>;

export type SchemeName = keyof typeof schemes;

/** The initializer for a scheme's name. */
export function scheme(name: SchemeName, options: SchemeOptions = {}): Initializer {
  return lookup<(options?: SchemeOptions) => Initializer>("scheme", "name", schemes, name)(options);
}
