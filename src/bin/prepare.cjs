// @ts-check
// Installs the packages and builds `src` if either is out of date, then starts the tool that was asked for.

const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { buildKernel } = require("./kernel.cjs");
const { withLock } = require("./lock.cjs");
const { install, missingPackages } = require("./packages.cjs");
const { readJson, root } = require("./project.cjs");

const source = path.join(root, "src");
const dist = path.join(source, "dist");
const stamp = path.join(dist, ".sources");

/** @type {Record<string, { file?: string, takes: string }>} The tools: the file of each, and what it takes. */
const tools = {
  lessons: { file: "lessons.js", takes: "[--only 05] [--notebooks folder] [--pages folder]" },
  test: { file: "test.js", takes: "[part …]" },
  lab: { file: "lab.js", takes: "[--check | --python file] [options of JupyterLab]" },
  bench: { file: "bench.js", takes: "[--write] [--table] [--roofline] [part …]" },
  handouts: {
    file: "handouts.js",
    takes: "[--only 05] [--paper a4|letter] [--notebooks] [--timetable] [--out folder]",
  },
  text: { file: "notebook-text.js", takes: "to|from <lesson, such as 05> [text file]" },
  ledger: { file: "ledger.js", takes: "[--write]" },
  "digits-grid": { file: "digits-grid.js", takes: "" },
  checksums: { file: "checksums.js", takes: "" },
  build: { takes: "" },
};

/** @param {string[]} names how to call these tools */
const usage = (names) =>
  names.map((name) => `usage: node src/bin/run.cjs ${name} ${tools[name]?.takes}`.trim()).join("\n");

/** @param {string} folder @returns {string[]} the folder's TypeScript files and configuration, sorted */
function sources(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return file === dist || entry.name === "node_modules" ? [] : sources(file);
      if (entry.name === "kernel-bytes.ts") return [];
      return /\.[cm]?tsx?$|^(ts|package).*\.json$/.test(entry.name) ? [file] : [];
    })
    .sort();
}

/** A hash of everything that decides what the build gives. */
function sourcesHash() {
  const { packages } = readJson(path.join(root, "package-lock.json"));
  const compilers = ["typescript", "assemblyscript"].map((name) => packages[`node_modules/${name}`].version);
  const hash = createHash("sha256").update(compilers.join(" "));
  for (const file of sources(source)) {
    hash.update(`\0${path.relative(source, file).replaceAll("\\", "/")}\0`).update(fs.readFileSync(file));
  }
  return hash.digest("hex");
}

/**
 * Makes folder `to` hold the files of `from` and no others, touching only what differs.
 * @param {string} from @param {string} to
 */
function syncFolder(from, to) {
  fs.mkdirSync(to, { recursive: true });
  const wanted = new Map(fs.readdirSync(from, { withFileTypes: true }).map((entry) => [entry.name, entry]));
  for (const entry of fs.readdirSync(to, { withFileTypes: true })) {
    const match = wanted.get(entry.name);
    if (match && match.isDirectory() === entry.isDirectory()) continue;
    fs.rmSync(path.join(to, entry.name), { recursive: true, force: true });
  }
  for (const [name, entry] of wanted) {
    const [old, next] = [path.join(to, name), path.join(from, name)];
    if (entry.isDirectory()) {
      syncFolder(next, old);
      continue;
    }
    const content = fs.readFileSync(next);
    if (fs.existsSync(old) && fs.readFileSync(old).equals(content)) continue;
    fs.writeFileSync(`${old}.${process.pid}.tmp`, content);
    fs.renameSync(`${old}.${process.pid}.tmp`, old);
  }
}

/** @param {string} hash whether the last build is of these sources */
function isBuilt(hash) {
  const bytes = path.join(source, "core", "kernel-bytes.ts");
  return fs.existsSync(bytes) && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash;
}

/** Builds `src` into `src/dist`; a failed build leaves the last good one in place. @param {string} hash of the sources */
function build(hash) {
  if (!buildKernel()) return false;
  const next = path.join(root, ".cache", `build-${process.pid}`);
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["-p", source, "--outDir", next, "--noEmitOnError"];
  try {
    const done = spawnSync(process.execPath, [compiler, ...options], { cwd: root, stdio: "inherit" });
    if (done.status !== 0) {
      console.error("The build of src failed; the last good one stays in place.");
      return false;
    }
    fs.writeFileSync(path.join(next, path.basename(stamp)), hash);
    syncFolder(next, dist);
    return true;
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
}

const lock = path.join(root, ".cache", "prepare.lock");

/** Installs and builds what is not up to date, one command at a time; returns whether all is there. */
function prepare() {
  const installed = () => missingPackages().length === 0;
  if (installed() && isBuilt(sourcesHash())) return true;
  /** @param {string} id */
  const onWait = (id) =>
    console.log(`Waiting for another command, process ${id}; if there is none, delete ${lock}`);
  return withLock(lock, onWait, () => {
    if (!installed() && !install()) return false;
    const hash = sourcesHash();
    return isBuilt(hash) || build(hash);
  });
}

/** @param {string[]} args the tool's name and its arguments; `--last-good` goes on after a failed build */
async function main(args) {
  const [name = "", ...given] = args;
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!tool) {
    console.error(usage(Object.keys(tools)));
    process.exitCode = 1;
    return;
  }
  if (given.includes("--help") && name !== "lab") {
    console.log(usage([name]));
    return;
  }
  const forgiving = name === "text" || name === "lab" || given.includes("--last-good");
  const built = prepare();
  const program = path.join(dist, "tools", tool.file ?? "");
  if (!built && !(tool.file && forgiving && fs.existsSync(program))) {
    if (name === "test") console.log("\n0 passed, 1 failed");
    process.exitCode = 1;
    return;
  }
  if (!tool.file) return;
  const { main: start } = await import(pathToFileURL(program).href);
  try {
    process.exitCode = await start(given.filter((arg) => arg !== "--last-good"));
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    console.error(message);
    process.exitCode = 1;
  }
}

module.exports = { main, syncFolder };
