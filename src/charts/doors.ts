/** The checks that every chart makes of what it is given. */

import {
  finiteData,
  flag,
  type Known,
  knownOptions,
  lookup,
  positive,
  positiveInteger,
  refuse,
  text,
} from "../core/guard.js";
import { nearest } from "../core/nearest.js";
import type { Role } from "./look.js";

/** What a chart may be told besides, by kind. */
const optional = {
  texts: ["alt", "caption", "xTitle", "rowTitle", "columnTitle", "valueTitle"],
  flags: ["logX", "logY", "logZ", "equalAxes", "horizontal", "diverging", "showValues", "edgeNumbers"],
} as const;

/** The most pixels that a chart may be high. */
const highest = 20000;

/** The options of a chart, if each is a known one, the texts are there, and what several charts have is as it should be. */
export function chartOptions<Options extends object>(
  name: string,
  options: Options,
  known: Known<Options>,
  texts: readonly (keyof Options & string)[],
): Options {
  const own = knownOptions(name, options, known);
  for (const key of texts) text(name, key, own[key]);
  const all = own as Readonly<Record<string, unknown>>;
  for (const key of optional.texts) if (all[key] !== undefined) text(name, key, all[key]);
  for (const key of optional.flags) if (all[key] !== undefined) flag(name, key, all[key]);
  if (all.height !== undefined && positive(name, "height", all.height) > highest)
    refuse(name, `height must be at most ${highest} pixels`, all.height);
  if (all.digits !== undefined && positiveInteger(name, "digits", all.digits) > 15)
    refuse(name, "digits must be an integer from 1 to 15", all.digits);
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
  for (let i = 0; i < values.length; i++)
    if (typeof values[i] !== "number") refuse(name, `position ${i} of ${what} must be a number`, values[i]);
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
