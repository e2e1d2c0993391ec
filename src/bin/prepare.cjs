// @ts-check
// Installs the packages and builds `src` if either is out of date, then starts the tool that was asked for.

const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { buildKernel } = require("./kernel.cjs");

const root = path.resolve(__dirname, "../..");
const source = path.join(root, "src");
const dist = path.join(source, "dist");
const stamp = path.join(dist, ".sources");

/** @type {Record<string, { file?: string, takes: string }>} The tools: the file of each, and what it takes. */
const tools = {
  lessons: { file: "lessons.js", takes: "[--only 05] [--notebooks folder] [--pages folder]" },
  test: { file: "test.js", takes: "[part …]" },
  lab: { file: "lab.js", takes: "[options of JupyterLab]" },
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

/** @param {string} file */
const readJson = (file) => JSON.parse(fs.readFileSync(file, "utf8"));

/** Whether every package of the lockfile is installed in its version; optional ones may be missing. */
function packagesFit() {
  const lock = path.join(root, "package-lock.json");
  const installed = path.join(root, "node_modules", ".package-lock.json");
  if (!fs.existsSync(installed)) return false;
  const have = readJson(installed).packages;
  return Object.entries(readJson(lock).packages).every(([place, wanted]) => {
    if (!place.startsWith("node_modules/") && !place.includes("/node_modules/")) return true;
    const there = fs.existsSync(path.join(root, place));
    if (!have[place] || !there) return Boolean(wanted.optional) && !there;
    return have[place].version === wanted.version && have[place].integrity === wanted.integrity;
  });
}

/** The command that starts npm: the npm that runs us, the one beside this Node, or the one on the path. */
function npmCommand() {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath ?? "",
    path.join(beside, "node_modules/npm/bin/npm-cli.js"),
    path.join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
  ];
  const cli = candidates.find((file) => path.basename(file) === "npm-cli.js" && fs.existsSync(file));
  if (cli) return { command: process.execPath, first: [cli], shell: false };
  const windows = process.platform === "win32";
  return { command: windows ? "npm.cmd" : "npm", first: [], shell: windows };
}

/** Installs the packages if they do not fit the lockfile; returns whether they are there. */
function install() {
  if (packagesFit()) return true;
  console.log("Installing the packages …");
  const { command, first, shell } = npmCommand();
  const options = ["ci", "--ignore-scripts", "--no-progress", "--loglevel=error", "--no-audit", "--no-fund"];
  const done = spawnSync(command, [...first, ...options], {
    cwd: root,
    shell,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (done.status !== 0) {
    const said = (done.error?.message ?? done.stderr).trim().split("\n").slice(0, 15);
    console.error(`npm ci failed:\n${said.join("\n")}`);
  }
  return done.status === 0;
}

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

/** Builds `src` into `src/dist` if a source changed; a failed build leaves the last good one in place. */
function build() {
  const hash = sourcesHash();
  const bytes = path.join(source, "core", "kernel-bytes.ts");
  if (fs.existsSync(bytes) && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return true;
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
  const built = install() && build();
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

module.exports = { main, build, install, syncFolder };
