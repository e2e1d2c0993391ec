/**
 * Every exported function, found in the library's own declarations, is called with values of the types that it takes:
 * each call gives finite numbers or refuses in words that say what is wrong, and no misspelt option goes unnoticed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as initlab from "../index.js";
import { type TypeScript, typescript } from "../tools/syntax.js";
import { declared, TypedValues } from "./support/typed-values.js";

/** Calls of each function; those that integrate, train or start threads are called less often. */
const CALLS = 200;
const FEWER: Readonly<Record<string, number>> = {
  wideNetwork: 80,
  trainingRun: 60,
  runExperiment: 60,
  runExperiments: 12,
  showLive: 60,
};

/**
 * Arithmetic gives what the hardware gives (IEEE 754): Infinity where a result is too large, NaN where one went in or
 * where infinities meet. A net may explode: to show it is what the course is for.
 */
const ARITHMETIC = new Set([
  ...["activation", "elu", "leakyRelu", "density", ...Object.keys(initlab.activations)],
  ...[
    "Matrix",
    "matrix",
    "zeroMatrix",
    "identity",
    "transpose",
    "rowSlice",
    "columnSlice",
    "toArrays",
    "map",
  ],
  ...["add", "subtract", "hadamard", "scale", "multiply", "columnSums", "trainTestSplit", "copyNet"],
  // a series has a gap where a value is no number
  ...["lineChart", "scatterChart", "forwardBackwardChart"],
  ...["forward", "backward", "collectWithProgress", "runWithProgress", ...Object.keys(initlab.losses)],
]);

/** A refusal as the library words it: `name: what must be …, got value`. */
const CLEAR = /^[^\n]+?: .*\b(must|needs?)\b.*, got /s;

const { checker, module, file } = declared();
const typed = new TypedValues(checker, file);
const exported = checker.getExportsOfModule(module).map((symbol) => symbol.getName());

/** A function or an object that the library exports, and its type. */
function member(name: string): { value: unknown; type: TypeScript.Type } {
  const symbol = checker
    .getExportsOfModule(module)
    .find((one) => one.getName() === name) as TypeScript.Symbol;
  const alias = (symbol.flags & typescript().SymbolFlags.Alias) !== 0;
  const type = typed.typeOf(alias ? checker.getAliasedSymbol(symbol) : symbol);
  return { value: (initlab as Record<string, unknown>)[name], type };
}

/** One outcome of a call: what came back, or the error. */
type Outcome = { result: unknown } | { error: Error };

async function call(f: (...args: never[]) => unknown, args: unknown[]): Promise<Outcome> {
  try {
    return { result: await f(...(args as never[])) };
  } catch (error) {
    return { error: error as Error };
  }
}

/** The path to the first number in a result that is not finite. */
function strange(value: unknown, path = "", seen = new Set<unknown>()): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, inner] of Object.entries(value)) {
    const found = strange(inner, `${path}.${key}`, seen);
    if (found) return found;
  }
  return undefined;
}

