/** The unit tests under `src/test`, run by Node's test runner. */
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cacheDir, distDir, inRoot, listFiles } from "../paths.js";
import { printed, runNode } from "../programs.js";
import type { Check, Part } from "./check.js";
import type { UnitLine } from "./unit-reporter.js";

/** Every `*.test.js` of the build, run by Node with these options; each test counts. */
const unitTests = (name: string, title: string, nodeOptions: string[]): Part => ({
  name,
  title,
  run: async () => {
    const folder = path.join(distDir, "test");
    const files = listFiles(folder, (name) => name.endsWith(".test.js")).map((name) =>
      path.join(folder, name),
    );
    if (files.length === 0) return [{ title: "unit tests", outcome: "failed", details: "there are none" }];
    const reporter = fileURLToPath(new URL("./unit-reporter.js", import.meta.url));
    const out = path.join(cacheDir, `${name}-${process.pid}.jsonl`);
    fs.mkdirSync(cacheDir, { recursive: true });
    const options = [`--test-reporter=${pathToFileURL(reporter).href}`, `--test-reporter-destination=${out}`];
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const ended = await runNode([...nodeOptions, "--test", ...options, ...files], { env });
    const lines = fs.existsSync(out) ? fs.readFileSync(out, "utf8").split("\n").filter(Boolean) : [];
    fs.rmSync(out, { force: true });
    const checks = lines.map((text) => asCheck(JSON.parse(text) as UnitLine));
    if (ended.status !== 0 && !checks.some((check) => check.outcome === "failed"))
      checks.push({ title: "node --test", outcome: "failed", details: printed(ended) });
    return checks;
  },
});

/** The unit tests as they are. */
export const unitPart = unitTests("unit", "Unit tests", []);

/** The same with WebAssembly taken away, so that everything goes through the TypeScript. */
export const plainUnitPart = unitTests("unit-plain", "Unit tests without WebAssembly", [
  `--require=${inRoot("src", "bin", "without-wasm.cjs")}`,
]);

function asCheck({ name, file, outcome, error }: UnitLine): Check {
  const where = path.basename(file, ".test.js");
  const title = where ? `${where}: ${name}` : name;
  return error ? { title, outcome, details: error } : { title, outcome };
}
