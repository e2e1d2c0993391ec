/** The state of an experiment: read from an address, kept within what its controls allow, written back. */
import { formatNumber } from "../charts/number.js";
import type { Control, Live, RangeControl, State } from "./live.js";

/** How many positions a logarithmic slider has above its first. */
export const LOG_STEPS = 120;

/** The value of a slider at a position: for a linear one the position itself. */
export function valueAt(control: RangeControl, position: number): number {
  const { min, max, scale } = control;
  if (scale !== "log") return position;
  const value = min * (max / min) ** (position / LOG_STEPS);
  return Math.min(max, Math.max(min, Number(value.toPrecision(3))));
}

/** The position of a slider that shows a value. */
export function positionOf(control: RangeControl, value: number): number {
  const { min, max, scale } = control;
  if (scale !== "log") return value;
  return Math.round((LOG_STEPS * Math.log(value / min)) / Math.log(max / min));
}

/** A slider's value as it stands beside it: at most 3 digits, with its unit. */
export function valueText({ unit }: RangeControl, value: number): string {
  const number = formatNumber(Number(value.toPrecision(3)), 3);
  return unit === undefined ? number : `${number} ${unit}`;
}

function cleanNumber({ min, max, step, scale }: RangeControl, value: number, fallback: number): number {
  if (!Number.isFinite(value)) return fallback;
  const inside = Math.min(max, Math.max(min, value));
  if (scale === "log") return inside;
  return Math.min(max, Number((min + Math.round((inside - min) / step) * step).toPrecision(12)));
}

/** `value` as the control allows it, else `fallback`. */
function clean(control: Control, value: unknown, fallback: State[string]): State[string] {
  if (control.kind === "range")
    return value === "" ? fallback : cleanNumber(control, Number(value), Number(fallback));
  if (control.kind === "choice")
    return control.choices.some((choice) => choice.value === value) ? String(value) : fallback;
  return value === true || value === "true" ? true : value === false || value === "false" ? false : fallback;
}

/**
 * A whole state out of whatever was given: unknown keys are dropped, missing ones are those of `initial`, numbers are
 * brought within the slider's range and onto its steps, and values that no control allows become the initial ones.
 */
export function cleanState(live: Live, given: Readonly<Record<string, unknown>>): State {
  const entries = Object.entries(live.initial).map(([key, initial]) => {
    const value = Object.hasOwn(given, key) ? given[key] : initial;
    const control = live.controls.find((one) => one.key === key && one.kind !== "action");
    if (control) return [key, clean(control, value, initial)] as const;
    const plain = typeof value === typeof initial ? value : initial;
    return [key, plain as State[string]] as const;
  });
  return Object.fromEntries(entries);
}

/** The state as part of an address: `live=<place>&key=value…`. */
export function toAddress(place: string, state: State): string {
  const pairs = Object.entries(state).map(([key, value]) => [key, String(value)] as const);
  return [["live", place] as const, ...pairs]
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join("&");
}

/** The place and the values that an address (what follows its `#`) names; undefined if it names none. */
export function fromAddress(hash: string): { place: string; given: Record<string, string> } | undefined {
  const given: Record<string, string> = {};
  for (const pair of hash.replace(/^#/, "").split("&")) {
    const [key, value] = pair.split("=");
    if (key === undefined || value === undefined) return undefined;
    try {
      given[decodeURIComponent(key)] = decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  const { live: place, ...rest } = given;
  return place === undefined ? undefined : { place, given: rest };
}