/** What is wrong with an outcome, in words. */
function faultOf(name: string, outcome: Outcome): string | undefined {
  if ("error" in outcome) {
    const { message, name: kind } = outcome.error;
    return kind === "RangeError" && CLEAR.test(message) ? undefined : `${kind}: ${message}`;
  }
  return ARITHMETIC.has(name.replace(/\(.*/, "")) ? undefined : strange(outcome.result);
}

/** The arguments as a caller might write them, cut where they are long. */
function written(args: readonly unknown[]): string {
  const seen = new Set<unknown>();
  const text = JSON.stringify(args, (_, value) => {
    if (typeof value === "function") return "ƒ";
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    if (ArrayBuffer.isView(value)) return [...(value as Float64Array)].slice(0, 9).map(String).join(" ");
    if (typeof value === "object" && value !== null && seen.has(value)) return "the same";
    seen.add(value);
    return value;
  });
  return text.slice(1, -1).slice(0, 600);
}

/** Calls, and the shortest example of every kind of fault. */
interface Tally {
  calls: number;
  faults: Map<string, string>;
}

async function attempt(
  tally: Tally,
  name: string,
  f: (...args: never[]) => unknown,
  args: unknown[],
): Promise<Outcome> {
  const before = written(args);
  const outcome = await call(f, args);
  tally.calls += 1;
  const fault = faultOf(name, outcome);
  if (fault) {
    const kind = `${name} ${fault.replace(/[\d.e+-]+/g, "#").slice(0, 60)}`;
    const example = `${name}(${before}): ${fault}`;
    if (example.length < (tally.faults.get(kind)?.length ?? Infinity)) tally.faults.set(kind, example);
  }
  return outcome;
}

/** The functions of an object, each once: the draws of a distribution, the gradient of a loss. */
async function methods(
  tally: Tally,
  name: string,
  owner: object,
  type: TypeScript.Type,
  rng: initlab.Random,
): Promise<void> {
  if (
    Array.isArray(owner) ||
    ArrayBuffer.isView(owner) ||
    Symbol.asyncIterator in owner ||
    Symbol.iterator in owner
  )
    return;
  for (const property of type.getProperties()) {
    const key = property.getName();
    const f = (owner as Record<string, unknown>)[key];
    const signature = typed.typeOf(property).getCallSignatures()[0];
    if (typeof f !== "function" || !signature) continue;
    await attempt(tally, `${name}().${key}`, f.bind(owner), typed.arguments(rng.split(key), signature));
  }
}

async function exercise(tally: Tally, name: string): Promise<void> {
  const { value, type } = member(name);
  const signature = type.getCallSignatures()[0];
  for (let i = 0; i < (FEWER[name] ?? CALLS); i++) {
    const rng = initlab.random(`doors/${name}/${i}`);
    if (typeof value === "object" && value !== null) await methods(tally, name, value, type, rng);
    if (typeof value !== "function" || !signature) continue;
    const outcome = await attempt(tally, name, value as never, typed.arguments(rng, signature));
    if ("result" in outcome && typeof outcome.result === "object" && outcome.result !== null)
      await methods(tally, name, outcome.result, signature.getReturnType(), rng);
  }
}

/** Calls without what they print. */
async function silently(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}

const only = process.env.DOORS?.split(",");
const chosen = only ? exported.filter((name) => only.includes(name)) : exported;

test("every exported function answers with numbers or says what is wrong", async () => {
  const tally: Tally = { calls: 0, faults: new Map() };
  await silently(async () => {
    for (const name of chosen) await exercise(tally, name);
  });
  assert.equal([...tally.faults.values()].join("\n"), "");
  if (!only) assert.ok(tally.calls >= 20_000, `only ${tally.calls} calls`);
});

test("an option that does not exist is refused with the nearest one", async () => {
  const missed: string[] = [];
  const refused = new Set<string>();
  await silently(async () => {
    for (const name of chosen) {
      const { value, type } = member(name);
      const signature = type.getCallSignatures()[0];
      if (typeof value !== "function" || !signature) continue;
      for (let i = 0; i < (FEWER[name] ?? CALLS) / 4; i++) {
        const args = (misspell: number): unknown[] => {
          Object.assign(typed, { misspell, options: 0 });
          return typed.arguments(initlab.random(`options/${name}/${i}`), signature);
        };
        const usual = await call(value as never, args(-1));
        if ("error" in usual) continue;
        for (let which = 0, count = typed.options; which < count; which++) {
          const given = args(which);
          const outcome = await call(value as never, given);
          const clear =
            "error" in outcome && /must be (among .*; did you mean|empty)/.test(outcome.error.message);
          if (clear) refused.add(name);
          else missed.push(`${name}(${written(given)})`);
        }
      }
    }
  });
  Object.assign(typed, { misspell: -1, options: 0 });
  assert.equal(missed.slice(0, 40).join("\n"), "");
  if (!only) assert.ok(refused.size >= 25, `only ${[...refused]}`);
});
