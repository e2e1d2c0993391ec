/** A reader's hand on one code cell of a page: its buttons, its field, its outputs. */
import type { Frame, Locator, Page } from "playwright-core";
import { PAGE, unlessStill } from "../../watchdog.js";

/** In the page: settled at the next change of anything on it, or after a second in which nothing changes. */
const NEXT_CHANGE = `new Promise((done) => {
  const observer = new MutationObserver(() => done());
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  setTimeout(done, 1000);
})`;

/** In the page: opens every fold, and finds the number of the first code cell with outputs, counted from 1. */
export const WITH_OUTPUTS = `(() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const frames = [...document.querySelectorAll(".runnable")];
  return 1 + frames.findIndex((frame) => frame.closest(".cell").querySelector(".outputs"));
})()`;

/** Code cell `number` of a page or a frame, counted from 1; what is not as expected goes to `problems`. */
export class Hand<Place extends Page | Frame = Page> {
  readonly field: Locator;
  readonly status: Locator;
  readonly outputs: Locator;
  readonly fault: Locator;

  constructor(
    readonly page: Place,
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

  /** Waits for a text. @throws with what is there instead if nothing goes on any more and it has not come. */
  async expect(at: Locator, wanted: RegExp, what: string): Promise<void> {
    let [text, over] = ["", false];
    const come = async (): Promise<void> => {
      while (!over) {
        text = (await at.count()) > 0 ? ((await at.first().textContent()) ?? "") : "(nothing)";
        if (wanted.test(text)) return;
        await this.page.evaluate(NEXT_CHANGE);
      }
    };
    try {
      await unlessStill(() => `${what}: ${wanted} is not in «${text.slice(0, 200)}»`, come(), PAGE);
    } finally {
      over = true;
    }
  }
}

/** A cell with printed outputs, and the one below it. */
export type Hands = [own: Hand, below: Hand];
