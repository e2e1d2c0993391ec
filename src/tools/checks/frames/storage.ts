/** A page whose storage somebody else has written to: it begins as if nothing were kept, and answers. */
import type { Browser } from "playwright-core";
import { exerciseProblems } from "../../../site/check-exercises.js";
import { patientContext } from "../../../site/check-patience.js";
import { serve } from "./server.js";
import { listen, theme } from "./visitor.js";

/** What may lie under a key of the page, as JSON or not; `entry` for each exercise and each cell. */
const VALUES = ['"purple"', "7", "null", "true", "[1]", "{", ""];
const ENTRIES = [
  "null",
  "1",
  '{"value":1,"right":"yes"}',
  '{"right":true}',
  '{"from":1,"to":{}}',
  '{"to":"x"}',
];

/** In the page: writes what a call of it is given under every key. */
const WRITE = `((value, entry) => {
  const { lesson } = document.querySelector("main").dataset;
  const ids = [...document.querySelectorAll("form[data-exercise]")].map((form) => JSON.parse(form.dataset.exercise).id);
  const cells = [...document.querySelectorAll(".cell.code")].map(({ id }) => id.replace("cell-", ""));
  const entries = JSON.stringify(Object.fromEntries([...ids, ...cells].map((id) => [id, entry])));
  for (const key of ["theme", "lesson:" + lesson, "code:" + lesson])
    localStorage.setItem("initlab:" + key, value ?? entries);
})`;

/** What is wrong with `page` after each of these. */
export async function storageFaults(browser: Browser, page: string): Promise<string[]> {
  const served = await serve({ page, host: "" });
  const context = await patientContext(browser);
  const problems: string[] = [];
  try {
    const window = await context.newPage();
    listen(window, problems);
    await window.goto(`${served.address}/page`);
    const calls = [
      ...VALUES.map((value) => JSON.stringify(value)),
      ...ENTRIES.map((entry) => `undefined, ${entry}`),
    ];
    for (const call of calls) {
      await window.evaluate(`${WRITE}(${call})`);
      await window.reload();
      const found: string[] = [];
      await theme(window.mainFrame(), found);
      found.push(...(await exerciseProblems(window)));
      problems.push(...found.map((problem) => `after ${call} was written: ${problem}`));
    }
  } finally {
    await context.close();
    served.close();
  }
  return problems;
}
