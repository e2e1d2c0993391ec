/** `npm run bench`: this library against others, task by task, as a table of ratios. */
import * as fs from "node:fs";
import type { Precision } from "../core/matrix.js";
import { boxMuller } from "./bench/box-muller.js";
import { cores } from "./bench/cores.js";
import { growth } from "./bench/growth.js";
import { jaxJs } from "./bench/jax.js";
import { machine } from "./bench/machine.js";
import { mathjs } from "./bench/mathjs.js";
import { mlMatrix } from "./bench/ml-matrix.js";
import { NumPy } from "./bench/numpy.js";
import { ours } from "./bench/ours.js";
import { race, type Time } from "./bench/race.js";
import { digits, markdown, type Report } from "./bench/report.js";
import { roofline } from "./bench/roofline.js";
import { rooflineChart } from "./bench/roofline-chart.js";
import type { Peer } from "./bench/task.js";
import { tfjs } from "./bench/tfjs.js";
import { workloads } from "./bench/workloads.js";
import { inRoot, writeAtomically } from "./paths.js";

const file = inRoot("data", "bench.json");
const chart = inRoot("src", "kernel", "roofline.svg");
const extras = ["cores", "growth"];

/** The largest difference of figures for the results to count as the same; others sum in float32. */
const tolerance: Record<Precision, number> = { float64: 1e-9, float32: 5e-4 };

function faults(id: string, times: readonly Time[]): string[] {
  return times
    .filter(({ difference, precision }) => !(difference <= (id === "sampling" ? 1 : tolerance[precision])))
    .map(
      ({ peer, precision, difference }) =>
        `${id}, ${peer} in ${precision}: its results differ by ${difference}`,
    );
}

async function allPeers(numpy: NumPy | undefined): Promise<Record<Precision, Peer[]>> {
  const numpyIn = (precision: Precision): Peer[] => (numpy ? [numpy.peer(precision)] : []);
  return {
    float64: [ours("float64"), mathjs, mlMatrix, await jaxJs("float64"), boxMuller, ...numpyIn("float64")],
    float32: [ours("float32"), tfjs("cpu"), tfjs("wasm"), await jaxJs("float32"), ...numpyIn("float32")],
  };
}

/** Runs the workloads whose name is among `names`, or all. */
async function measure(names: readonly string[]): Promise<{ report: Report; problems: string[] }> {
  const wanted = (id: string): boolean => names.length === 0 || names.includes(id);
  const numpy = await NumPy.start(1);
  if (!numpy) console.log("NumPy was not found: install it for python3, or name a Python in BENCH_PYTHON.");
  const report: Report = { machine: machine(numpy?.version), workloads: [] };
  const problems: string[] = [];
  const peers = await allPeers(numpy?.numpy);
  for (const workload of workloads.filter(({ id }) => wanted(id))) {
    const { id, title } = workload;
    console.log(title);
    const times: Time[] = [];
    for (const precision of ["float64", "float32"] as const) {
      const found = await race(peers[precision], workload, precision);
      const words = found.map(({ peer, milliseconds }) => `${peer} ${digits(milliseconds)}`);
      console.log(`  ${precision}, ms: ${words.join(", ")}`);
      times.push(...found);
    }
    problems.push(...faults(id, times));
    report.workloads.push({ id, title, times });
  }
  numpy?.numpy.close();
  if (wanted("cores")) {
    report.cores = await cores();
    if (!report.cores.same) problems.push("cores: the results with one and two workers differ");
  }
  if (wanted("growth")) report.growth = await growth();
  return { report, problems };
}

function stored(): Report | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Report) : undefined;
}

const write = (report: Report): void =>
  writeAtomically(file, `${JSON.stringify(rounded(report), null, 1)}\n`);

/** Numbers with four significant digits: the rest is noise. */
function rounded<T>(value: T): T {
  if (typeof value === "number") return Number(value.toPrecision(4)) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)])) as T;
}

async function writeRoofline(): Promise<void> {
  const measured = rounded(await roofline());
  console.log(JSON.stringify(measured, null, 1));
  const report = stored() ?? { machine: machine(undefined), workloads: [] };
  write({ ...report, roofline: measured });
  writeAtomically(chart, rooflineChart(measured));
}

/** `bench [--write] [name…]`, `bench --table`, or `bench --roofline`; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const known = [...workloads.map(({ id }) => id), ...extras];
  const unknown = [
    ...args.filter((arg) => arg.startsWith("--") && !["--write", "--table", "--roofline"].includes(arg)),
    ...names.filter((name) => !known.includes(name)),
  ];
  if (unknown.length > 0) {
    console.error(
      `bench: no ${unknown.join(", ")}; there are --write, --table, --roofline, ${known.join(", ")}`,
    );
    return 1;
  }
  if (args.includes("--table")) {
    const report = stored();
    console.log(report ? markdown(report) : "There is no data/bench.json yet: npm run bench -- --write");
    return report ? 0 : 1;
  }
  if (args.includes("--roofline")) {
    await writeRoofline();
    return 0;
  }
  const { report, problems } = await measure(names);
  console.log(`\n${markdown(report)}`);
  for (const problem of problems) console.error(problem);
  if (args.includes("--write") && names.length === 0) {
    const kept = stored()?.roofline;
    write({ ...report, ...(kept && { roofline: kept }) });
  }
  return problems.length > 0 ? 1 : 0;
}
