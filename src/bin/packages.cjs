// @ts-check
// Installs the packages of the lockfile where they are not there, the same ones whatever npm is set to.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { root, readJson } = require("./project.cjs");

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry */

const installedLock = path.join(root, "node_modules", ".package-lock.json");

/** @param {string[] | undefined} list such as `["linux"]` or `["!win32"]` @param {string} own */
const allows = (list, own) =>
  !list || (list.every((name) => name.startsWith("!")) ? !list.includes(`!${own}`) : list.includes(own));

/**
 * Whether a package may be absent: an optional one for other machines, or for one of the C libraries.
 * @param {Entry} entry
 */
const dispensable = ({ optional, os, cpu, libc }) =>
  Boolean(optional) && !(allows(os, process.platform) && allows(cpu, process.arch) && !libc);

/**
 * The places of the packages in `wanted` that are not in `have` in the same version, or not in the folder.
 * @param {Record<string, Entry>} wanted @param {Record<string, Entry>} have the packages of two lockfiles
 * @param {(place: string) => boolean} there whether a place is in the folder
 */
function lacking(wanted, have, there) {
  return Object.entries(wanted).flatMap(([place, entry]) => {
    if (!place.startsWith("node_modules/") && !place.includes("/node_modules/")) return [];
    const got = have[place];
    if (!got || !there(place)) return dispensable(entry) && !there(place) ? [] : [place];
    return got.version === entry.version && got.integrity === entry.integrity ? [] : [place];
  });
}

/** @param {string} place */
const exists = (place) => fs.existsSync(path.join(root, place));

/** @param {string} place whether the package's own description is there, whole */
function whole(place) {
  try {
    return Boolean(readJson(path.join(root, place, "package.json")));
  } catch {
    return false;
  }
}

/** The places of the packages that are not installed as the lockfile says. @param {(place: string) => boolean} there */
function missingPackages(there = exists) {
  const wanted = readJson(path.join(root, "package-lock.json")).packages;
  /** @type {Record<string, Entry>} */
  let have = {};
  try {
    have = readJson(installedLock).packages;
  } catch {
    // never installed, or cut short
  }
  return lacking(wanted, have, there);
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

/** npm's settings that say where packages come from and how they are fetched. Others would change what is installed. */
const fetching =
  /^(\/\/|@|_)|^(registry|replace-registry-host|cache|userconfig|globalconfig|prefix|(http-|https-)?proxy|noproxy|ca|cafile|cert|key|strict-ssl|fetch-.*|maxsockets|local-address|offline|prefer-offline|prefer-online|user-agent)$/;

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} what npm may see of it */
function npmEnvironment(env) {
  const kept = Object.entries(env).filter(([name]) => {
    const setting = /^npm_config_(.+)$/i.exec(name)?.[1];
    if (setting === undefined) return name !== "NODE_ENV";
    return fetching.test(setting.replace(/(?!^)_/g, "-").toLowerCase());
  });
  return Object.fromEntries(kept);
}

/** What the files `.npmrc` of a user or a machine may have set otherwise. */
const fixedOptions = `
  --include=dev --include=optional --include=peer --install-strategy=hoisted --package-lock --no-dry-run
  --no-global --location=project --workspaces=null --include-workspace-root --no-install-links
  --no-legacy-peer-deps --no-strict-peer-deps --no-engine-strict --os=${process.platform} --cpu=${process.arch}
  --ignore-scripts --no-progress --loglevel=warn --no-audit --no-fund`
  .trim()
  .split(/\s+/);

/** @param {string[]} lines @param {number} most */
const few = (lines, most) =>
  lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`];

/**
 * Why the packages are not there after `npm ci`, or nothing if they are. A full disk leaves cut files, and npm ends as
 * if all were well.
 * @param {{ status: number | null, error?: Error, stderr: string }} done @param {() => string[]} missing
 */
function installFault({ status, error, stderr }, missing) {
  const lines = (error?.message ?? stderr ?? "").trim().split("\n");
  const errors = lines.filter((line) => !line.startsWith("npm warn"));
  if (status !== 0) return `npm ci failed:\n${few(errors, 15).join("\n")}`;
  const cut = [...new Set(lines.filter((line) => line.includes("TAR_ENTRY_ERROR")))];
  if (cut.length > 0) return `npm ci could not write every file:\n${few(cut, 5).join("\n")}`;
  const lost = missing();
  if (lost.length === 0) return undefined;
  const hint = "is the disk full, or npm set to leave them out (`npm config list`)?";
  return `After npm ci these packages are missing or incomplete; ${hint}\n${few(lost, 10).join("\n")}`;
}

/** Runs `npm ci` once. @param {string[]} more options */
function npmCi(more) {
  const { command, first, shell } = npmCommand();
  return spawnSync(command, [...first, "ci", ...fixedOptions, ...more], {
    cwd: root,
    env: npmEnvironment(process.env),
    shell,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

/** Installs the packages as the lockfile has them; returns whether they are there. */
function install() {
  console.log("Installing the packages …");
  let done = npmCi([]);
  if (/^npm error code (EACCES|EPERM|EROFS)$/m.test(done.stderr ?? "")) {
    // The home of an account on a server may be read-only, and npm's cache is in it.
    const cache = path.join(".cache", "npm");
    done = npmCi([`--cache=${cache}`]);
    fs.rmSync(path.join(root, cache), { recursive: true, force: true });
  }
  const fault = installFault(done, () => missingPackages((place) => exists(place) && whole(place)));
  if (fault === undefined) return true;
  console.error(fault);
  fs.rmSync(installedLock, { force: true });
  return false;
}

module.exports = { install, installFault, lacking, missingPackages, npmEnvironment };
