/** The checks at the public doors: each names the function, the requirement and the value it got. */

/** `describe(x)`: a value as an error message shows it; strings quoted, long arrays by their length. */
export function describe(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = Array.from(value as ArrayLike<unknown>);
    return list.length > 8 ? `an array of ${list.length} values` : `[${list.map(describe).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const shape = value as { rows?: unknown; cols?: unknown };
    if (typeof shape.rows === "number" && typeof shape.cols === "number")
      return `${shape.rows}×${shape.cols}`;
    return "an object";
  }
  return String(value);
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

/** Requires at least one value and only finite ones. */
export function finiteData(name: string, what: string, data: ArrayLike<number>): void {
  if (data.length === 0) refuse(name, `${what} must hold at least one value`, data);
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i]))
      throw new RangeError(`${name}: ${what} must hold finite numbers, got ${data[i]} at position ${i}`);
  }
}

/** Looks a name up in a table; an unknown name lists the known ones. */
export function lookup<T>(name: string, what: string, table: Readonly<Record<string, T>>, key: string): T {
  if (!Object.hasOwn(table, key))
    throw new RangeError(
      `${name}: ${what} must be one of ${Object.keys(table).join(", ")}, got ${describe(key)}`,
    );
  return table[key] as T;
}
