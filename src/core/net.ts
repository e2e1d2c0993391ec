/** What a net is, and what its passes give back. */
import type { Activation } from "./activations.js";
import type { Matrix, Values } from "./matrix.js";
import type { Normalized } from "./normalization.js";
import type { Random } from "./random.js";

/** One layer: `weights` is (fanOut × fanIn), `biases` has fanOut values. */
export interface Layer {
  weights: Matrix;
  biases: Values;
  activation: Activation;
  /** Whether `X Wᵀ` is normalized over the batch before the biases are added. */
  normalized?: boolean;
  /** Whether the layer adds its input to its output. */
  residual?: boolean;
}

/** A net is its layers. */
export interface Mlp {
  sizes: readonly number[];
  layers: Layer[];
}

/** What one layer computed, each (batch × fanOut): `Z`, `H = φ(Z)`, and the dropout mask if there was one. */
export interface LayerTrace {
  activation: Activation;
  preActivations: Matrix;
  activations: Matrix;
  mask?: Matrix;
  /** With batch normalization: the normalized `X Wᵀ`, and one over the std that each unit had. */
  normalized?: Normalized;
}

/** Everything a forward pass computed. */
export interface Trace {
  inputs: Matrix;
  layers: LayerTrace[];
  outputs: Matrix;
}

/** The gradients of the loss at one layer, each of the shape of the thing it belongs to. */
export interface LayerGradients {
  weights: Matrix;
  biases: Values;
  preActivations: Matrix;
  activations: Matrix;
}

/** The gradients of the loss at every layer, and with respect to the inputs. */
export interface Gradients {
  layers: LayerGradients[];
  inputs: Matrix;
}

/** Options of a forward pass; `reuse` is an earlier trace of the same shapes, whose memory is written over. */
export interface ForwardOptions {
  /** Hidden activations are set to 0 with probability `rate`, the others divided by `1 - rate`. */
  dropout?: { rng: Random; rate: number };
  reuse?: Trace;
}
