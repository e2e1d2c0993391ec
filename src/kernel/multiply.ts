/** Matrix products: packed bands, and a tile of 4 rows by 2 vectors held in registers. */

/** Lays `lines` vectors of length `inner` out in bands of `width`, the values of one inner index side by side. */
// @ts-ignore: decorator
@inline
function pack<T>(
  to: usize,
  source: usize,
  lines: i32,
  inner: i32,
  lineStride: i32,
  innerStride: i32,
  width: i32,
): void {
  const size = <i32>sizeof<T>();
  const padded = ((lines + width - 1) / width) * width;
  for (let band = 0; band < padded; band += width) {
    const base = to + <usize>(band * inner * size);
    for (let lane = 0; lane < width; lane++) {
      const line = band + lane;
      let target = base + <usize>(lane * size);
      if (line < lines) {
        let from = source + <usize>(line * lineStride * size);
        for (let k = 0; k < inner; k++) {
          store<T>(target, load<T>(from));
          target += <usize>(width * size);
          from += <usize>(innerStride * size);
        }
      } else {
        for (let k = 0; k < inner; k++) {
          store<T>(target, <T>0);
          target += <usize>(width * size);
        }
      }
    }
  }
}

/** Copies the part of a tile that lies inside the result. */
// @ts-ignore: decorator
@inline
function spill<T>(c: usize, tile: usize, cols: i32, height: i32, width: i32, tileWidth: i32): void {
  const size = <i32>sizeof<T>();
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++)
      store<T>(
        c + <usize>((i * cols + j) * size),
        load<T>(tile + <usize>((i * tileWidth + j) * size)),
      );
}

/** How many bands of A stay in the second-level cache while all of B passes by. */
const BANDS = 32;

/**
 * C (rows × cols) = A B in float64. Entry (i, k) of A is at `a + 8 (i · aLine + k · aInner)`, entry (k, j) of B at
 * `b + 8 (j · bLine + k · bInner)`; `scratch` has room for both packed, rows and cols rounded up to 4, and one tile.
 */
export function multiply64(
  c: usize,
  a: usize,
  b: usize,
  rows: i32,
  cols: i32,
  inner: i32,
  aLine: i32,
  aInner: i32,
  bLine: i32,
  bInner: i32,
  scratch: usize,
): void {
  const bandsA = (rows + 3) / 4;
  const bandsB = (cols + 3) / 4;
  const stepA = <usize>(inner * 32);
  const stepB = <usize>(inner * 32);
  const packedA = scratch + 128;
  const packedB = packedA + <usize>bandsA * stepA;
  pack<f64>(packedA, a, rows, inner, aLine, aInner, 4);
  pack<f64>(packedB, b, cols, inner, bLine, bInner, 4);
  for (let first = 0; first < bandsA; first += BANDS) {
    const last = min(first + BANDS, bandsA);
    for (let q = 0; q < bandsB; q++) {
      const width = min(4, cols - 4 * q);
      for (let p = first; p < last; p++) {
        const height = min(4, rows - 4 * p);
        const target = c + <usize>((4 * p * cols + 4 * q) * 8);
        const whole = height == 4 && width == 4;
        tile64(
          whole ? target : scratch,
          whole ? <usize>(cols * 8) : 32,
          packedA + <usize>p * stepA,
          packedB + <usize>q * stepB,
          inner,
        );
        if (!whole) spill<f64>(target, scratch, cols, height, width, 4);
      }
    }
  }
}

/** One tile of 4 × 4 float64 sums, written with `stride` bytes from row to row. */
// @ts-ignore: decorator
@inline
function tile64(to: usize, stride: usize, a: usize, b: usize, inner: i32): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = a + <usize>(inner * 32);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(x, b0));
    c01 = f64x2.add(c01, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(x, b0));
    c11 = f64x2.add(c11, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(x, b0));
    c21 = f64x2.add(c21, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(x, b0));
    c31 = f64x2.add(c31, f64x2.mul(x, b1));
    a += 32;
    b += 32;
  }
  v128.store(to, c00);
  v128.store(to, c01, 16);
  to += stride;
  v128.store(to, c10);
  v128.store(to, c11, 16);
  to += stride;
  v128.store(to, c20);
  v128.store(to, c21, 16);
  to += stride;
  v128.store(to, c30);
  v128.store(to, c31, 16);
}

/** The same in float32, strides in numbers of 4 bytes; cols are rounded up to 8 in `scratch`. */
export function multiply32(
  c: usize,
  a: usize,
  b: usize,
  rows: i32,
  cols: i32,
  inner: i32,
  aLine: i32,
  aInner: i32,
  bLine: i32,
  bInner: i32,
  scratch: usize,
): void {
  const bandsA = (rows + 3) / 4;
  const bandsB = (cols + 7) / 8;
  const stepA = <usize>(inner * 16);
  const stepB = <usize>(inner * 32);
  const packedA = scratch + 128;
  const packedB = packedA + <usize>bandsA * stepA;
  pack<f32>(packedA, a, rows, inner, aLine, aInner, 4);
  pack<f32>(packedB, b, cols, inner, bLine, bInner, 8);
  for (let first = 0; first < bandsA; first += 2 * BANDS) {
    const last = min(first + 2 * BANDS, bandsA);
    for (let q = 0; q < bandsB; q++) {
      const width = min(8, cols - 8 * q);
      for (let p = first; p < last; p++) {
        const height = min(4, rows - 4 * p);
        const target = c + <usize>((4 * p * cols + 8 * q) * 4);
        const whole = height == 4 && width == 8;
        tile32(
          whole ? target : scratch,
          whole ? <usize>(cols * 4) : 32,
          packedA + <usize>p * stepA,
          packedB + <usize>q * stepB,
          inner,
        );
        if (!whole) spill<f32>(target, scratch, cols, height, width, 8);
      }
    }
  }
}

/** One tile of 4 × 8 float32 sums. */
// @ts-ignore: decorator
@inline
function tile32(to: usize, stride: usize, a: usize, b: usize, inner: i32): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = a + <usize>(inner * 16);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a += 16;
    b += 32;
  }
  v128.store(to, c00);
  v128.store(to, c01, 16);
  to += stride;
  v128.store(to, c10);
  v128.store(to, c11, 16);
  to += stride;
  v128.store(to, c20);
  v128.store(to, c21, 16);
  to += stride;
  v128.store(to, c30);
  v128.store(to, c31, 16);
}
