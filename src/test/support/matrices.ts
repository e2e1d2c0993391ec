/** Random matrices for properties, and the plain loops that products are compared with. */
import fc from "fast-check";
import { type Matrix, matrix } from "../../core/matrix.js";

/** Matrices of numbers from -9 to 9 with three decimals, of the given size. */
export function matricesOf(rows: number, cols: number): fc.Arbitrary<Matrix> {
  const entry = fc.integer({ min: -9000, max: 9000 }).map((x) => x / 1000);
  return fc
    .array(fc.array(entry, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows })
    .map((each) => matrix(each));
}

/** A size from 1 to `max`. */
export const size = (max = 17): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** Which factors are taken transposed, and how every product and every sum is rounded. */
export interface ProductOptions {
  transposeA?: boolean;
  transposeB?: boolean;
  round?: (x: number) => number;
}

/** `A B` row after row, each entry a sum from 0 in the order of the inner index. */
export function naiveProduct(a: Matrix, b: Matrix, options: ProductOptions = {}): number[] {
  const { transposeA = false, transposeB = false, round = (x) => x } = options;
  const [rows, inner] = transposeA ? [a.cols, a.rows] : [a.rows, a.cols];
  const cols = transposeB ? b.rows : b.cols;
  return Array.from({ length: rows * cols }, (_, at) => {
    const [i, j] = [Math.floor(at / cols), at % cols];
    let sum = 0;
    for (let k = 0; k < inner; k++)
      sum = round(
        sum + round((transposeA ? a.at(k, i) : a.at(i, k)) * (transposeB ? b.at(j, k) : b.at(k, j))),
      );
    return sum;
  });
}
