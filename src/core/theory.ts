/** What a very wide net with random weights does, without drawing one: the mean-field recursion. */
import { type Activation, type ActivationName, activation } from "./activations.js";
import { architecture, type LayerPlan, type NetOptions } from "./architecture.js";
import { square } from "./elementary.js";
import { finite, type Known, knownOptions, notNegative, refuse } from "./guard.js";
import { meanField } from "./mean-field.js";
import { hypotenuse, inRange } from "./range.js";

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

const inputMoments: Known<InputMoments> = { inputMeanSquare: true, inputCorrelation: true };

/**
 * The wide-network prediction for the net that `mlp(rng, options)` would draw (Poole and others, 2016; Schoenholz and
 * others, 2017): forward `q_l = n Var(w) E φ(√q_(l-1) z)² + Var(b)`, backward `χ_l = n Var(w) E φ'(√q_l z)²`.
 * Weights must have mean 0. Exact as the width grows; at width n a layer differs by a relative `O(√(depth/n))`.
 * @throws RangeError with the layer whose figures leave the range of doubles, above or below.
 */
export function wideNetwork(options: NetOptions, inputs: InputMoments = {}): TheoryRow[] {
  const plans = architecture("wideNetwork", options);
  if (plans.some(({ normalized, residual }) => normalized || residual))
    refuse("wideNetwork", "the net must be without normalization and residual connections", options);
  const { inputMeanSquare = 1, inputCorrelation = 0 } = knownOptions(
    "wideNetwork",
    inputs,
    inputMoments,
    "the inputs' moments",
  );
  notNegative("wideNetwork", "inputMeanSquare", inputMeanSquare);
  if (!(typeof inputCorrelation === "number" && Math.abs(inputCorrelation) <= 1))
    refuse("wideNetwork", "inputCorrelation must lie in [-1, 1]", inputCorrelation);
  const rows: TheoryRow[] = [inputRow(inputMeanSquare, inputCorrelation)];
  plans.forEach((plan, i) => {
    rows.push(layerStep(plan, i + 1, rows[i] as TheoryRow));
  });
  for (let l = rows.length - 2; l >= 0; l--) {
    const { gradientRms, backwardFactor } = rows[l + 1] as TheoryRow;
    const zero = gradientRms === 0 || backwardFactor === 0;
    (rows[l] as TheoryRow).gradientRms = figure("the gradient", l, gradientRms * backwardFactor, zero);
  }
  return rows;
}

/** The least normal double: below it, digits are lost. */
const LEAST = 2.2250738585072014e-308;

/** Requires a figure of a layer to be a normal number, unless it is known to be 0. */
function figure(what: string, layer: number, value: number, zero: boolean): number {
  if ((Math.abs(value) >= LEAST && Math.abs(value) < Infinity) || (zero && value === 0)) return value;
  return refuse("wideNetwork", `${what} of layer ${layer} must stay within the range of doubles`, value);
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
  const z = preActivations(w.std, fanIn, b.std, below);
  const q = figure("the variance", layer, z.q, (w.std === 0 || below.meanSquare === 0) && b.std === 0);
  const field = meanField(phi, b.mean, z.s);
  const mean = field.mean();
  const meanSquare = field.meanSquare();
  const slopes = field.slopes();
  const still = z.apart === 0 || slopes === 0;
  const sampleStd = z.gap < NEARLY_EQUAL ? nearlyEqual(z, slopes) : field.spread(z.gap);
  return {
    layer,
    mean: inRange("wideNetwork", `the mean of layer ${layer}`, mean),
    std: field.std(mean),
    sampleStd: figure("the spread over samples", layer, sampleStd, still || z.gap >= NEARLY_EQUAL),
    meanSquare: figure("the mean square", layer, meanSquare, field.rms() === 0),
    preActivationVariance: q,
    correlation: 1 - z.gap,
    backwardFactor: figure(
      "the slope",
      layer,
      w.std * Math.sqrt(fanOut * slopes),
      w.std === 0 || slopes === 0,
    ),
    gradientRms: 1,
  };
}

/** The pre-activations of a layer: variance and std, and `1 - correlation` of two inputs and its root. */
interface PreActivations {
  q: number;
  s: number;
  gap: number;
  apart: number;
}

/** Far from the ends of the range of doubles. */
const safe = (x: number): boolean => x > 1e-290 && x < 1e290;

function preActivations(std: number, fanIn: number, biasStd: number, below: TheoryRow): PreActivations {
  const spread = std * std * fanIn;
  const plain = spread * below.meanSquare + biasStd * biasStd;
  const [one, root] = [safe(spread) && safe(plain), std * Math.sqrt(fanIn)];
  // Where a square leaves the range, the roots do not.
  const s = one ? Math.sqrt(plain) : hypotenuse(root * Math.sqrt(below.meanSquare), biasStd);
  const q = one ? plain : s * s;
  const gap = (spread * below.sampleStd * below.sampleStd) / q;
  if (one && (safe(gap) || below.sampleStd === 0)) return { q, s, ...ends(gap, Math.sqrt(gap)) };
  const apart = s > 0 ? (root * below.sampleStd) / s : 0;
  return { q, s, ...ends(apart * apart, apart) };
}

/** Rounding may carry the gap of opposite inputs beyond 2. */
const ends = (gap: number, apart: number): { gap: number; apart: number } => ({
  gap: Math.min(gap, 2),
  apart,
});

/** Below this gap the difference of two activations is the slope times the difference of their arguments. */
const NEARLY_EQUAL = 1e-11;

function nearlyEqual({ q, s, gap, apart }: PreActivations, slopes: number): number {
  const squared = gap * q * slopes;
  return safe(squared) ? Math.sqrt(squared) : s * apart * Math.sqrt(slopes);
}

/**
 * `gain² E φ(√q z)²`: where the variance q of pre-activations goes in one layer with `Var(w) = gain²/fanIn`.
 * @throws RangeError if that is too large for a double.
 */
export function varianceMap(name: Activation | ActivationName, gain: number, q: number): number {
  finite("varianceMap", "gain", gain);
  const field = meanField(activation(name), 0, Math.sqrt(notNegative("varianceMap", "q", q)));
  const [factor, meanSquare] = [gain * gain, field.meanSquare()];
  const plain = safe(factor) && safe(meanSquare);
  return inRange("varianceMap", "gain² E φ(√q z)²", plain ? factor * meanSquare : square(gain * field.rms()));
}

/** `1/√(E φ(z)²)`: the gain for which pre-activations of variance 1 keep it. */
export function theoreticalGain(name: Activation | ActivationName): number {
  return inRange("theoreticalGain", "1/√(E φ(z)²)", 1 / Math.sqrt(varianceMap(name, 1, 1)));
}
