/** Runs every cell of an exported lesson in its page, and compares what comes out with the notebook. */
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { listen } from "../../../site/browser-check.js";
import { patientContext } from "../../../site/check-patience.js";
import type { OutputItem, RunFault } from "../../../site/runtime-messages.js";
import type { JsonObject, Notebook, Output } from "../../notebook.js";
import { OutputCollector } from "../../outputs.js";
import { outputFaults } from "./close.js";

/** What the page's `runLesson` resolves to. */
interface LessonRun {
  cells: { id: string; items: OutputItem[] }[];
  fault?: RunFault;
}

/** A page whose console, errors and requests go to `problems`. */
export async function openPage(browser: Browser, file: string, problems: string[]): Promise<Page> {
  const page = await (await patientContext(browser)).newPage();
  const address = pathToFileURL(file).href;
  listen(page, address, problems);
  await page.goto(address);
  return page;
}

/** The outputs of each cell, as a notebook holds them. */
function outputsOf(run: LessonRun): Output[][] {
  const collector = new OutputCollector();
  for (const { items } of run.cells) {
    collector.beginCell();
    for (const item of items) {
      if (item.kind === "text") collector.write(item.name, item.text);
      else
        collector.display(
          {
            data: (item.bundle ?? {}) as JsonObject,
            ...(item.slot === undefined ? {} : { transient: { display_id: item.slot } }),
          },
          item.replace ?? false,
        );
    }
  }
  return collector.result();
}

/** Everything that a run of the whole lesson in the page at `file` does otherwise than the notebook. */
export async function lessonFaults(browser: Browser, file: string, notebook: Notebook): Promise<string[]> {
  const problems: string[] = [];
  const page = await openPage(browser, file, problems);
  try {
    const run = (await page.evaluate("runLesson()")) as LessonRun;
    if (run.fault) problems.push(faultText(run));
    const outputs = outputsOf(run);
    const cells = notebook.cells.filter((cell) => cell.type === "code" && cell.source.trim() !== "");
    const ids = cells.map(({ id }) => id).join(" ");
    const got = run.cells.map(({ id }) => id).join(" ");
    if (ids !== got) return [...problems, `the page has the cells ${got}, the notebook ${ids}`];
    cells.forEach((cell, i) => {
      const faults = outputFaults(cell.outputs, outputs[i] ?? []);
      problems.push(...faults.map((fault) => `cell ${cell.id}: ${fault}`));
    });
  } finally {
    await page.context().close();
  }
  return problems;
}

function faultText({ fault, cells }: LessonRun): string {
  const { message = "", place } = fault ?? {};
  return place ? `cell ${cells[place.cell]?.id}, line ${place.line}: ${message}` : message;
}
