/**
 * The sums over a float32 matrix from which a row of a large run is made, in the order of `src/kernel/statistics.ts`: two
 * or four of them side by side there, one number at a time here, the same bits.
 */

type Numbers = Float32Array | Float64Array;

/** `Σ x`, `Σ x²`, the sum over columns of n · variance over rows, and the sum over rows of the variance over columns. */
export type Moments = readonly [sum: number, squares: number, within: number, spread: number];

/** How many values are exactly 0, lie below the lower of two ends, and lie above the upper one. */
export type EndCounts = readonly [zero: number, below: number, above: number];

function add(to: Float64Array, i: number, value: number): void {
  to[i] = (to[i] as number) + value;
}

/** The sum of two lanes, or of twice two: 0 and 2, 1 and 3 are added first. */
function lanesOf([a = 0, b = 0, c = 0, d = 0]: Float64Array): number {
  return a + c + (b + d);
}

/** `Σ x²`. */
export function singleSquares(x: Numbers): number {
  const lanes = new Float64Array(4);
  const whole = x.length - (x.length % 4);
  let rest = 0;
  for (let i = 0; i < x.length; i++) {
    const square = (x[i] as number) * (x[i] as number);
    if (i < whole) add(lanes, i % 4, square);
    else rest += square;
  }
  return lanesOf(lanes) + rest;
}

/** The moments; differences are taken from the first row (over samples) and from the row's first entry (over units). */
export function singleMoments(x: Numbers, cols: number): Moments {
  const rows = x.length / cols;
  const [columnSums, columnSquares] = [new Float64Array(cols), new Float64Array(cols)];
  const [total, totalSquares] = [new Float64Array(2), new Float64Array(2)];
  let spread = 0;
  for (let i = 0; i < x.length; i += cols) {
    const [row, rowSquares] = [new Float64Array(2), new Float64Array(2)];
    for (let j = 0; j < cols; j++) {
      const v = x[i + j] as number;
      const [d, e] = [v - (x[i] as number), v - (x[j] as number)];
      add(row, j % 2, d);
      add(rowSquares, j % 2, d * d);
      add(columnSums, j, e);
      add(columnSquares, j, e * e);
      add(total, j % 2, v);
      add(totalSquares, j % 2, v * v);
    }
    const [s, q] = [lanesOf(row), lanesOf(rowSquares)];
    spread += Math.max(0, q / cols - (s / cols) * (s / cols));
  }
  let within = 0;
  for (let j = 0; j < cols; j++) {
    const s = columnSums[j] as number;
    within += Math.max(0, (columnSquares[j] as number) - (s * s) / rows);
  }
  return [lanesOf(total), lanesOf(totalSquares), within, spread];
}

/** The counts, between ends that are rounded to float32. */
export function singleEnds(x: Numbers, [low, high]: readonly [number, number]): EndCounts {
  const counts: [number, number, number] = [0, 0, 0];
  const [bottom, top] = [Math.fround(low), Math.fround(high)];
  for (let i = 0; i < x.length; i++) {
    const v = x[i] as number;
    if (v === 0) counts[0] += 1;
    if (v < bottom) counts[1] += 1;
    if (v > top) counts[2] += 1;
  }
  return counts;
}
