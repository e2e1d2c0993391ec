/** A seeded stream of random numbers (seedrandom's alea) that can be split into independent streams. */
import seedrandom from "seedrandom";
import { generator, list, refuse } from "./guard.js";

/** A stream of random numbers. Everything that draws takes one as its first argument. */
export interface Random {
  /** The path of labels from the seed to this stream; equal labels mean equal numbers. */
  readonly label: string;
  /** The next number in `[0, 1)`, a multiple of `2^-32`. */
  next(): number;
  /** The next number in `[0, 1)` with 53 random bits (two steps of the stream). */
  double(): number;
  /** The next 32 random bits, as an integer from `-2^31` to `2^31 - 1`. */
  bits(): number;
  /**
   * A stream of its own, named by `label`. It depends on the seed and the labels only, never on how many
   * numbers were drawn, so one more layer or one more draw leaves every other stream as it was.
   * The same label twice gives the same stream twice.
   */
  split(label: string | number): Random;
}

/**
 * The stream for a seed, a string or a number: `random(1)` and `random("1")` are the same stream.
 *
 * The numbers are those of xor128 (Marsaglia, 2003), the fastest generator of seedrandom, of period `2^128 - 1`. Its own
 * seeding is linear, so that streams of related labels would be related; its four words of state are therefore drawn
 * from alea (Johannes Baagøe), whose seeding hashes the label.
 */
export function random(seed: string | number): Random {
  return stream(requireLabel("random", "seed", seed));
}

function stream(label: string): Random {
  const { int32 } = seedrandom.alea(label);
  const state = { x: int32(), y: int32(), z: int32(), w: int32() };
  const source = seedrandom.xor128("", { state });
  return {
    label,
    next: source,
    double: source.double,
    bits: source.int32,
    split: (child) => stream(`${label}/${requireLabel("split", "label", child)}`),
  };
}

/** Requires a string or a finite number, and keeps `split("a/b")` apart from `split("a").split("b")`. */
function requireLabel(name: string, what: string, label: string | number): string {
  if (!(typeof label === "string" || (typeof label === "number" && Number.isFinite(label))))
    refuse(name, `${what} must be a string or a finite number`, label);
  return String(label).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Puts `order` into random order, each order equally likely (Fisher and Yates). */
export function shuffle(rng: Random, order: Uint32Array): void {
  generator("shuffle", rng);
  list("shuffle", "order", order);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(rng.double() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
