/** `npm run lab`: sets JupyterLab up, opens it at the first lesson, and rebuilds `src` while it is open. */
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { labEnvironment, SetUpError } from "./lab-python.js";
import { setUpLab, setUpPython, venvProgram } from "./lab-setup.js";
import { cacheDir, inRoot, lessonFiles, root } from "./paths.js";

/** `lab [--check | --python file] [options of Jupyter…]`; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const [option, python = "python3"] = args;
  try {
    if (option === "--python") setUpPython(python);
    else setUpLab(console.log);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return 1;
  }
  const others = args.filter((arg) => arg !== "--check");
  if (option !== "--python" && others.length === args.length) return open(args);
  console.log("JupyterLab and the kernel are set up.");
  return 0;
}

/** Where Lab begins: at the first of the lessons `files`, or at the list of files if there is none. */
export function labAddress([first]: readonly string[]): string {
  if (first === undefined) return "/lab";
  return `/lab/tree/${path.relative(root, first).split(path.sep).map(encodeURIComponent).join("/")}`;
}

/** A home that Jupyter can write its own files to: ours where the user's is read-only, as in some containers. */
function writableHome(): NodeJS.ProcessEnv {
  try {
    fs.accessSync(os.homedir(), fs.constants.W_OK);
    return {};
  } catch {
    const HOME = path.join(cacheDir, "home");
    fs.mkdirSync(HOME, { recursive: true });
    return { HOME };
  }
}

function open(options: string[]): Promise<number> {
  const fixed = [
    "-y",
    `--ServerApp.root_dir=${root}`,
    "--LabApp.extension_manager=readonly",
    `--LabApp.default_url=${labAddress(lessonFiles())}`,
  ];
  const child = spawn(venvProgram("python"), ["-m", "jupyterlab", ...fixed, ...options], {
    cwd: root,
    env: { ...labEnvironment(), ...writableHome() },
    stdio: "inherit",
  });
  const stopWatching = watchSources();
  stopWithUs(child);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`JupyterLab did not start: ${error.message}`);
      stopWatching();
      resolve(1);
    });
    child.on("exit", (code) => {
      stopWatching();
      resolve(code ?? 0);
    });
  });
}

/** Ctrl-C reaches Lab by itself; a Lab that does not heed it, or a signal to us alone, is passed on. */
function stopWithUs(child: ChildProcess): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      setTimeout(() => child.kill("SIGTERM"), 500).unref();
      setTimeout(() => child.kill("SIGKILL"), 8000).unref();
    });
}

/** Newest change and number of the sources: changes when a file is saved, added or removed. */
function sourcesState(folder: string): string {
  let [count, newest] = [0, 0];
  const visit = (where: string): void => {
    for (const entry of fs.readdirSync(where, { withFileTypes: true })) {
      const file = path.join(where, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "dist" && entry.name !== "node_modules") visit(file);
      } else if (/\.[cm]?tsx?$/.test(entry.name)) {
        count++;
        newest = Math.max(newest, fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      }
    }
  };
  visit(folder);
  return `${count} ${newest}`;
}

/** Looks at `src` twice a second and builds it once a change has settled; returns what stops it. */
function watchSources(): () => void {
  const folder = inRoot("src");
  let built = sourcesState(folder);
  let seen = built;
  let builder: ChildProcess | undefined;
  const timer = setInterval(() => {
    const now = sourcesState(folder);
    const settled = now === seen;
    seen = now;
    if (now === built || !settled || builder) return;
    built = now;
    builder = spawn(process.execPath, [inRoot("src", "bin", "run.cjs"), "build"], { stdio: "inherit" });
    builder.on("exit", (code) => {
      builder = undefined;
      if (code === 0) console.log("src is rebuilt: restart the kernel to use it.");
    });
  }, 500);
  return () => clearInterval(timer);
}
