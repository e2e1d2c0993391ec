/** Activations: each is a pair of functions, its value and its slope. */
import { erfc, exp, expm1, log1p, tanh as tanhOf } from "./elementary.js";
import { callable, finite, finiteData, list, lookup, made, refuse } from "./guard.js";
import type { kinds } from "./kernel.js";

/** A function applied to every pre-activation z, with its slope dφ/dz. */
export interface Activation {
  readonly name: string;
  /** `φ(z)`. */
  value(z: number): number;
  /** `φ'(z)`; at a kink, the slope PyTorch takes (the one from the left for ReLU: 0). */
  slope(z: number): number;
  /** Whether an output y lies on a flat end, within 1.5 % of the range from it; absent where there is none. */
  saturated?(y: number): boolean;
  /** Where φ or its slope is not smooth, for quadrature. */
  readonly kinks: readonly number[];
  /** How the float32 kernel computes it, for those it knows. */
  readonly kernel?: KernelActivation;
}

/** A kind of `src/kernel/float32.ts`; `elu` is `scale · (z, or alpha (e^z - 1) below 0)`. */
export interface KernelActivation {
  readonly kind: keyof typeof kinds;
  readonly alpha?: number;
  readonly scale?: number;
  /** Outputs beyond these two count as saturated. */
  readonly ends?: readonly [number, number];
}

const smooth: readonly number[] = [];
const atZero: readonly number[] = [0];

/** `z`. */
export const linear: Activation = {
  name: "linear",
  value: (z) => z,
  slope: () => 1,
  kinks: smooth,
  kernel: { kind: "linear" },
};

/** `1/(1 + e^-z)`, without overflow on either side. */
function logistic(z: number): number {
  const e = exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** `1/(1 + e^-z)`; slope `y(1 - y)`, at most 1/4. Saturated below .015 and above .985. */
export const sigmoid: Activation = {
  name: "sigmoid",
  value: logistic,
  slope: (z) => {
    const e = exp(-Math.abs(z));
    return e / ((1 + e) * (1 + e));
  },
  saturated: (y) => y < 0.015 || y > 0.985,
  kinks: smooth,
  kernel: { kind: "sigmoid", ends: [0.015, 0.985] },
};

/** `tanh z`; slope `1 - tanh² z`. Saturated where `|y| > .97`. */
export const tanh: Activation = {
  name: "tanh",
  value: tanhOf,
  slope: (z) => {
    // 1 - tanh² z = 4e/(1 + e)² with e = e^(-2|z|): no cancellation where the slope is tiny.
    const e = exp(-2 * Math.abs(z));
    return (4 * e) / ((1 + e) * (1 + e));
  },
  saturated: (y) => Math.abs(y) > 0.97,
  kinks: smooth,
  kernel: { kind: "tanh", ends: [-0.97, 0.97] },
};

/** `max(0, z)`. */
export const relu: Activation = {
  name: "relu",
  value: (z) => Math.max(0, z),
  slope: (z) => (z > 0 ? 1 : 0),
  kinks: atZero,
  kernel: { kind: "leakyRelu", alpha: 0 },
};

/** `z` above 0 and `a z` below. */
export function leakyRelu(a = 0.01): Activation {
  finite("leakyRelu", "a", a);
  return {
    name: `leakyRelu(${a})`,
    value: (z) => (z > 0 ? z : a * z),
    slope: (z) => (z > 0 ? 1 : a),
    kinks: atZero,
    kernel: { kind: "leakyRelu", alpha: a },
  };
}

/** `z` above 0 and `alpha (e^z - 1)` below (Clevert and others, 2015). */
export function elu(alpha = 1): Activation {
  finite("elu", "alpha", alpha);
  return {
    name: alpha === 1 ? "elu" : `elu(${alpha})`,
    value: (z) => (z > 0 ? z : alpha * expm1(z)),
    slope: (z) => (z > 0 ? 1 : alpha * exp(z)),
    kinks: atZero,
    kernel: { kind: "elu", alpha, scale: 1 },
  };
}

/** The constants of SELU, for which mean 0 and variance 1 are a fixed point (Klambauer and others, 2017). */
export const SELU_ALPHA = 1.6732632423543772;
export const SELU_LAMBDA = 1.0507009873554805;

/** `λ z` above 0 and `λ α (e^z - 1)` below. */
export const selu: Activation = {
  name: "selu",
  value: (z) => SELU_LAMBDA * (z > 0 ? z : SELU_ALPHA * expm1(z)),
  slope: (z) => SELU_LAMBDA * (z > 0 ? 1 : SELU_ALPHA * exp(z)),
  kinks: atZero,
  kernel: { kind: "elu", alpha: SELU_ALPHA, scale: SELU_LAMBDA },
};

/** `ln(1 + e^z)`; slope the sigmoid. */
export const softplus: Activation = {
  name: "softplus",
  value: (z) => Math.max(z, 0) + log1p(exp(-Math.abs(z))),
  slope: logistic,
  kinks: smooth,
};

/** The standard normal distribution function. */
function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** `z Φ(z)` with the exact normal distribution function Φ (Hendrycks and Gimpel, 2016). */
export const gelu: Activation = {
  name: "gelu",
  value: (z) => z * normalCdf(z),
  slope: (z) => normalCdf(z) + z * 0.3989422804014327 * exp(-0.5 * z * z),
  kinks: smooth,
};

/** `z · sigmoid(z)`, also called swish. */
export const silu: Activation = {
  name: "silu",
  value: (z) => z * logistic(z),
  slope: (z) => {
    const y = logistic(z);
    return y + z * sigmoid.slope(z);
  },
  kinks: smooth,
};

/** `z/(1 + |z|)`; slope `1/(1 + |z|)²`. Saturated where `|y| > .97`. */
export const softsign: Activation = {
  name: "softsign",
  value: (z) => z / (1 + Math.abs(z)),
  slope: (z) => 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z))),
  saturated: (y) => Math.abs(y) > 0.97,
  kinks: atZero,
};

/** The activations by name, with their default parameters. */
export const activations = {
  linear,
  sigmoid,
  tanh,
  relu,
  leakyRelu: leakyRelu(),
  elu: elu(),
  selu,
  softplus,
  gelu,
  silu,
  softsign,
} as const satisfies Record<string, Activation>;

export type ActivationName = keyof typeof activations;

/** The activation for a name; an activation is handed back as it is, once it has all that one needs. */
export function activation(nameOrActivation: ActivationName | Activation): Activation {
  if (typeof nameOrActivation !== "object" || nameOrActivation === null)
    return lookup<Activation>("activation", "name", activations, nameOrActivation);
  return requireActivation("activation", "an activation of one's own", nameOrActivation);
}

/** Requires a name, two functions, and kinks that are numbers. */
export function requireActivation(name: string, what: string, phi: Activation): Activation {
  made(name, what, phi, "value slope", "an object with name, value(z), slope(z) and kinks, such as tanh");
  if (typeof phi.name !== "string") refuse(name, `the name of ${what} must be a text`, phi.name);
  list(name, `the kinks of ${phi.name}`, phi.kinks);
  if (phi.kinks.length > 0) finiteData(name, `the kinks of ${phi.name}`, phi.kinks);
  if (phi.saturated !== undefined) callable(name, `saturated of ${phi.name}`, phi.saturated);
  return phi;
}
