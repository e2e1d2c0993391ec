/** Statistics of a float32 matrix in one pass, summed in float64. */

/** `Σ x²` of n numbers, in float64. */
export function sumSquares32(x: usize, n: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let rest: f64 = 0;
  const end = <usize>n << 2;
  const whole = end & ~15;
  for (let i: usize = 0; i < whole; i += 16) {
    const v = v128.load(x + i);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  for (let i = whole; i < end; i += 4) rest += <f64>load<f32>(x + i) * <f64>load<f32>(x + i);
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + rest;
}

/**
 * Sums of a (rows × cols) matrix. Differences are taken from the first row (over samples)
 * and from the row's first entry (over units), so that a small spread around a large mean is not lost.
 * Writes 4 float64 to `out`: Σ x, Σ x², Σ over columns of n · variance over rows, Σ over rows of the variance over
 * columns. `scratch` has room for 2 · cols float64.
 */
export function moments32(x: usize, rows: i32, cols: i32, out: usize, scratch: usize): void {
  const width = <usize>(cols * 4);
  memory.fill(scratch, 0, <usize>(cols * 16));
  const squares = scratch + <usize>(cols * 8);
  let total = f64x2.splat(0);
  let totalSquares = f64x2.splat(0);
  let spread: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const row = x + <usize>i * width;
    const first = f64x2.splat(<f64>load<f32>(row));
    let sum = f64x2.splat(0);
    let square = f64x2.splat(0);
    for (let j: usize = 0; j < (width & ~7); j += 8) {
      const v = f64x2.promote_low_f32x4(v128.load64_zero(row + j));
      const top = f64x2.promote_low_f32x4(v128.load64_zero(x + j));
      const d = f64x2.sub(v, first);
      sum = f64x2.add(sum, d);
      square = f64x2.add(square, f64x2.mul(d, d));
      const e = f64x2.sub(v, top);
      v128.store(scratch + 2 * j, f64x2.add(v128.load(scratch + 2 * j), e));
      v128.store(squares + 2 * j, f64x2.add(v128.load(squares + 2 * j), f64x2.mul(e, e)));
      total = f64x2.add(total, v);
      totalSquares = f64x2.add(totalSquares, f64x2.mul(v, v));
    }
    if (cols & 1) {
      // The last column alone: one lane, the other one 0.
      const j = width - 4;
      const one = f64x2.replace_lane(f64x2.splat(0), 0, 1);
      const v = f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<f32>(row + j));
      const top = f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<f32>(x + j));
      const d = f64x2.sub(v, f64x2.mul(first, one));
      const e = f64x2.extract_lane(f64x2.sub(v, top), 0);
      sum = f64x2.add(sum, d);
      square = f64x2.add(square, f64x2.mul(d, d));
      store<f64>(scratch + 2 * j, load<f64>(scratch + 2 * j) + e);
      store<f64>(squares + 2 * j, load<f64>(squares + 2 * j) + e * e);
      total = f64x2.add(total, v);
      totalSquares = f64x2.add(totalSquares, f64x2.mul(v, v));
    }
    const s = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
    const q = f64x2.extract_lane(square, 0) + f64x2.extract_lane(square, 1);
    spread += max<f64>(0, q / cols - (s / cols) * (s / cols));
  }
  let within: f64 = 0;
  for (let j: usize = 0, end = <usize>cols << 3; j < end; j += 8) {
    const s = load<f64>(scratch + j);
    within += max<f64>(0, load<f64>(squares + j) - (s * s) / rows);
  }
  store<f64>(out, f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
  store<f64>(out, f64x2.extract_lane(totalSquares, 0) + f64x2.extract_lane(totalSquares, 1), 8);
  store<f64>(out, within, 16);
  store<f64>(out, spread, 24);
}

/** How many of n numbers are exactly 0, lie below `low`, and lie above `high`: 3 int32 at `out`. */
export function shares32(x: usize, n: i32, low: f32, high: f32, out: usize): void {
  let zero = i32x4.splat(0);
  let below = zero;
  let above = zero;
  const end = <usize>n << 2;
  const whole = end & ~15;
  for (let i: usize = 0; i < whole; i += 16) {
    const v = v128.load(x + i);
    zero = i32x4.sub(zero, f32x4.eq(v, f32x4.splat(0)));
    below = i32x4.sub(below, f32x4.lt(v, f32x4.splat(low)));
    above = i32x4.sub(above, f32x4.gt(v, f32x4.splat(high)));
  }
  store<i32>(out, lanes(zero));
  store<i32>(out, lanes(below), 4);
  store<i32>(out, lanes(above), 8);
  for (let i = whole; i < end; i += 4) {
    const v = load<f32>(x + i);
    if (v == 0) store<i32>(out, load<i32>(out) + 1);
    if (v < low) store<i32>(out, load<i32>(out, 4) + 1, 4);
    if (v > high) store<i32>(out, load<i32>(out, 8) + 1, 8);
  }
}

// @ts-ignore: decorator
@inline
function lanes(v: v128): i32 {
  return (
    i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3)
  );
}

/**
 * Counts n numbers into `bins` bins from low to high: bins + 2 int32 at `counts`, the first and the last for what lies
 * outside (NaN in the first). Two such tables in turn, so that equal neighbors do not wait for each other; behind them
 * stand the bins + 1 edges, float64, which decide: a number belongs to the last bin whose lower edge is not above it.
 */
export function histogram32(x: usize, n: i32, low: f64, high: f64, bins: i32, counts: usize): void {
  const width = <usize>((bins + 2) * 4);
  const edges = counts + 2 * width;
  memory.fill(counts, 0, 2 * width);
  const start = f64x2.splat(low);
  const rate = f64x2.splat((0.5 * <f64>bins) / (0.5 * high - 0.5 * low));
  const last = i32x4.splat(bins - 1);
  const end = <usize>n << 2;
  for (let i: usize = 0; i < end; i += 8) {
    const v = f64x2.promote_low_f32x4(v128.load64_zero(x + i));
    const bin = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(f64x2.sub(v, start), rate));
    const near = i32x4.max_s(i32x4.min_s(bin, last), i32x4.splat(0));
    count(counts, edges, bins, f64x2.extract_lane(v, 0), low, high, i32x4.extract_lane(near, 0));
    if (end - i > 4)
      count(counts + width, edges, bins, f64x2.extract_lane(v, 1), low, high, i32x4.extract_lane(near, 1));
  }
  for (let i: usize = 0; i < width; i += 4) store<i32>(counts + i, load<i32>(counts + i) + load<i32>(counts + width + i));
}

/** Counts one number; `near` is its bin but for rounding, if it has one. */
// @ts-ignore: decorator
@inline
function count(table: usize, edges: usize, bins: i32, v: f64, low: f64, high: f64, near: i32): void {
  const edge = edges + (<usize>near << 3);
  const slot = v >= load<f64>(edge) && v < load<f64>(edge, 8) ? near + 1 : search(edges, bins, v, low, high, near);
  const place = table + (<usize>slot << 2);
  store<i32>(place, load<i32>(place) + 1);
}

/** The place of a number that is outside, in the last bin's closed end, or in a neighbor of the bin `near`. */
function search(edges: usize, bins: i32, v: f64, low: f64, high: f64, near: i32): i32 {
  if (v > high) return bins + 1;
  if (!(v >= low)) return 0;
  while (v < load<f64>(edges + (<usize>near << 3))) near--;
  while (near + 1 < bins && v >= load<f64>(edges + (<usize>near << 3), 8)) near++;
  return near + 1;
}
