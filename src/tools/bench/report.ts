/** What a run of the benchmark found, as data and as Markdown tables. */
import type { Precision } from "../../core/matrix.js";
import { type CoresResult, RUNS } from "./cores.js";
import { type GrowthRow, SAMPLES } from "./growth.js";
import type { Machine } from "./machine.js";
import type { Time } from "./race.js";
import type { Roofline } from "./roofline.js";

/** Everything that `data/bench.json` holds. */
export interface Report {
  machine: Machine;
  workloads: { id: string; title: string; times: Time[] }[];
  cores?: CoresResult;
  growth?: GrowthRow[];
  roofline?: Roofline;
}

/** Three significant digits. */
export function digits(x: number): string {
  if (x >= 100) return x.toFixed(0);
  return x >= 10 ? x.toFixed(1) : x >= 1 ? x.toFixed(2) : x.toPrecision(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** One row per workload: our milliseconds, and how many times as long each of the others takes. */
function ratios(report: Report, precision: Precision): string {
  const all = report.workloads.map(({ title, times }) => ({
    title,
    times: times.filter((time) => time.precision === precision && time.peer !== "Box–Muller"),
  }));
  const peers = [...new Set(all.flatMap(({ times }) => times.slice(1).map((time) => time.peer)))];
  const rows = all.map(({ title, times }) => {
    const own = times[0]?.milliseconds ?? NaN;
    const cells = peers.map((peer) => {
      const time = times.find((each) => each.peer === peer);
      return time ? `${digits(time.milliseconds / own)}${time.scale > 1 ? "*" : ""}` : "–";
    });
    return [title, `${digits(own)} ms`, ...cells];
  });
  return table([precision, "initlab", ...peers], rows);
}

function boxMuller(report: Report): string[] {
  const times = report.workloads.find(({ id }) => id === "sampling")?.times ?? [];
  const [own, other] = [times[0], times.find(({ peer }) => peer === "Box–Muller")];
  if (!own || !other) return [];
  const ratio = digits(other.milliseconds / own.milliseconds);
  return [
    `Box–Muller over seedrandom's default generator takes ${ratio} times as long for the normal variates.`,
  ];
}

function coresTable({ times, same }: CoresResult): string {
  const own = times.find(({ name }) => name.includes("2 workers"))?.milliseconds ?? NaN;
  const rows = times.map(({ name, milliseconds }) => [
    name,
    `${digits(milliseconds)} ms`,
    digits(milliseconds / own),
  ]);
  const head = `${RUNS} nets of 10 × 500 drawn, run forward and backward, measured (float32)`;
  const remark = same
    ? "The results are the same to the last bit with one worker and with two."
    : "RESULTS DIFFER.";
  return `${table([head, "time", "ratio"], rows)}\n\n${remark}`;
}

function growthTable(rows: readonly GrowthRow[]): string {
  const cells = rows.map(({ depth, width, float64, float32, rate }) => [
    `${depth} × ${width}`,
    `${digits(float64)} ms`,
    `${digits(float32)} ms`,
    digits(rate),
  ]);
  const head = `forward and backward of depth × width on ${SAMPLES} inputs`;
  return table([head, "float64", "float32", "float32 GFLOP/s"], cells);
}

/** The report as Markdown, ready for a README. */
export function markdown(report: Report): string {
  const { cpu, cores, node, versions } = report.machine;
  const numpy = versions.NumPy !== undefined;
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    `Measured on ${cpu}, ${cores} cores, Node ${node}; ${libraries.join(", ")}. Medians of at least 5 runs, taken by turns. ` +
      "The first column is our time, the others say how many times as long a library takes: below 1 it is faster.",
    ratios(report, "float64"),
    ...boxMuller(report),
    ratios(report, "float32"),
    `\\* measured on a smaller task (fewer samples, layers or steps) and scaled up.${numpy ? " NumPy runs on one thread." : ""}`,
    ...(report.cores ? [coresTable(report.cores)] : []),
    ...(report.growth ? [growthTable(report.growth)] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}
