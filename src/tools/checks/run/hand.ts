/** A reader's hand on one code cell of a page: its buttons, its field, its outputs. */
import type { Locator, Page } from "playwright-core";

/** Milliseconds that a run may take here. */
const PATIENCE = 30_000;

/** In the page: opens every fold, and finds the number of the first code cell with outputs, counted from 1. */
export const WITH_OUTPUTS = `(() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const frames = [...document.querySelectorAll(".runnable")];
  return 1 + frames.findIndex((frame) => frame.closest(".cell").querySelector(".outputs"));
})()`;

/** Code cell `number` of a page, counted from 1; what is not as expected goes to `problems`. */
export class Hand {
  readonly field: Locator;
  readonly status: Locator;
  readonly outputs: Locator;
  readonly fault: Locator;

  constructor(
    readonly page: Page,
    readonly number: number,
    readonly problems: string[],
  ) {
    const cells = page.locator(".cell.code", { has: page.locator(".runnable") });
    const cell = cells.nth(number - 1);
    this.field = page.getByRole("textbox", { name: `Code of cell ${number}`, exact: true });
    this.status = cell.locator(".run-status");
    this.outputs = cell.locator(".outputs");
    this.fault = cell.locator(".run-fault");
  }

  /** One of the cell's buttons. */
  button(name: "Run" | "Stop" | "Edit" | "Reset"): Locator {
    return this.page.getByRole("button", { name: `${name} code cell ${this.number}`, exact: true });
  }

  /** The pixel at which its button to run begins, from the top of the window. */
  async top(): Promise<number> {
    return (await this.button("Run").boundingBox())?.y ?? 0;
  }

  /** Writes `code` into the field. */
  async write(code: string): Promise<void> {
    if ((await this.field.count()) === 0) await this.button("Edit").click();
    await this.field.fill(code);
  }

  /** Writes `code` into the field and presses the keys that run it. */
  async run(code: string, keys = "Control+Enter"): Promise<void> {
    await this.write(code);
    await this.field.press(keys);
  }

  /** Waits for a text; says what is there instead if it does not come. */
  async expect(at: Locator, wanted: RegExp, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    let text = "";
    while (Date.now() < deadline) {
      text = (await at.count()) > 0 ? ((await at.first().textContent()) ?? "") : "(nothing)";
      if (wanted.test(text)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.problems.push(`${what}: ${wanted} is not in «${text.slice(0, 200)}»`);
  }
}

/** A cell with printed outputs, and the one below it. */
export type Hands = [own: Hand, below: Hand];
