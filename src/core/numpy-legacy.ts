/**
 * NumPy's legacy generator `numpy.random.RandomState(seed)`, to repeat a published run draw by draw.
 *
 * It is for nothing else: all other random numbers come from `random`. It is not a `Random` and cannot be split, so no
 * initializer takes it.
 */
import type { Dataset } from "./datasets.js";
import { cos, log, sin } from "./elementary.js";
import { positiveInteger, refuse, room, wholeNumber, within } from "./guard.js";
import { matrix } from "./matrix.js";

/** The Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) and NumPy's legacy ways to draw from it. */
export interface NumpyLegacy {
  /** Uniform on 0, 1, …, 2³² - 1. */
  bits(): number;
  /** `random_sample()`: uniform on [0, 1) with 53 bits, from two outputs. */
  double(): number;
  /** `randn()`: standard normal, by Marsaglia's polar method; every second call takes the other value of a pair. */
  gauss(): number;
  /** `shuffle(arange(n))`: 0 to n - 1 in random order, by Fisher and Yates's method from the end. */
  shuffled(n: number): number[];
}

const [LENGTH, LAG] = [624, 397];

/** The 624 words that an integer seed expands to (Knuth's linear recurrence, as in MT19937's `init_genrand`). */
function seeded(seed: number): Uint32Array {
  const words = new Uint32Array(LENGTH);
  words[0] = seed;
  for (let i = 1; i < LENGTH; i++) {
    const previous = words[i - 1] as number;
    words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
  }
  return words;
}

/** The next 624 words in place of the last: `x[k + 624] = x[k + 397] ^ twist(top bit of x[k], rest of x[k + 1])`. */
function twist(words: Uint32Array): void {
  for (let k = 0; k < LENGTH; k++) {
    const next = words[(k + 1) % LENGTH] as number;
    const joined = ((words[k] as number) & 0x80000000) | (next & 0x7fffffff);
    const odd = next & 1 ? 0x9908b0df : 0;
    words[k] = (words[(k + LAG) % LENGTH] as number) ^ (joined >>> 1) ^ odd;
  }
}

/** Spreads a word's bits evenly over its places. */
function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}

/**
 * The generator that `numpy.random.seed(seed)` sets up.
 *
 * @throws RangeError unless the seed is an integer from 0 to 2³² - 1.
 */
export function numpyLegacy(seed: number): NumpyLegacy {
  if (wholeNumber("numpyLegacy", "seed", seed) > 0xffffffff)
    refuse("numpyLegacy", "seed must be below 2³²", seed);
  const words = seeded(seed);
  let at = LENGTH;
  let kept: number | undefined;

  function bits(): number {
    if (at === LENGTH) {
      twist(words);
      at = 0;
    }
    return temper(words[at++] as number);
  }

  const double = (): number => {
    const high = bits() >>> 5;
    return (high * 0x4000000 + (bits() >>> 6)) / 0x20000000000000;
  };

  function gauss(): number {
    if (kept !== undefined) {
      const value = kept;
      kept = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * double() - 1;
      const y = 2 * double() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * log(square)) / square);
      kept = factor * x;
      return factor * y;
    }
  }

  /** Uniform on 0, 1, …, `top`: as many low bits as `top` has, drawn again until they do not exceed it. */
  function below(top: number): number {
    const mask = 0xffffffff >>> Math.clz32(top);
    for (;;) {
      const value = (bits() & mask) >>> 0;
      if (value <= top) return value;
    }
  }

  function shuffled(n: number): number[] {
    room("shuffled", "n", positiveInteger("shuffled", "n", n), 8, "list");
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = below(i);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  }

  return { bits, double, gauss, shuffled };
}

/** About what one point takes while the circles are made. */
const BYTES = 200;

/**
 * scikit-learn's `make_circles(samples, noise=noise)` after `numpy.random.seed(seed)`: as many points on the circle of
 * radius 1 (target 0) as on that of radius 0.8 (target 1), shuffled, then moved by N(0, noise²).
 *
 * @throws RangeError unless `samples` is an even positive integer.
 */
export function numpyCircles(seed: number, samples: number, noise: number): Dataset {
  if (positiveInteger("numpyCircles", "samples", samples) % 2 === 1)
    refuse("numpyCircles", "samples must be even", samples);
  room("numpyCircles", "samples", samples, BYTES, "list");
  within("numpyCircles", "noise", noise, 0, 1e300);
  const rng = numpyLegacy(seed);
  const half = samples / 2;
  const order = rng.shuffled(samples);
  const points = order.map((i) => {
    const angle = (i % half) * ((2 * Math.PI) / half);
    const radius = i < half ? 1 : 0.8;
    return [radius * cos(angle), radius * sin(angle)];
  });
  const inputs = matrix(points.map((point) => point.map((x) => x + noise * rng.gauss())));
  return { inputs, targets: matrix(order.map((i) => [i < half ? 0 : 1])) };
}
