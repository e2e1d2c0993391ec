/** The kernel behind `multiply`: WebAssembly for products of some size, and the TypeScript that says what it does. */
import { type Arena, withKernel } from "./kernel.js";

/** The shapes of a product: the result is `rows × cols`, summed over `inner`. */
export interface ProductShape {
  rows: number;
  cols: number;
  inner: number;
  transposeA: boolean;
  transposeB: boolean;
}

type Numbers = Float64Array | Float32Array;

/** Below this many multiplications, copying in and out of the kernel costs more than it saves. */
const SMALL = 4096;
const BLOCK = 4;
/** A product that needs more bytes than this beside its matrices is put together from tiles. */
const MOST = 536870912;
/** Packed numbers beyond this many are not kept for the next product. */
const KEPT = 4194304;
let panelsA = new Float64Array(0);
let panelsB = new Float64Array(0);
const block = new Float64Array(BLOCK * BLOCK);

/**
 * Writes the product into `out`. Every entry is one sum from 0 in the order of the inner index, each product and each
 * sum rounded to the precision of the three arrays (to float64 if they differ). So the bits depend neither on the
 * blocking nor on whether WebAssembly does the work.
 */
export function multiplyInto(out: Numbers, a: Numbers, b: Numbers, shape: ProductShape): void {
  const { rows, cols, inner } = shape;
  if (8 * rows * cols + 8 * inner * (rows + cols) + productScratch(rows, cols, inner) > MOST) {
    multiplyInTiles(out, a, b, shape);
    return;
  }
  const single = [out, a, b].filter((numbers) => numbers instanceof Float32Array).length;
  const uniform = single === 0 || single === 3;
  const large = uniform && rows * cols * inner >= SMALL;
  if (large && withKernel((arena) => multiplyInKernel(arena, out, a, b, shape))) return;
  if (single === 3) multiplySingle(out, a, b, shape);
  else multiplyBlocked(out, a, b, shape);
}

/** The product, one square tile of the result after the other; entry by entry where not even a small tile fits. */
function multiplyInTiles(out: Numbers, a: Numbers, b: Numbers, shape: ProductShape): void {
  const { rows, cols, inner } = shape;
  const [aLine, aInner, bLine, bInner] = strides(shape);
  const fit = Math.floor((MOST / (8 * inner) - 16) / 5 / BLOCK) * BLOCK;
  if (fit < BLOCK) {
    multiplyPlainly(out, a, b, shape);
    return;
  }
  const side = Math.min(fit, 4096);
  for (let i = 0; i < rows; i += side) {
    const height = Math.min(side, rows - i);
    const left = lines(a, i, height, inner, aLine, aInner);
    for (let j = 0; j < cols; j += side) {
      const width = Math.min(side, cols - j);
      const right = lines(b, j, width, inner, bLine, bInner);
      const tile = alike(out, height * width);
      const part = { rows: height, cols: width, inner, transposeA: false, transposeB: true };
      multiplyInto(tile, left, right, part);
      for (let r = 0; r < height; r++) out.set(tile.subarray(r * width, (r + 1) * width), (i + r) * cols + j);
    }
  }
}

/** A new array of the same type. */
function alike(numbers: Numbers, length: number): Numbers {
  return numbers instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** A copy of `count` vectors of length `inner`, from vector `first` on, one after the other. */
function lines(
  source: Numbers,
  first: number,
  count: number,
  inner: number,
  lineStride: number,
  innerStride: number,
): Numbers {
  const out = alike(source, count * inner);
  for (let line = 0, to = 0; line < count; line++)
    for (let k = 0, from = (first + line) * lineStride; k < inner; k++, from += innerStride)
      out[to++] = source[from] as number;
  return out;
}

/** The distances between neighbouring lines and between neighbouring inner indices of A and of B. */
function strides({
  rows,
  cols,
  inner,
  transposeA,
  transposeB,
}: ProductShape): [number, number, number, number] {
  return [transposeA ? 1 : inner, transposeA ? rows : 1, transposeB ? inner : 1, transposeB ? 1 : cols];
}

/** Copies A and B in, multiplies, copies the result out; true when that is done. */
function multiplyInKernel(arena: Arena, out: Numbers, a: Numbers, b: Numbers, shape: ProductShape): true {
  const { rows, cols, inner } = shape;
  const { multiply32, multiply64 } = arena.functions;
  const single = out instanceof Float32Array;
  const addressA = arena.put(a);
  const addressB = arena.put(b);
  const result = arena.take(out.byteLength);
  const scratch = arena.take(productScratch(rows, cols, inner));
  const run = single ? multiply32 : multiply64;
  run(result, addressA, addressB, rows, cols, inner, ...strides(shape), scratch);
  arena.read(result, out);
  return true;
}

/** Bytes of working memory that a product needs in the kernel. */
export function productScratch(rows: number, cols: number, inner: number): number {
  return 128 + 8 * inner * (rows + cols + 16);
}

/** Entry by entry, in float64 unless all three arrays are of float32: slow, and without any memory. */
function multiplyPlainly(out: Numbers, a: Numbers, b: Numbers, shape: ProductShape): void {
  if ([out, a, b].every((numbers) => numbers instanceof Float32Array)) {
    multiplySingle(out, a, b, shape);
    return;
  }
  const { rows, cols, inner } = shape;
  const [aLine, aInner, bLine, bInner] = strides(shape);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++)
        sum += (a[i * aLine + k * aInner] as number) * (b[j * bLine + k * bInner] as number);
      out[i * cols + j] = sum;
    }
}

