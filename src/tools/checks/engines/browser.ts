/** Runs the program in a browser: in a page, in a Web Worker, and in a page that may not use WebAssembly. */
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { type Watchdog, watchdog } from "../../watchdog.js";
import type { EngineReport } from "./program.js";

/** Where a report comes from. */
export type Place = "page" | "worker" | "no WebAssembly";
export type BrowserReports = Partial<Record<Place, EngineReport | { error: string }>>;

/** A browser: its program, and its arguments for a fresh profile folder and an address. */
export interface Browser {
  name: string;
  command: string;
  args(profile: string, url: string): string[];
}

const send = `const send = (place, report) => fetch("/report", {
  method: "POST", body: JSON.stringify({ place, report: report ?? { error: "no report" } }) });
onerror = (message) => { send(document.title, { error: String(message) }); };`;

const html = (title: Place, body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><script>${send}</script>
<script src="/program.js"></script><script>send(document.title, globalThis.engineReport);${body}</script>`;

const worker = `const worker = new Worker("/worker.js");
worker.onmessage = ({ data }) => send("worker", data);
worker.onerror = ({ message }) => send("worker", { error: message });
document.documentElement.append(Object.assign(document.createElement("iframe"), { src: "/refused" }));`;

/** The files of the local server, by address: type, content and further headers. */
const files = (script: string): Record<string, [type: string, content: string, headers?: object]> => ({
  "/": ["text/html", html("page", worker)],
  "/refused": [
    "text/html",
    html("no WebAssembly", ""),
    { "Content-Security-Policy": "script-src 'self' 'unsafe-inline'" },
  ],
  "/program.js": ["text/javascript", script],
  "/worker.js": ["text/javascript", 'importScripts("/program.js"); postMessage(globalThis.engineReport);'],
});

/** A server on this machine only; `report` is called with each report that comes in. */
function serve(script: string, report: (place: Place, value: EngineReport) => void): Promise<http.Server> {
  const known = files(script);
  const server = http.createServer(async (request, response) => {
    if (request.method === "POST") {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      const { place, report: value } = JSON.parse(body) as { place: Place; report: EngineReport };
      report(place, value);
      response.end();
      return;
    }
    const [type, content, headers] = known[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(content ? 200 : 404, { "Content-Type": `${type}; charset=utf-8`, ...headers });
    response.end(content);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Ends a browser with the processes that it started. */
function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Starts the browser without a window and collects its three reports; what has not come when it stands still is absent. */
export async function runInBrowser(browser: Browser, script: string): Promise<BrowserReports> {
  const reports: BrowserReports = {};
  let done = (): void => {};
  let guard: Watchdog | undefined;
  const complete = new Promise<void>((resolve) => {
    done = resolve;
  });
  const server = await serve(script, (place, value) => {
    reports[place] = value;
    guard?.alive();
    if (Object.keys(reports).length === 3) done();
  });
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "initlab-engine-"));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const child = spawn(browser.command, browser.args(profile, url), {
    stdio: "ignore",
    detached: process.platform !== "win32",
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: "1" },
  });
  guard = watchdog(child.pid ?? 0, done);
  child.on("error", done);
  // what it has sent is still read
  child.on("exit", () => server.close(done));
  await complete;
  guard.stop();
  end(child);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  return reports;
}
