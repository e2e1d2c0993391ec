/** Runs that never end, alone and spread over workers, and the button that stops them. */
import type { Hand, Hands } from "./hand.js";

/** An endless loop is stopped, whether it is silent or prints. */
export async function loops([own]: Hands): Promise<void> {
  const cases: [what: string, code: string, shows: RegExp][] = [
    ["a silent endless loop", "console.log('before');\nfor (;;) {}", /before/],
    ["an endless loop that prints", "for (;;) console.log('again');", /too much text/],
  ];
  for (const [what, code, shows] of cases) {
    await own.run(code);
    await own.expect(own.outputs, shows, `what ${what} shows`);
    await stop(own, what);
  }
}

async function stop(own: Hand, what: string): Promise<void> {
  // a click right behind the start could belong to a double click, and is not heard
  await new Promise((resolve) => setTimeout(resolve, 500));
  await own.button("Stop").click();
  await own.expect(own.status, /Stopped/, what);
}

/** In the page: keeps the workers that are started from now on, and have not been ended, in `atWork`. */
const COUNT_WORKERS = `(() => {
  const atWork = (window.atWork = new Set());
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      atWork.add(this);
    }
    terminate() {
      atWork.delete(this);
      super.terminate();
    }
  };
})()`;

/** Experiments come out of several workers as out of one, their errors arrive, and Stop ends every worker. */
export async function teams([own]: Hands): Promise<void> {
  await own.page.evaluate(COUNT_WORKERS);
  const code = `import { runExperiments } from "initlab";
const spec = { depth: 3, width: 20, samples: 10, activation: "tanh", scheme: "xavierNormal", seed: "a" } as const;
const specs = ["a", "b", "c"].map((seed) => ({ ...spec, seed }));
const [one, two] = [1, 2].map((workers) => runExperiments("signals", specs, { workers }));
console.log(JSON.stringify(await one) === JSON.stringify(await two));
const run = (width: number) => runExperiments("signals", [spec, { ...spec, width }], { workers: 2 });
`;
  await own.run(`${code}await run(0);`);
  await own.expect(own.outputs, /^\s*true\b/, "experiments in one worker and in two");
  await own.expect(own.fault, /width must be a positive integer, got 0/, "an error in a worker");
  await own.run(`${code}await run(200);\nconsole.log("kept");\nfor (;;) await run(200);`);
  await own.expect(own.outputs, /kept/, "experiments that never end");
  const atWork = async (): Promise<number> => Number(await own.page.evaluate("atWork.size"));
  // the lesson's own worker, and two that are kept between the calls
  if ((await atWork()) !== 3)
    own.problems.push(`${await atWork()} workers run two experiments at a time, not 3`);
  await stop(own, "experiments that never end");
  if ((await atWork()) > 0) own.problems.push(`Stop leaves ${await atWork()} workers behind`);
}
