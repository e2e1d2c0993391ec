/** The checks at the public doors: each names the function, the requirement and the value it got. */
import { nearest } from "./nearest.js";

/** `describe(x)`: a value as an error message shows it; strings quoted, long arrays by their length. */
export function describe(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (isList(value)) {
    if (value.length > 8) return `an array of ${value.length} values`;
    return `[${Array.from(value, (entry) => (isList(entry) ? shortList(entry) : describe(entry))).join(", ")}]`;
  }
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) {
    const shape = value as { rows?: unknown; cols?: unknown };
    if (typeof shape.rows === "number" && typeof shape.cols === "number")
      return `${shape.rows}×${shape.cols}`;
    return "an object";
  }
  return String(value);
}

/** A text in quotes, cut where it is long. */
const quoted = (text: string): string => (text.length > 200 ? `"${text.slice(0, 197)}…"` : `"${text}"`);

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** A list within a list: one that holds simple values is shown, so that a list within itself has an end. */
function shortList(list: ArrayLike<unknown>): string {
  const entries = Array.from(list);
  return entries.length > 8 || entries.some(isList)
    ? `an array of ${entries.length} values`
    : `[${entries.map(describe).join(", ")}]`;
}

/** Throws `RangeError("name: requirement, got value")`. */
export function refuse(name: string, requirement: string, value: unknown): never {
  throw new RangeError(`${name}: ${requirement}, got ${describe(value)}`);
}

/** Requires an integer `>= 1`. */
export function positiveInteger(name: string, what: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1)
    refuse(name, `${what} must be a positive integer`, value);
  return value;
}

/** Requires an integer `>= 0`. */
export function wholeNumber(name: string, what: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
    refuse(name, `${what} must be a whole number`, value);
  return value;
}

/** Requires a number that is neither NaN nor infinite. */
export function finite(name: string, what: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    refuse(name, `${what} must be a finite number`, value);
  return value;
}

/** Requires a finite number `> 0`. */
export function positive(name: string, what: string, value: unknown): number {
  if (typeof value !== "number" || !(value > 0) || value === Infinity)
    refuse(name, `${what} must be a positive number`, value);
  return value;
}

/** Requires a finite number `>= 0`. */
export function notNegative(name: string, what: string, value: unknown): number {
  if (typeof value !== "number" || !(value >= 0) || value === Infinity)
    refuse(name, `${what} must be a finite number not below 0`, value);
  return value;
}

/** Requires `low <= value < high`. */
export function within(name: string, what: string, value: unknown, low: number, high: number): number {
  if (typeof value !== "number" || !(value >= low && value < high))
    refuse(name, `${what} must lie in [${low}, ${high})`, value);
  return value;
}

/** Requires a text. */
export function text(name: string, what: string, value: unknown): string {
  if (typeof value !== "string") refuse(name, `${what} must be a text`, value);
  return value;
}

/** Requires `true` or `false`. */
export function flag(name: string, what: string, value: unknown): boolean {
  if (typeof value !== "boolean") refuse(name, `${what} must be true or false`, value);
  return value;
}

/** Requires a function. */
export function callable(name: string, what: string, value: unknown): void {
  if (typeof value !== "function") refuse(name, `${what} must be a function`, value);
}

/** Requires an array or a typed array. */
export function list(name: string, what: string, value: unknown): void {
  if (!isList(value)) refuse(name, `${what} must be a list`, value);
}

/** Requires an object with these functions; `example` says how one is made. */
export function made(name: string, what: string, value: unknown, functions: string, example: string): void {
  const there = (typeof value === "object" || typeof value === "function") && value !== null;
  const complete =
    there &&
    functions.split(" ").every((key) => typeof (value as Record<string, unknown>)[key] === "function");
  if (!complete) refuse(name, `${what} must be ${example}`, value);
}

/** Requires a generator of random numbers. */
export function generator(name: string, rng: unknown): void {
  made(name, "rng", rng, "next double bits split", "a generator such as random(1)");
}

