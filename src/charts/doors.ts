/** The checks that every chart makes of what it is given. */

import { finiteData, type Known, knownOptions, lookup, positive, refuse } from "../core/guard.js";
import { nearest } from "../core/nearest.js";
import type { Role } from "./look.js";

/** Requires every option named in `keys` to be a text. @throws RangeError naming the function and the option. */
export function requireTexts<Options extends object>(
  name: string,
  options: Options,
  keys: readonly (keyof Options & string)[],
  what = "",
): void {
  for (const key of keys)
    if (typeof options[key] !== "string") refuse(name, `${what}${key} must be a text`, options[key]);
}

/** The options of a chart, if each is a known one, the texts are there, and what all charts have is as it should be. */
export function chartOptions<Options extends object>(
  name: string,
  options: Options,
  known: Known<Options>,
  texts: readonly (keyof Options & string)[],
): Options {
  const own = knownOptions(name, options, known);
  requireTexts(name, own, texts);
  const { alt, caption, height, digits } = own as Record<string, unknown>;
  if (alt !== undefined) requireTexts(name, { alt }, ["alt"]);
  if (caption !== undefined) requireTexts(name, { caption }, ["caption"]);
  if (height !== undefined) positive(name, "height", height);
  if (digits !== undefined && !(Number.isInteger(digits) && Number(digits) >= 1 && Number(digits) <= 15))
    refuse(name, "digits must be an integer from 1 to 15", digits);
  return own;
}

const letters = (name: string): string => [...name.toLowerCase()].sort().join("");

/** The name without a value that another was meant to be; undefined where it is a name of its own. */
function meant(key: string, missing: readonly string[]): string | undefined {
  const same = missing.find((name) => letters(name) === letters(key));
  if (same !== undefined || missing.length === 0) return same;
  const near = nearest(key, missing, "close");
  return near !== undefined && Math.abs(near.length - key.length) <= 2 ? near : undefined;
}

/**
 * An entry of a list that a chart takes, its own properties only. It may be a row of data with more than the chart
 * reads; but a name that was most likely meant to be one that is missing is refused.
 */
export function knownEntry<Entry extends object>(
  name: string,
  entry: Entry,
  known: Known<Entry>,
  what: string,
): Entry {
  const keys = typeof entry === "object" && entry !== null ? Object.keys(entry) : [];
  const [own, others] = [{} as Record<string, unknown>, [] as string[]];
  for (const key of keys)
    if (Object.hasOwn(known, key)) own[key] = entry[key as keyof Entry];
    else others.push(key);
  const missing = Object.keys(known).filter((key) => !Object.hasOwn(own, key));
  const wrong = others.find((key) => meant(key, missing) !== undefined);
  if (wrong !== undefined) knownOptions<object>(name, { [wrong]: true }, known, what);
  return knownOptions(name, keys.length > 0 ? (own as Entry) : entry, known, what);
}

/** Requires a list of numbers, of any length. */
export function numberList(name: string, what: string, values: ArrayLike<number>): void {
  const length = typeof values === "object" && values !== null ? values.length : undefined;
  if (!Number.isInteger(length) || Number(length) < 0)
    refuse(name, `${what} must be a list of numbers`, values);
}

/** Requires a list of finite numbers, of any length. */
export function finiteList(name: string, what: string, values: ArrayLike<number>): void {
  numberList(name, what, values);
  if (values.length > 0) finiteData(name, what, values);
}

const roles: Readonly<Record<Role, true>> = { forward: true, backward: true, theory: true, other: true };

/** Requires a role, or none. */
export function roleOrNone(name: string, what: string, role: Role | undefined): void {
  if (role !== undefined) lookup(name, what, roles, role);
}
