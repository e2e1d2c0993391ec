/** Sets up JupyterLab with the kernel registered: in a virtual environment of the project, or in a Python that is given. */
import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { findPython, labEnvironment, pipEnvironment, SetUpError } from "./lab-python.js";
import { cacheDir, inRoot, root, venvDir, writeAtomically } from "./paths.js";

const { withLock } = createRequire(import.meta.url)("../../bin/lock.cjs") as {
  withLock: (folder: string, onWait: (id: string) => void, work: () => void) => void;
};

const windows = process.platform === "win32";
const pins = inRoot(".binder");
const requirements = path.join(pins, "requirements.txt");
const stampFile = path.join(venvDir, ".set-up");

/** Names the pinned packages that a Python lacks; with `--everywhere` also what the list of pins lacks. */
export const requirementsCheck = [inRoot("src", "tools", "requirements.py"), pins];

/** The path of a program inside the virtual environment. */
export const venvProgram = (name: string): string =>
  windows ? path.join(venvDir, "Scripts", `${name}.exe`) : path.join(venvDir, "bin", name);

/** Runs a program to its end and returns what it printed. Throws a `SetUpError` if it fails. */
function step(command: string, args: string[], what: string): string {
  const env = pipEnvironment(labEnvironment());
  const options: SpawnSyncOptions = { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] };
  const { status, error, stdout, stderr } = spawnSync(command, args, { ...options, maxBuffer: 1 << 26 });
  if (status === 0) return String(stdout);
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
function pinKernelToThisNode(prefix: string): void {
  const kernels = path.join(prefix, "share", "jupyter", "kernels");
  fs.rmSync(path.join(kernels, "jslab"), { recursive: true, force: true });
  const file = path.join(kernels, "tslab", "kernel.json");
  const spec = JSON.parse(fs.readFileSync(file, "utf8")) as { argv: string[] };
  spec.argv = [process.execPath, kernelProgram(), ...spec.argv.slice(1)];
  writeAtomically(file, `${JSON.stringify({ ...spec, env: { NO_COLOR: "1" } }, null, 2)}\n`);
}

/** Lab asks no server for news or updates. */
function settleLab(prefix: string): void {
  const quiet = { checkForUpdates: false, fetchNews: "false" };
  const settings = { "@jupyterlab/apputils-extension:notification": quiet };
  const file = path.join(prefix, "share", "jupyter", "lab", "settings", "overrides.json");
  writeAtomically(file, `${JSON.stringify(settings, null, 2)}\n`);
}

/** Installs JupyterLab into a Python whose packages and settings lie in the folder `prefix`. */
function installLab(python: string, prefix: string): void {
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
  // The list is complete. Some pips would look for dependencies of their own, and stop at those without a hash.
  step(python, [...pip, "--no-deps", "--require-hashes", "-r", requirements], "Installing JupyterLab");
  step(python, requirementsCheck, "Installing JupyterLab (`pip config list` may say why)");
  const kernel = ["install", `--python=${python}`, "--sys-prefix", `--binary=${kernelProgram()}`];
  step(process.execPath, [kernelProgram(), ...kernel], "Registering the kernel");
  pinKernelToThisNode(prefix);
  settleLab(prefix);
}

/** Whether the environment was set up from the same list, in the same place. */
const isSetUp = (stamp: string): boolean =>
  fs.existsSync(venvProgram("python")) &&
  fs.existsSync(stampFile) &&
  fs.readFileSync(stampFile, "utf8") === stamp;

function makeEnvironment(log: (line: string) => void): void {
  const [command = "", ...first] = findPython();
  log("Setting up JupyterLab in .venv (once, a minute or two) …");
  step(command, [...first, "-m", "venv", "--clear", venvDir], "Making the virtual environment");
  // Lab's own scripts are CommonJS, whatever our package.json says.
  writeAtomically(path.join(venvDir, "package.json"), '{ "type": "commonjs" }\n');
  installLab(venvProgram("python"), venvDir);
}

/** Brings the environment up to date; quick if nothing is missing. Throws a `SetUpError`. */
export function setUpLab(log: (line: string) => void): void {
  const stamp = wanted();
  if (isSetUp(stamp)) return;
  const lock = path.join(cacheDir, "lab.lock");
  const onWait = (id: string): void =>
    log(`Waiting for process ${id}, which sets JupyterLab up; if there is none, delete ${lock}`);
  withLock(lock, onWait, () => {
    if (isSetUp(stamp)) return;
    makeEnvironment(log);
    writeAtomically(stampFile, stamp);
  });
}

/** Sets JupyterLab up in this Python instead, as an image for Binder or a hub needs it. Throws a `SetUpError`. */
export function setUpPython(python: string): void {
  installLab(python, step(python, ["-c", "import sys; print(sys.prefix)"], python).trim());
}
