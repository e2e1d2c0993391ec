/** Starting other programs: a Node script or any command, with what it printed; and where the browsers are. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { browserPlaces, chromium, firefox } from "./browser-places.js";
import { inRoot, root } from "./paths.js";
import { watchdog } from "./watchdog.js";

/** How a program ended; `status` is null if it did not start or was killed. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}
export interface StartOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end with no input, and kills it if it stands still before; never throws. */
export function run(command: string, args: string[], options: StartOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    const guard = watchdog(child.pid ?? 0, () => {
      stderr += `\n${command} stands still`;
      child.kill("SIGKILL");
    });
    const end = (ended: Ended): void => {
      guard.stop();
      resolve(ended);
    };
    child.on("error", (error) => end({ status: null, stdout, stderr: error.message }));
    child.on("close", (status) => end({ status, stdout, stderr }));
  });
}

/** Runs a script with this Node. */
export const runNode = (args: string[], options: StartOptions = {}): Promise<Ended> =>
  run(process.execPath, args, options);

/** Runs the project's compiler. */
export const runCompiler = (args: string[]): Promise<Ended> =>
  runNode([inRoot("node_modules", "typescript", "bin", "tsc"), "--pretty", "false", ...args]);

/** All that a program printed, trimmed. */
export const printed = ({ stdout, stderr }: Ended): string => `${stdout}${stderr}`.trim();

/** The path of an installed Chromium, Chrome or Edge: `CHROMIUM_PATH`, the search path, then the usual places. */
export const findChromium = (): string | undefined =>
  browserPlaces(chromium, "CHROMIUM_PATH").find((file) => fs.existsSync(file));

/** The path of an installed Firefox: `FIREFOX_PATH`, the search path, then the usual places. */
export const findFirefox = (): string | undefined =>
  browserPlaces(firefox, "FIREFOX_PATH").find((file) => fs.existsSync(file));
