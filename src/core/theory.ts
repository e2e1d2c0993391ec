/** What a very wide net with random weights does, without drawing one: the mean-field recursion. */
import { type Activation, type ActivationName, activation } from "./activations.js";
import { architecture, type LayerPlan, type NetOptions } from "./architecture.js";
import { square } from "./elementary.js";
import { finite, notNegative, refuse } from "./guard.js";
import { expectation, pairExpectation } from "./quadrature.js";

/** The theory's prediction for one layer; layer 0 is the inputs. */
export interface TheoryRow {
  layer: number;
  /** Mean of the activations, over units and samples. */
  mean: number;
  /** Their pooled standard deviation `√(E h² - (E h)²)`. */
  std: number;
  /** Std across samples of one unit's activation, for unrelated inputs: the part that carries the signal. */
  sampleStd: number;
  /** `E h²`. */
  meanSquare: number;
  /** Variance of the pre-activations, `q = fanIn · Var(w) · E h²_below + Var(b)`; 0 for the inputs. */
  preActivationVariance: number;
  /** Correlation of the pre-activations of two inputs (for layer 0: of the inputs). */
  correlation: number;
  /** `√χ`: the factor on rms ∂L/∂h in going from this layer to the one below, `χ = fanOut · Var(w) · E φ'(z)²`. */
  backwardFactor: number;
  /** rms ∂L/∂h of this layer over that of the top layer. */
  gradientRms: number;
}

/** What is known of the inputs. */
export interface InputMoments {
  /** `E x²`; 1 by default. */
  inputMeanSquare?: number;
  /** Correlation of two inputs; 0 by default. */
  inputCorrelation?: number;
}

/**
 * The wide-network prediction for the net that `mlp(rng, options)` would draw (Poole and others, 2016; Schoenholz and
 * others, 2017): forward `q_l = n Var(w) E φ(√q_(l-1) z)² + Var(b)`, backward `χ_l = n Var(w) E φ'(√q_l z)²`.
 * Weights must have mean 0. Exact as the width grows; at width n a layer differs by a relative `O(√(depth/n))`.
 */
export function wideNetwork(options: NetOptions, inputs: InputMoments = {}): TheoryRow[] {
  const plans = architecture("wideNetwork", options);
  if (plans.some(({ normalized, residual }) => normalized || residual))
    refuse("wideNetwork", "the net must be without normalization and residual connections", options);
  const q0 = notNegative("wideNetwork", "inputMeanSquare", inputs.inputMeanSquare ?? 1);
  const c0 = inputs.inputCorrelation ?? 0;
  if (!(c0 >= -1 && c0 <= 1)) refuse("wideNetwork", "inputCorrelation must lie in [-1, 1]", c0);
  const rows: TheoryRow[] = [inputRow(q0, c0)];
  plans.forEach((plan, i) => {
    rows.push(layerStep(plan, i + 1, rows[i] as TheoryRow));
  });
  for (let l = rows.length - 2; l >= 0; l--) {
    const above = rows[l + 1] as TheoryRow;
    (rows[l] as TheoryRow).gradientRms = above.gradientRms * above.backwardFactor;
  }
  return rows;
}

function inputRow(q: number, c: number): TheoryRow {
  return {
    layer: 0,
    mean: 0,
    std: Math.sqrt(q),
    sampleStd: Math.sqrt(q * (1 - c)),
    meanSquare: q,
    preActivationVariance: 0,
    correlation: c,
    backwardFactor: 1,
    gradientRms: 1,
  };
}

/** One step up: this layer's row from the row below. */
function layerStep(plan: LayerPlan, layer: number, below: TheoryRow): TheoryRow {
  const { fanIn, fanOut, activation: phi } = plan;
  const w = plan.weights.moments({ fanIn, fanOut });
  const b = plan.biases.moments({ fanIn, fanOut });
  if (w.mean !== 0) refuse("wideNetwork", "the weights' mean must be 0 for the theory to hold", w.mean);
  const spread = w.std * w.std * fanIn;
  const q = spread * below.meanSquare + b.std * b.std;
  const gap = q > 0 ? (spread * below.sampleStd * below.sampleStd) / q : 0;
  const s = Math.sqrt(q);
  const kinks = s > 0 ? [0, ...phi.kinks.map((kink) => (kink - b.mean) / s)] : [0];
  const h = (z: number): number => phi.value(b.mean + s * z);
  const slopeSquare = (z: number): number => square(phi.slope(b.mean + s * z));
  const mean = expectation(h, kinks);
  const meanSquare = expectation((z) => square(h(z)), kinks);
  const slopes = expectation(slopeSquare, kinks);
  return {
    layer,
    mean,
    std: Math.sqrt(expectation((z) => square(h(z) - mean), kinks)),
    sampleStd: Math.sqrt(
      gap < NEARLY_EQUAL
        ? gap * q * slopes
        : halfSquaredDifference(h, gap, phi.kinks.length === 0 && s <= SMOOTH ? [] : kinks),
    ),
    meanSquare,
    preActivationVariance: q,
    correlation: 1 - gap,
    backwardFactor: w.std * Math.sqrt(fanOut * slopes),
    gradientRms: 1,
  };
}

/** Up to this std of the pre-activations, the activations without kinks are smooth on a scale of 1. */
const SMOOTH = 2;

/** Below this gap the difference of two activations is the slope times the difference of their arguments. */
const NEARLY_EQUAL = 1e-11;

/** `½ E (h(u) - h(v))² = E h² - E h(u) h(v)`, without the cancellation of the right-hand side. */
function halfSquaredDifference(h: (z: number) => number, gap: number, kinks: readonly number[]): number {
  return pairExpectation((u, v) => 0.5 * square(h(u) - h(v)), gap, kinks);
}

/** `gain² E φ(√q z)²`: where the variance q of pre-activations goes in one layer with `Var(w) = gain²/fanIn`. */
export function varianceMap(name: Activation | ActivationName, gain: number, q: number): number {
  finite("varianceMap", "gain", gain);
  const phi = activation(name);
  const s = Math.sqrt(notNegative("varianceMap", "q", q));
  return gain * gain * expectation((z) => square(phi.value(s * z)));
}

/** `1/√(E φ(z)²)`: the gain for which pre-activations of variance 1 keep it. */
export function theoreticalGain(name: Activation | ActivationName): number {
  return 1 / Math.sqrt(varianceMap(name, 1, 1));
}
