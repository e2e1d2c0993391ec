/**
 * Matrices over flat typed arrays, row after row, and the few operations a network needs. Their arithmetic is that of
 * the hardware (IEEE 754): what grows too large becomes Infinity.
 */
import {
  callable,
  describe,
  finite,
  flag,
  inBytes,
  isValues,
  type Known,
  knownOptions,
  list,
  matrixOf,
  positiveInteger,
  refuse,
  room,
  wholeNumber,
} from "./guard.js";
import { multiplyInto } from "./multiply.js";

/** `float64` (the default) or `float32`. */
export type Precision = "float64" | "float32";
/** The numbers of a vector or a matrix. */
export type Values = Float64Array | Float32Array;

/** A new vector of zeros. */
export function values(length: number, precision: Precision = "float64"): Values {
  return valuesFor("values", "length", wholeNumber("values", "length", length), precision);
}

/** `values` for the function `name`, which an error names; `what` is what there is too much of. */
function valuesFor(name: string, what: string, length: number, precision: Precision): Values {
  if (precision !== "float64" && precision !== "float32")
    refuse(name, `precision must be "float64" or "float32"`, precision);
  const bytes = precision === "float64" ? 8 : 4;
  room(name, what, length, bytes, "array");
  try {
    return precision === "float64" ? new Float64Array(length) : new Float32Array(length);
  } catch {
    return refuse(name, `${what} must fit into the memory that is free`, `${inBytes(length * bytes)}`);
  }
}

/** A `rows × cols` matrix; entry (i, j) is `data[i · cols + j]`. */
export class Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Values;

  constructor(rows: number, cols: number, data: Values) {
    this.rows = positiveInteger("Matrix", "rows", rows);
    this.cols = positiveInteger("Matrix", "cols", cols);
    if (!isValues(data)) refuse("Matrix", "data must be a Float64Array or a Float32Array", data);
    if (data.length !== rows * cols)
      refuse("Matrix", `data must hold rows × cols = ${rows * cols} values`, data.length);
    this.data = data;
  }

  get precision(): Precision {
    return this.data.BYTES_PER_ELEMENT === 4 ? "float32" : "float64";
  }

  /** The entry in row `i`, column `j`. */
  at(i: number, j: number): number {
    if (!(wholeNumber("at", "i", i) < this.rows)) refuse("at", `i must be below ${this.rows}`, i);
    if (!(wholeNumber("at", "j", j) < this.cols)) refuse("at", `j must be below ${this.cols}`, j);
    return this.data[i * this.cols + j] as number;
  }

  /** Row `i` as a view: no copy, so what is written there is written here. */
  row(i: number): Values {
    if (!(wholeNumber("row", "i", i) < this.rows)) refuse("row", `i must be below ${this.rows}`, i);
    return this.data.subarray(i * this.cols, (i + 1) * this.cols);
  }

  /** Column `j` as a new array. */
  column(j: number): number[] {
    if (!(wholeNumber("column", "j", j) < this.cols)) refuse("column", `j must be below ${this.cols}`, j);
    return Array.from({ length: this.rows }, (_, i) => this.data[i * this.cols + j] as number);
  }

  toString(): string {
    const title = `Matrix ${this.rows}×${this.cols} ${this.precision}`;
    const shown = this.rows > 8 ? 5 : this.rows;
    const width = this.cols > 10 ? 6 : this.cols;
    const cells = Array.from({ length: shown }, (_, i) =>
      Array.from(this.row(i).subarray(0, width), rounded),
    );
    const widest = Math.max(...cells.flat().map((cell) => cell.length));
    const lines = cells.map((row) => {
      const text = row.map((cell) => cell.padStart(widest)).join("  ");
      return `  ${text}${width < this.cols ? "  …" : ""}`;
    });
    if (shown < this.rows) lines.push("  …");
    return [title, ...lines].join("\n");
  }

  /** What a notebook cell prints for a matrix. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** Four significant digits, an exact zero as `0`. */