/** Requires a matrix: `rows × cols` numbers in a Float64Array or a Float32Array. */
export function matrixOf(name: string, what: string, value: unknown): void {
  const { rows, cols, data, row } = (value ?? {}) as Record<"rows" | "cols" | "data" | "row", unknown>;
  const shaped =
    typeof rows === "number" && typeof cols === "number" && isValues(data) && typeof row === "function";
  if (!shaped || (data as ArrayLike<number>).length !== rows * cols)
    refuse(name, `${what} must be a matrix, such as matrix([[1, 2]])`, value);
}

/** Whether these are a Float64Array or a Float32Array, of this realm or another (a notebook's cells have their own). */
export function isValues(data: unknown): boolean {
  return (
    ArrayBuffer.isView(data) && /^Float(64|32)Array$/.test(Object.prototype.toString.call(data).slice(8, -1))
  );
}

/** Requires at least one value and only finite ones. */
export function finiteData(name: string, what: string, data: ArrayLike<number>): void {
  if (typeof data !== "object" || data === null || !Number.isInteger(data.length) || data.length < 0)
    refuse(name, `${what} must be a list of numbers`, data);
  if (data.length === 0) refuse(name, `${what} must hold at least one value`, data);
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i]))
      throw new RangeError(
        `${name}: ${what} must hold finite numbers, got ${describe(data[i])} at position ${i}`,
      );
  }
}

/** The most bytes that one typed array may take, and the most that lists of ordinary numbers and objects may. */
const MOST = { array: 2147483648, list: 268435456 } as const;

/**
 * Requires that `count` things of `bytes` bytes each fit into memory, before any is made: 2 GiB for a typed array,
 * 256 MiB for a list of ordinary numbers or objects, which an engine keeps in a smaller place.
 */
export function room(
  name: string,
  what: string,
  count: number,
  bytes: number,
  kind: keyof typeof MOST,
): number {
  const size = count * bytes;
  if (size <= MOST[kind]) return count;
  throw new RangeError(
    `${name}: ${what} must take at most ${inBytes(MOST[kind])} of memory, got ${describe(count)}, which takes ${inBytes(size)}`,
  );
}

/** A number of bytes in the largest unit that keeps it at 1 or more. */
export function inBytes(bytes: number): string {
  const units = ["bytes", "kB", "MiB", "GiB", "TiB", "PiB"];
  let [size, unit] = [bytes, 0];
  for (; size >= 1024 && unit + 1 < units.length; unit += 1) size /= 1024;
  return `${Number(size.toPrecision(3))} ${units[unit]}`;
}

/** Looks a name up in a table; an unknown name lists the known ones, and the nearest where one is near. */
export function lookup<T>(name: string, what: string, table: Readonly<Record<string, T>>, key: string): T {
  if (typeof key === "string" && Object.hasOwn(table, key)) return table[key] as T;
  const known = Object.keys(table);
  const near = typeof key === "string" ? nearest(key, known, "close") : undefined;
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  throw new RangeError(`${name}: ${what} must be one of ${known.join(", ")}, got ${describe(key)}${hint}`);
}

/** The names of all options of a type: the compiler sees to it that none is missing and none is invented. */
export type Known<T> = { readonly [K in keyof Required<T>]: true };

/**
 * The options, their own properties only, if each is a known one; an unknown one is refused with the nearest known.
 * `what` is said in place of "options" where they are part of others.
 */
export function knownOptions<T extends object>(
  name: string,
  options: T,
  known: Known<T>,
  what = "options",
): T {
  if (typeof options !== "object" || options === null || isList(options))
    refuse(name, `${what} must be an object`, options);
  for (const key of Object.keys(options)) {
    if (Object.hasOwn(known, key)) continue;
    const names = Object.keys(known);
    const hint = names.length === 0 ? "" : `; did you mean ${nearest(key, names)}?`;
    const all = names.length === 0 ? "empty" : `among ${names.join(", ")}`;
    throw new RangeError(`${name}: ${what} must be ${all}, got ${quoted(key)}${hint}`);
  }
  return Object.assign(Object.create(null), options);
}
