/** Every initializer by its name, as a dropdown or the plain description of an experiment gives it. */
import { normal, truncatedNormal, uniform } from "./distributions.js";
import { type Known, knownOptions, lookup, positive } from "./guard.js";
import {
  constant,
  deltaOrthogonal,
  dirac,
  eye,
  from,
  type HeOptions,
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  lecunUniform,
  ones,
  orthogonal,
  pytorchDefault,
  type SparseOptions,
  sparse,
  type VarianceScaling,
  varianceScaling,
  xavierNormal,
  xavierUniform,
  zeros,
} from "./initializers.js";

/** What the schemes that are distributions may be told. */
interface DistributionOptions {
  /** The value of `constant`; 0.5 by default. */
  value?: number;
  /** The mean of `normal` and of `truncatedNormal`; 0 by default. */
  mean?: number;
  /** The standard deviation of `normal`, of `uniform`, of `truncatedNormal` before the cut, of `sparse`; 0.01 by default. */
  std?: number;
  /** The bounds of `truncatedNormal`; two standard deviations from the mean by default. */
  low?: number;
  high?: number;
}

/** Options that some named scheme takes. */
export interface SchemeOptions
  extends DistributionOptions,
    HeOptions,
    Omit<VarianceScaling, "name">,
    Partial<SparseOptions> {
  /** The groups of `dirac`. */
  groups?: number;
}

type Some<Key extends keyof DistributionOptions> = Pick<DistributionOptions, Key>;
const valueOnly: Known<Some<"value">> = { value: true };
const stdOnly: Known<Some<"std">> = { std: true };
const meanAndStd: Known<Some<"mean" | "std">> = { mean: true, std: true };
const cutOptions: Known<Some<"mean" | "std" | "low" | "high">> = { ...meanAndStd, low: true, high: true };
const sparseOptions: Known<SparseOptions> = { sparsity: true, std: true };

/** Every scheme that can fill the weights of any dense layer: what a dropdown offers, and what an experiment names. */
export const schemes = {
  zeros,
  constant: (options: Some<"value"> = {}) => {
    const { value = 0.5 } = knownOptions("constant", options, valueOnly);
    return constant(value);
  },
  normal: (options: Some<"mean" | "std"> = {}) => {
    const { mean = 0, std = 0.01 } = knownOptions("normal", options, meanAndStd);
    return from(normal(mean, std));
  },
  uniform: (options: Some<"std"> = {}) => {
    const { std = 0.01 } = knownOptions("uniform", options, stdOnly);
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
  ones,
  truncatedNormal: (options: Some<"mean" | "std" | "low" | "high"> = {}) => {
    const { mean = 0, std = 0.01, ...cut } = knownOptions("truncatedNormal", options, cutOptions);
    const { low = mean - 2 * std, high = mean + 2 * std } = cut;
    return from(truncatedNormal(mean, std, low, high));
  },
  varianceScaling,
  eye,
  sparse: (options: Partial<SparseOptions> = {}) =>
    sparse({ sparsity: 0.1, ...knownOptions("sparse", options, sparseOptions) }),
} as const satisfies Record<string, (options?: never) => Initializer>;

/** The schemes for convolutions alone. */
const ofConvolutions = { dirac, deltaOrthogonal } as const;

export type SchemeName = keyof typeof schemes;

/** What PyTorch, Keras, TensorFlow.js and JAX call them, where it is not what they are called here. */
const elsewhere = {
  zeros_: "zeros",
  ones_: "ones",
  constant_: "constant",
  normal_: "normal",
  uniform_: "uniform",
  trunc_normal_: "truncatedNormal",
  xavier_normal_: "xavierNormal",
  xavier_uniform_: "xavierUniform",
  kaiming_normal_: "heNormal",
  kaiming_uniform_: "heUniform",
  orthogonal_: "orthogonal",
  eye_: "eye",
  dirac_: "dirac",
  sparse_: "sparse",
  identity: "eye",
  random_normal: "normal",
  random_uniform: "uniform",
  truncated_normal: "truncatedNormal",
  variance_scaling: "varianceScaling",
  glorot_normal: "xavierNormal",
  glorot_uniform: "xavierUniform",
  he_normal: "heNormal",
  he_uniform: "heUniform",
  lecun_normal: "lecunNormal",
  lecun_uniform: "lecunUniform",
  delta_orthogonal: "deltaOrthogonal",
} as const satisfies Record<string, SchemeName | keyof typeof ofConvolutions>;

/** A name that `scheme` understands. */
export type SchemeAlias = keyof typeof elsewhere | keyof typeof ofConvolutions;

/** A name without capitals and underscores: `glorot_uniform` and `GlorotUniform` are one. */
const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");

const ours: ReadonlyMap<string, string> = new Map([
  ...Object.entries(elsewhere).map(([name, own]) => [plain(name), own] as const),
  ...Object.keys({ ...schemes, ...ofConvolutions }).map((own) => [plain(own), own] as const),
]);

/**
 * The initializer for a scheme's name. PyTorch's, Keras's, TensorFlow.js's and JAX's own names are understood too
 * (`kaiming_normal_`, `GlorotUniform`); what they name is ours, with our defaults: Keras's `he_normal`, for one, has
 * the same variance but is a cut normal, `scheme("varianceScaling", { scale: 2 })`.
 */
export function scheme(name: SchemeName | SchemeAlias, options: SchemeOptions = {}): Initializer {
  const own = typeof name === "string" ? (ours.get(plain(name)) ?? name) : name;
  const table: Record<string, unknown> = Object.keys(ofConvolutions).includes(own) ? ofConvolutions : schemes;
  return (lookup("scheme", "name", table, own) as (options: SchemeOptions) => Initializer)(options);
}