function rounded(x: number): string {
  if (x === 0 || !Number.isFinite(x)) return String(x);
  const size = Math.abs(x);
  if (size < 1e-4 || size >= 1e6) return x.toExponential(2);
  return String(Number(x.toPrecision(4)));
}

/** A matrix from rows of numbers: `matrix([[1, 2], [3, 4]])`. */
export function matrix(rows: ReadonlyArray<ArrayLike<number>>, precision: Precision = "float64"): Matrix {
  list("matrix", "rows", rows);
  const cols = rows[0]?.length ?? 0;
  if (cols === 0) refuse("matrix", "rows must hold at least one value", rows);
  const out = zeroMatrix(rows.length, cols, precision);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (typeof row !== "object" || row === null) refuse("matrix", "every row must be a list of numbers", row);
    if (row.length !== cols) refuse("matrix", `every row must have ${cols} values`, row.length);
    for (let j = 0; j < cols; j++) {
      const entry = row[j];
      if (typeof entry !== "number") refuse("matrix", `entry (${i}, ${j}) must be a number`, entry);
      out.data[i * cols + j] = entry;
    }
  }
  return out;
}

/** A `rows × cols` matrix of zeros. */
export function zeroMatrix(rows: number, cols: number, precision: Precision = "float64"): Matrix {
  return zerosFor("zeroMatrix", rows, cols, precision);
}

/** `zeroMatrix` for the function `name`, which an error names. */
function zerosFor(name: string, rows: number, cols: number, precision: Precision): Matrix {
  positiveInteger(name, "rows", rows);
  positiveInteger(name, "cols", cols);
  return new Matrix(rows, cols, valuesFor(name, "rows · cols", rows * cols, precision));
}

/** The `n × n` identity matrix. */
export function identity(n: number, precision: Precision = "float64"): Matrix {
  positiveInteger("identity", "n", n);
  const out = zerosFor("identity", n, n, precision);
  for (let i = 0; i < n; i++) out.data[i * n + i] = 1;
  return out;
}

/** Which side of a product is taken transposed (no copy is made), and a third matrix to write the result into. */
export interface MultiplyOptions {
  transposeA?: boolean;
  transposeB?: boolean;
  into?: Matrix;
}

const multiplyOptions: Known<MultiplyOptions> = { transposeA: true, transposeB: true, into: true };

/** The product `A B`, `Aᵀ B`, `A Bᵀ` or `Aᵀ Bᵀ`. Each entry is summed in the order of the inner index. */
export function multiply(a: Matrix, b: Matrix, options: MultiplyOptions = {}): Matrix {
  matrixOf("multiply", "A", a);
  matrixOf("multiply", "B", b);
  const { transposeA = false, transposeB = false, into } = knownOptions("multiply", options, multiplyOptions);
  flag("multiply", "transposeA", transposeA);
  flag("multiply", "transposeB", transposeB);
  if (into !== undefined) matrixOf("multiply", "into", into);
  const [rows, inner] = transposeA ? [a.cols, a.rows] : [a.rows, a.cols];
  const [innerB, cols] = transposeB ? [b.cols, b.rows] : [b.rows, b.cols];
  if (inner !== innerB) {
    const left = transposeA ? "rows" : "columns";
    const right = transposeB ? "columns" : "rows";
    const shapes = `${describe(a)} and ${describe(b)}`;
    throw new RangeError(`multiply: ${left} of A must equal ${right} of B, got ${shapes}`);
  }
  const out = into ?? zerosFor("multiply", rows, cols, a.precision);
  if (out.rows !== rows || out.cols !== cols) refuse("multiply", `into must be ${rows}×${cols}`, out);
  if (out.data === a.data || out.data === b.data)
    refuse("multiply", "into must be neither A nor B, which are read while it is written", out);
  multiplyInto(out.data, a.data, b.data, { rows, cols, inner, transposeA, transposeB });
  return out;
}

