/** A distribution of single numbers: what it offers, and how one is made from its law. */
import { bytesOf, type Ends } from "./floats.js";
import { generator, isValues, positiveInteger, refuse, room } from "./guard.js";
import { type Matrix, type Precision, type Values, values, zeroMatrix } from "./matrix.js";
import type { Random } from "./random.js";

/**
 * A distribution of single numbers: its moments, and ways to draw one, fill an array, or make a matrix. A float32 array
 * gets the draws rounded, and one that rounding would take beyond the distribution's bounds stays within them.
 */
export interface Distribution {
  readonly name: string;
  readonly mean: number;
  readonly std: number;
  /** One draw. */
  draw(rng: Random): number;
  /** Overwrites `array` with draws and returns it. */
  fill<T extends Values>(rng: Random, array: T): T;
  /** A new vector of `n` draws. */
  vector(rng: Random, n: number, precision?: Precision): Values;
  /** A new `rows × cols` matrix of draws, filled row by row. */
  matrix(rng: Random, rows: number, cols: number, precision?: Precision): Matrix;
}

/** What a distribution is made from. */
export interface Law {
  /** The function that an error names. */
  by: string;
  name: string;
  mean: number;
  std: number;
  /** The least and the greatest number that a draw may be. */
  ends(precision: Precision): Ends;
  /** One draw; where rounding takes it beyond the ends, the end is taken. */
  draw(rng: Random): number;
  /** A faster way to fill an array with such draws. */
  fill?(rng: Random, array: Values, first: number, last: number): void;
}

/** The ends of the law in this precision, whose range they must not leave. */
function endsIn({ by, name, ends }: Law, precision: Precision): Ends {
  const [first, last] = ends(precision);
  if (!(first > -Infinity && last < Infinity))
    refuse(by, `every draw must lie within the range of ${precision}`, name);
  if (!(first <= last)) refuse(by, `a ${precision} number must lie between the bounds`, name);
  return [first, last];
}

/** The number, or the end that it lies beyond. */
const held = (x: number, first: number, last: number): number => (x < first ? first : x > last ? last : x);

/** The distribution of a law; it checks what it is given each time that it is asked to draw. */
export function distribution(law: Law): Distribution {
  const { by, name, mean, std } = law;
  const [least, greatest] = endsIn(law, "float64");
  const fill: Distribution["fill"] = (rng, array) => {
    generator(by, rng);
    if (!isValues(array)) refuse(by, "array must be a Float64Array or a Float32Array", array);
    const [first, last] = array.BYTES_PER_ELEMENT === 4 ? endsIn(law, "float32") : [least, greatest];
    if (law.fill) law.fill(rng, array, first, last);
    else for (let i = 0; i < array.length; i++) array[i] = held(law.draw(rng), first, last);
    return array;
  };
  return {
    name,
    mean,
    std,
    draw: (rng) => {
      if (typeof rng?.double !== "function") generator(by, rng);
      return held(law.draw(rng), least, greatest);
    },
    fill,
    vector: (rng, n, precision = "float64") => {
      room("vector", "n", positiveInteger("vector", "n", n), bytesOf("vector", precision), "array");
      return fill(rng, values(n, precision));
    },
    matrix: (rng, rows, cols, precision = "float64") => {
      const out = zeroMatrix(rows, cols, precision);
      fill(rng, out.data);
      return out;
    },
  };
}
