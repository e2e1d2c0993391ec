/** The two ledgers: claims of the documents, and published numbers; what a lesson finds is shown and recorded. */
import { formatNumber } from "../charts/number.js";
import { exp, log } from "../core/elementary.js";
import { finiteData, type Known, knownOptions, list, refuse, text } from "../core/guard.js";
import { mean, variance } from "../core/statistics.js";
import { readJson } from "./data.js";
import { display } from "./kernel.js";
import { tableBundle } from "./table.js";

/** A claim of a document, in our words; `cell`, `verdict` and `figure` are null until its lesson has run. */
export interface Claim {
  id: string;
  document: string;
  claim: string;
  /** Completes "holds if …", for claims that hold only then. */
  condition?: string;
  lesson: string;
  cell: string | null;
  verdict: Verdict | null;
  figure: string | null;
}

/** What can be said of a claim. */
export type Verdict = "holds" | "holds if" | "does not hold";

/** What a lesson found about one claim. */
export interface Finding {
  id: string;
  /** Computed by the lesson: true, false, or `"if"` where it depends on the claim's condition. */
  holds: boolean | "if";
  /** The computed figure that shows it, in a few words. */
  figure: string;
}

/** The ledger of claims. */
export function claims(): Claim[] {
  return readJson("claims.json") as Claim[];
}

function verdictOf(holds: Finding["holds"]): Verdict {
  return holds === "if" ? "holds if" : holds ? "holds" : "does not hold";
}

const findingKeys: Known<Finding> = { id: true, holds: true, figure: true };

/** Requires a finding that has all its parts. */
function checked(finding: Finding): Finding {
  const { id, holds, figure } = knownOptions("settle", finding, findingKeys, "every finding");
  if (typeof holds !== "boolean" && holds !== "if")
    refuse("settle", `holds must be true, false or "if"`, holds);
  return { id, holds, figure: text("settle", "figure", figure) };
}

/** Shows the verdict table at the end of a lesson and records it for the ledger of claims. */
export function settle(findings: readonly Finding[]): void {
  list("settle", "findings", findings);
  const ledger = new Map(claims().map((claim) => [claim.id, claim]));
  const rows = findings.map(checked).map(({ id, holds, figure }) => {
    const claim = ledger.get(id) ?? refuse("settle", "id must be a claim of data/claims.json", id);
    const verdict = verdictOf(holds);
    const full =
      verdict === "holds if"
        ? `holds if ${claim.condition ?? refuse("settle", `${id} needs a condition`, holds)}`
        : verdict;
    return { document: claim.document, claim: claim.claim, verdict: full, figure };
  });
  const columns = {
    document: "document",
    claim: "what it says",
    verdict: "verdict",
    figure: "what we computed",
  };
  const record = findings.map(({ id, holds, figure }) => ({ id, verdict: verdictOf(holds), figure }));
  display({
    ...tableBundle(rows, { columns, caption: "The documents' claims, tested" }),
    "application/vnd.initlab.claims+json": record,
  });
}

/** A row of published numbers. */
export interface Published {
  id: string;
  /** Where it was printed. */
  source: string;
  /** What the numbers are. */
  quantity: string;
  /** The numbers as printed. */
  printed: string[];
  /** `exact`: seeded or analytic. `statistical`: one unseeded draw. */
  kind: "exact" | "statistical";
  /** For exact rows: the largest relative difference, or half a unit of the last printed digit. */
  tolerance: { relative: number } | "lastDigit" | { deviations: number };
  /** Why this tolerance. */
  why: string;
  lesson: string;
}

/** The published row of this id, and its numbers. */
export function published(id: string): Published & { values: number[] } {
  const rows = readJson("published.json") as Published[];
  const row =
    rows.find((entry) => entry.id === id) ??
    refuse("published", "id must be a row of data/published.json", id);
  return { ...row, values: row.printed.map(Number) };
}

/** Half a unit of the last digit of a printed number. */
function halfLastDigit(text: string): number {
  const [digits = "", exponent = "0"] = text.toLowerCase().split("e");
  const decimals = digits.split(".")[1]?.length ?? 0;
  return 0.5 * Number(`1e${Number(exponent) - decimals}`);
}