/** The transposed matrix, as a copy. */
export function transpose(m: Matrix): Matrix {
  matrixOf("transpose", "m", m);
  const out = zeroMatrix(m.cols, m.rows, m.precision);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) out.data[j * m.rows + i] = m.data[i * m.cols + j] as number;
  return out;
}

/** `f` of every entry, as a new matrix. */
export function map(m: Matrix, f: (x: number) => number): Matrix {
  matrixOf("map", "m", m);
  callable("map", "f", f);
  const out = zeroMatrix(m.rows, m.cols, m.precision);
  for (let i = 0; i < m.data.length; i++) out.data[i] = f(m.data[i] as number);
  return out;
}

function combine(name: string, a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
  matrixOf(name, "A", a);
  matrixOf(name, "B", b);
  if (a.rows !== b.rows || a.cols !== b.cols) refuse(name, `B must be ${a.rows}×${a.cols} like A`, b);
  const out = zeroMatrix(a.rows, a.cols, a.precision);
  for (let i = 0; i < a.data.length; i++) out.data[i] = f(a.data[i] as number, b.data[i] as number);
  return out;
}

/** `A + B`. */
export function add(a: Matrix, b: Matrix): Matrix {
  return combine("add", a, b, (x, y) => x + y);
}

/** `A - B`. */
export function subtract(a: Matrix, b: Matrix): Matrix {
  return combine("subtract", a, b, (x, y) => x - y);
}

/** The entrywise product `A ∘ B`. */
export function hadamard(a: Matrix, b: Matrix): Matrix {
  return combine("hadamard", a, b, (x, y) => x * y);
}

/** `factor · M`. */
export function scale(m: Matrix, factor: number): Matrix {
  matrixOf("scale", "m", m);
  finite("scale", "factor", factor);
  return map(m, (x) => factor * x);
}

/** The sums of the columns, in the order of the rows; written into `into` where it is given. */
export function columnSums(m: Matrix, into?: Values): Values {
  matrixOf("columnSums", "m", m);
  return sumColumns(m, into ?? values(m.cols, m.precision));
}

function sumColumns(m: Matrix, into: Values): Values {
  if (!isValues(into)) refuse("columnSums", "into must be a Float64Array or a Float32Array", into);
  if (into.length !== m.cols) refuse("columnSums", `into must hold ${m.cols} values`, into.length);
  into.fill(0);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) into[j] = (into[j] as number) + (m.data[i * m.cols + j] as number);
  return into;
}

/** Rows `from` to `to` (exclusive), as a copy. */
export function rowSlice(m: Matrix, from: number, to: number): Matrix {
  matrixOf("rowSlice", "m", m);
  wholeNumber("rowSlice", "from", from);
  wholeNumber("rowSlice", "to", to);
  if (!(from < to && to <= m.rows)) refuse("rowSlice", `from < to <= ${m.rows} must hold`, [from, to]);
  return new Matrix(to - from, m.cols, m.data.slice(from * m.cols, to * m.cols));
}

/** Columns `from` to `to` (exclusive), as a copy. */
export function columnSlice(m: Matrix, from: number, to: number): Matrix {
  matrixOf("columnSlice", "m", m);
  wholeNumber("columnSlice", "from", from);
  wholeNumber("columnSlice", "to", to);
  if (!(from < to && to <= m.cols)) refuse("columnSlice", `from < to <= ${m.cols} must hold`, [from, to]);
  const out = zeroMatrix(m.rows, to - from, m.precision);
  for (let i = 0; i < m.rows; i++) out.row(i).set(m.row(i).subarray(from, to));
  return out;
}

/** Ordinary arrays, row by row. */
export function toArrays(m: Matrix): number[][] {
  matrixOf("toArrays", "m", m);
  return Array.from({ length: m.rows }, (_, i) => Array.from(m.row(i)));
}