/** The float32 product, plainly: every product and every sum is rounded to float32. */
function multiplySingle(out: Numbers, a: Numbers, b: Numbers, shape: ProductShape): void {
  const { rows, cols, inner } = shape;
  const [aLine, aInner, bLine, bInner] = strides(shape);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const product = (a[i * aLine + k * aInner] as number) * (b[j * bLine + k * bInner] as number);
        sum = Math.fround(sum + Math.fround(product));
      }
      out[i * cols + j] = sum;
    }
}

/** The float64 product: 4 × 4 blocks of the result are kept in registers while the inner index runs. */
function multiplyBlocked(out: Numbers, a: Numbers, b: Numbers, shape: ProductShape): void {
  const { rows, cols, inner } = shape;
  const [aLine, aInner, bLine, bInner] = strides(shape);
  const bandsA = Math.ceil(rows / BLOCK);
  const bandsB = Math.ceil(cols / BLOCK);
  if (panelsA.length < bandsA * BLOCK * inner) panelsA = new Float64Array(bandsA * BLOCK * inner);
  if (panelsB.length < bandsB * BLOCK * inner) panelsB = new Float64Array(bandsB * BLOCK * inner);
  pack(panelsA, a, rows, inner, aLine, aInner);
  pack(panelsB, b, cols, inner, bLine, bInner);
  for (let p = 0; p < bandsB; p++) {
    const width = Math.min(BLOCK, cols - p * BLOCK);
    for (let q = 0; q < bandsA; q++) {
      multiplyBlock(block, panelsA, q * BLOCK * inner, panelsB, p * BLOCK * inner, inner);
      store(out, cols, q * BLOCK, p * BLOCK, Math.min(BLOCK, rows - q * BLOCK), width);
    }
  }
  if (panelsA.length > KEPT) panelsA = new Float64Array(0);
  if (panelsB.length > KEPT) panelsB = new Float64Array(0);
}

/** Lays `lines` vectors of length `inner` out in bands of four, the four values of one inner index together. */
function pack(
  panels: Float64Array,
  source: Numbers,
  lines: number,
  inner: number,
  lineStride: number,
  innerStride: number,
): void {
  for (let line = 0; line < Math.ceil(lines / BLOCK) * BLOCK; line++) {
    let to = (line - (line % BLOCK)) * inner + (line % BLOCK);
    let from = line * lineStride;
    for (let k = 0; k < inner; k++, to += BLOCK, from += innerStride)
      panels[to] = line < lines ? (source[from] as number) : 0;
  }
}

/** One 4 × 4 block: 16 sums held in registers. */
// biome-ignore format: a block of numbers reads best as a block
function multiplyBlock(out: Float64Array, a: Float64Array, fromA: number, b: Float64Array, fromB: number, inner: number): void {
  let c00 = 0, c01 = 0, c02 = 0, c03 = 0;
  let c10 = 0, c11 = 0, c12 = 0, c13 = 0;
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0;
  let c30 = 0, c31 = 0, c32 = 0, c33 = 0;
  const end = fromA + BLOCK * inner;
  for (let i = fromA, j = fromB; i < end; i += BLOCK, j += BLOCK) {
    const b0 = b[j] as number, b1 = b[j + 1] as number, b2 = b[j + 2] as number, b3 = b[j + 3] as number;
    let x = a[i] as number;
    c00 += x * b0; c01 += x * b1; c02 += x * b2; c03 += x * b3;
    x = a[i + 1] as number;
    c10 += x * b0; c11 += x * b1; c12 += x * b2; c13 += x * b3;
    x = a[i + 2] as number;
    c20 += x * b0; c21 += x * b1; c22 += x * b2; c23 += x * b3;
    x = a[i + 3] as number;
    c30 += x * b0; c31 += x * b1; c32 += x * b2; c33 += x * b3;
  }
  out[0] = c00; out[1] = c01; out[2] = c02; out[3] = c03;
  out[4] = c10; out[5] = c11; out[6] = c12; out[7] = c13;
  out[8] = c20; out[9] = c21; out[10] = c22; out[11] = c23;
  out[12] = c30; out[13] = c31; out[14] = c32; out[15] = c33;
}

/** Copies the part of the block that lies inside the result. */
function store(out: Numbers, cols: number, row: number, col: number, height: number, width: number): void {
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) out[(row + i) * cols + col + j] = block[i * BLOCK + j] as number;
}
