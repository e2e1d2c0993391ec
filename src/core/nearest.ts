/** The known name that a wrong one was most likely meant to be. */
import leven from "leven";

/** What other libraries call an option, and what it is called here. */
const elsewhere: Readonly<Record<string, string>> = {
  lr: "learningRate",
  eta: "learningRate",
  eps: "epsilon",
  negativeslope: "a",
  nonlinearity: "activation",
  stddev: "std",
  sigma: "std",
  sd: "std",
  dtype: "precision",
  minval: "low",
  maxval: "high",
  fanavg: "fanAverage",
  epochs: "steps",
  iterations: "steps",
  initializer: "weights",
  init: "weights",
  swish: "silu",
  identity: "linear",
};

/** A name without capitals, hyphens, spaces and underscores. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** `learningRate` gives `lr`. */
const initials = (name: string): string => plain(name.replace(/(?<=.)[^\p{Lu}]/gu, ""));

/** How far the name is from a known one: 0 if it only looks different; parts and initials count as near. */
function distance(wrong: string, known: string): number {
  const [a, b] = [plain(wrong), plain(known)];
  if (a === b || elsewhere[a] === known) return 0;
  if (a.length > 1 && a === initials(known)) return 0.5;
  const part = a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a));
  return part ? 0.75 : leven(a, b);
}

/**
 * The nearest of the known names (at least one), the first of several. With `close`, only one that the wrong name is
 * near to: a third of its letters may differ, none of a short one's ("gelu" was not meant to be "relu").
 */
export function nearest(wrong: string, known: readonly string[], which?: "close"): string | undefined {
  const ranked = known.map((name) => ({ name, far: distance(wrong, name) }));
  const best = ranked.reduce((a, b) => (b.far < a.far ? b : a));
  const limit = which === "close" ? (wrong.length < 5 ? 0.75 : wrong.length / 3) : Infinity;
  return best.far <= limit ? best.name : undefined;
}