/** One published number beside ours: the middle of our runs, the band it must lie in, and whether it does. */
interface Comparison {
  printed: string;
  ours: number;
  low: number;
  high: number;
  agrees: boolean;
}

/**
 * Compares a published row with ours, shows both and records the outcome. `runs` holds our numbers, one array per
 * seed. An exact row is compared with the only run. A statistical row must lie within its number of standard
 * deviations of our runs (over seeds, of the logarithm where all values are positive), widened by half a unit of
 * its last printed digit. `names` says what each number is of; without it they are counted.
 */
export function comparePublished(
  id: string,
  runs: readonly (readonly number[])[],
  names: readonly string[] = [],
): void {
  const row = published(id);
  list("comparePublished", "runs", runs);
  list("comparePublished", "names", names);
  for (const run of runs) finiteData("comparePublished", "every run", run);
  const rows = row.printed.map((text, i) =>
    compareOne(
      row,
      text,
      runs.map((run) => run[i] as number),
    ),
  );
  const shown = rows.map(({ printed, ours, low, high, agrees }, i) => ({
    number: names[i] ?? i + 1,
    printed,
    ours: digitsShown(row, printed) > 4 ? formatNumber(ours, digitsShown(row, printed)) : ours,
    band: row.kind === "exact" ? "" : `${formatNumber(low, 4)} to ${formatNumber(high, 4)}`,
    agrees,
  }));
  const columns = {
    number: "",
    printed: "printed",
    ours: runs.length > 1 ? `ours, mean of ${runs.length} seeds` : "ours",
    ...(row.kind === "exact" ? {} : { band: "tolerance band" }),
    agrees: "agrees",
  };
  display({
    ...tableBundle(shown, { columns, caption: `${row.quantity} (${row.source})` }),
    "application/vnd.initlab.published+json": {
      id,
      ours: rows.map(({ ours }) => Number(ours.toPrecision(6))),
      agrees: rows.every(({ agrees }) => agrees),
    },
  });
}

/** As many digits of ours as an exact row vouches for and the printed number has, at least 4 and at most 15. */
function digitsShown({ kind, tolerance }: Published, text: string): number {
  const vouched =
    typeof tolerance === "object" && "relative" in tolerance
      ? Math.round(-Math.log10(tolerance.relative))
      : 15;
  const digits = text.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length;
  return kind === "exact" ? Math.min(15, Math.max(4, Math.min(vouched, digits))) : 4;
}

function compareOne(row: Published, text: string, ours: readonly number[]): Comparison {
  const value = Number(text);
  const slack = halfLastDigit(text);
  if (ours.some((x) => !Number.isFinite(x)))
    refuse("comparePublished", `${row.id} needs one number of ours for each printed one`, ours);
  if (row.kind === "exact") {
    const only = ours[0] ?? refuse("comparePublished", "runs must hold at least one run", ours);
    const allowed =
      typeof row.tolerance === "object" && "relative" in row.tolerance
        ? row.tolerance.relative * Math.abs(value)
        : slack;
    return {
      printed: text,
      ours: only,
      low: value - allowed,
      high: value + allowed,
      agrees: Math.abs(only - value) <= allowed,
    };
  }
  if (ours.length < 2) refuse("comparePublished", "a statistical row needs at least two runs", ours.length);
  const many =
    typeof row.tolerance === "object" && "deviations" in row.tolerance ? row.tolerance.deviations : 4;
  const logs = ours.every((x) => x > 0);
  const scale = logs ? ours.map(log) : ours;
  const centre = mean(scale);
  const spread = many * Math.sqrt((variance(scale) * ours.length) / (ours.length - 1));
  const back = logs ? exp : (x: number) => x;
  const [least, low] = [back(centre - spread), back(centre - spread) - slack];
  const high = back(centre + spread) + slack;
  // Ours are positive: an end below 0 would say nothing, and one at 0 only beside a number that was rounded to it.
  const shown = logs && low <= 0 ? Math.max(0, Math.min(value, least)) : low;
  return { printed: text, ours: back(centre), low: shown, high, agrees: value >= low && value <= high };
}
