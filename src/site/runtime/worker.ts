// The worker that runs a lesson: its script is this runtime followed by the lesson's compiled cells.
import * as initlab from "../../index.js";
// The live experiments of the page run on the same code, and so need no script of their own.
import "../page/live-worker.js";
import type { BrokeMessage, GoMessage, RunMessage, ServeMessage } from "../runtime-messages.js";
import { RUNTIME } from "../runtime-names.js";
import { beginCell, flush, wantOutputs } from "./capture.js";
import { printLast, takeConsole } from "./console.js";
import { faultOf, keepLongStacks } from "./faults.js";
import { setImmediate } from "./node.js";
import { countChartsFrom } from "./render.js";
import { memberBroke, serve } from "./workers.js";

type Module = Record<string, unknown>;

const modules: Record<string, Module> = {
  initlab,
  ...(globalThis as { __initlabModules?: Record<string, Module> }).__initlabModules,
};

/** Goes up through the cells that an error ends. */
const ENDED = Symbol("ended");

let settings: GoMessage | undefined;
let wake = (): void => {};
let program: (() => Promise<void>) | undefined;
let current = -1;
let failed = false;

const send = (message: RunMessage): void => postMessage(message);

function go(message: GoMessage): void {
  const first = settings === undefined;
  settings = message;
  countChartsFrom(message.charts);
  wantOutputs(message.shown, message.bundles);
  if (first) program?.().catch(() => {});
  else wake();
}

function fail(error: unknown, cell: number): void {
  if (failed) return;
  failed = true;
  flush();
  send({ kind: "failed", cell, fault: faultOf(error, cell, settings?.lines ?? []) });
}

/** Ends the cell before `index`, and waits until `index` may begin. */
async function passTo(index: number): Promise<void> {
  if (index > 0) {
    // What went wrong unawaited is heard of before the cell counts as done: browsers tell of it two tasks later.
    for (let tasks = 0; tasks < 3; tasks += 1) await new Promise((resolve) => setTimeout(resolve));
    if (failed) throw ENDED;
    flush();
    send({ kind: "done", cell: index - 1 });
  }
  while (index > (settings?.until ?? -1))
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
}

const runtime = {
  /** A module, or what it exports under `name`. A capital letter begins a type, which has no value here. */
  get(from: string, name?: string): unknown {
    const module = modules[from];
    if (!module) {
      const names = Object.keys(modules).join(" and ");
      throw new Error(`this page carries ${names}, and not "${from}"; in the notebook more can be imported`);
    }
    if (name === undefined) return module;
    if (!(name in module) && !/^[A-Z]/.test(name)) throw new Error(`${from} has no ${name}`);
    return module[name];
  },
  last: printLast,
  lesson(body: () => Promise<void>): void {
    program = body;
  },
  async cell(index: number, body: () => Promise<void>): Promise<void> {
    await passTo(index);
    current = index;
    beginCell(index);
    send({ kind: "begun", cell: index });
    try {
      await body();
    } catch (error) {
      if (error !== ENDED) fail(error, index);
      throw ENDED;
    }
  },
  end: passTo,
};

Object.assign(globalThis, { [RUNTIME]: runtime, setImmediate });
keepLongStacks();
takeConsole();
addEventListener("message", ({ data }) => {
  if (data.kind === "go") go(data as GoMessage);
  if (data.kind === "serve") serve((data as ServeMessage).port);
  if (data.kind === "broke") memberBroke((data as BrokeMessage).member, (data as BrokeMessage).message);
});
addEventListener("error", (event) => {
  event.preventDefault();
  fail(event.error ?? event.message, current);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason, current);
});
