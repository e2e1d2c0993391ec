/** Sets up JupyterLab in a local virtual environment, with the kernel registered inside it. */
import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { inRoot, root, venvDir, writeAtomically } from "./paths.js";

const windows = process.platform === "win32";
const requirements = inRoot(".binder", "requirements.txt");
const stampFile = path.join(venvDir, ".set-up");

/** A missing program, or a step of the set-up that failed; the message is one line to show as it is. */
export class SetUpError extends Error {
  /** Whether a program has to be installed first, as against a step that went wrong. */
  readonly missing: boolean;
  constructor(message: string, missing: boolean) {
    super(message);
    this.missing = missing;
  }
}

/** The path of a program inside the virtual environment. */
export const venvProgram = (name: string): string =>
  windows ? path.join(venvDir, "Scripts", `${name}.exe`) : path.join(venvDir, "bin", name);

/** The environment in which Jupyter and its kernels run: ours first, no colour codes in outputs. */
export function labEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, PYTHONHOME: __, ...env } = process.env;
  return { ...env, JUPYTER_PREFER_ENV_PATH: "1", NO_COLOR: "1", PYTHONUTF8: "1" };
}

/** The first command that starts a Python of 3.9 or later which can make virtual environments. */
export function findPython(): string[] {
  const candidates = windows ? [["py", "-3"], ["python"], ["python3"]] : [["python3"], ["python"]];
  const ask = "import sys; print('%d.%d' % sys.version_info[:2]); import venv, ensurepip";
  let reason = "Python was not found: install Python 3.9 or later from python.org";
  for (const [command = "", ...first] of candidates) {
    const { stdout, status } = spawnSync(command, [...first, "-c", ask], { encoding: "utf8" });
    const version = /^3\.(\d+)\s/.exec(stdout ?? "");
    if (!version) continue;
    if (Number(version[1]) < 9)
      reason = `Python 3.${version[1]} is too old: install Python 3.9 or later from python.org`;
    else if (status !== 0)
      reason = `Python 3.${version[1]} lacks its venv module: install it (Debian and Ubuntu: python3-venv)`;
    else return [command, ...first];
  }
  throw new SetUpError(reason, true);
}

function step(command: string, args: string[], what: string): void {
  const options: SpawnSyncOptions = { cwd: root, env: labEnvironment(), stdio: ["ignore", "pipe", "pipe"] };
  const { status, error, stdout, stderr } = spawnSync(command, args, { ...options, maxBuffer: 1 << 26 });
  if (status === 0) return;
  const details = `${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`.trim();
  throw new SetUpError(`${what} failed:\n${details}`, false);
}

/** A hash of all that the environment depends on; a project that moved is set up anew. */
function wanted(): string {
  const hash = createHash("sha256").update(fs.readFileSync(requirements));
  return hash.update(JSON.stringify([venvDir, process.execPath, kernelProgram()])).digest("hex");
}

const kernelProgram = (): string => inRoot("node_modules", "tslab", "bin", "tslab");

/** Makes the registered kernel start with this Node, wherever the first `node` on the path may be. */
function pinKernelToThisNode(): void {
  const kernels = path.join(venvDir, "share", "jupyter", "kernels");
  fs.rmSync(path.join(kernels, "jslab"), { recursive: true, force: true });
  const file = path.join(kernels, "tslab", "kernel.json");
  const spec = JSON.parse(fs.readFileSync(file, "utf8")) as { argv: string[] };
  spec.argv = [process.execPath, kernelProgram(), ...spec.argv.slice(1)];
  writeAtomically(file, `${JSON.stringify({ ...spec, env: { NO_COLOR: "1" } }, null, 2)}\n`);
}

/** Lab asks no server for news or updates; its own scripts are CommonJS, whatever our package.json says. */
function settleLab(): void {
  writeAtomically(path.join(venvDir, "package.json"), '{ "type": "commonjs" }\n');
  const quiet = { checkForUpdates: false, fetchNews: "false" };
  const settings = { "@jupyterlab/apputils-extension:notification": quiet };
  const file = path.join(venvDir, "share", "jupyter", "lab", "settings", "overrides.json");
  writeAtomically(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/** Brings the environment up to date; quick if nothing is missing. Throws a `SetUpError`. */
export function setUpLab(log: (line: string) => void): void {
  const stamp = wanted();
  const python = venvProgram("python");
  const known = fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === stamp;
  if (known && fs.existsSync(python)) return;
  const [command = "", ...first] = findPython();
  log("Setting up JupyterLab in .venv (once, a minute or two) …");
  step(command, [...first, "-m", "venv", "--clear", venvDir], "Making the virtual environment");
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
  step(python, [...pip, "--require-hashes", "-r", requirements], "Installing JupyterLab");
  const kernel = ["install", `--python=${python}`, "--sys-prefix", `--binary=${kernelProgram()}`];
  step(process.execPath, [kernelProgram(), ...kernel], "Registering the kernel");
  pinKernelToThisNode();
  settleLab();
  writeAtomically(stampFile, stamp);
}
