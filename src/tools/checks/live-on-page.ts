/** The figure of one live experiment on a page: moved, waited for, and read. */
import type { Frame, Locator, Page } from "playwright-core";
import type { ViewTable } from "../../live/live.js";
import { formatValue } from "../../site/html.js";
import { MOST_ROWS } from "../../site/live-table.js";
import { PAGE, unlessStill } from "../watchdog.js";

/** The cells of a table as the page writes them. */
export const cellTexts = ({ columns, rows }: ViewTable): string[][] => [
  columns,
  ...rows.slice(0, MOST_ROWS).map((row) => row.map(formatValue)),
];

/** A figure by the experiment's id, on a page or in a frame. */
export class LiveOnPage<Place extends Page | Frame = Page> {
  readonly page: Place;
  readonly figure: Locator;
  readonly #selector: string;
  /** The figure, as an expression in the page. */
  readonly #element: string;

  constructor(page: Place, id: string) {
    this.page = page;
    this.#selector = `#live-${id}`;
    this.#element = `document.querySelector("${this.#selector}")`;
    this.figure = page.locator(this.#selector);
  }

  /** Comes near the experiment, which mounts it. */
  async come(): Promise<void> {
    await this.figure.scrollIntoViewIfNeeded();
    await this.page.locator(`${this.#selector}[data-mounted]`).waitFor({ state: "attached" });
  }

  /** The control with this key. */
  input(key: string): Locator {
    return this.figure.locator(`[data-key="${key}"]`);
  }

  /** Presses Reset. */
  async reset(): Promise<void> {
    await this.after("reset", () => this.figure.locator('[data-do="reset"]').click());
  }

  /** Does something and waits until the experiment has come to rest after it. */
  async after(what: string, move: () => Promise<unknown>): Promise<void> {
    await this.page.evaluate(`delete ${this.#element}.dataset.settled`);
    await move();
    await this.settled(what);
  }

  /** Waits until the table and the address are those of the last move. */
  async settled(what: string): Promise<void> {
    const sign = this.page.locator(`${this.#selector}[data-settled]`);
    const rests = sign.waitFor({ state: "attached" });
    await unlessStill(() => `${what}: the experiment does not come to rest`, rests, PAGE);
  }

  /** What the experiment says. */
  async sentence(): Promise<string> {
    return (await this.figure.locator(".live-sentence").textContent()) ?? "";
  }

  /** Waits until the experiment says something else than `sentence`. */
  async saysOtherThan(sentence: string): Promise<void> {
    const other = this.figure.locator(".live-sentence", { hasNotText: sentence });
    const says = other.waitFor({ state: "attached" });
    await unlessStill(() => `the experiment still says «${sentence}»`, says, PAGE);
  }

  /** Waits until so many pictures more have been shown, or nothing runs any more; returns the milliseconds it took. */
  async pictures(count: number): Promise<number> {
    const shown = this.page.evaluate(`new Promise((done) => {
      const figure = ${this.#element};
      const begun = performance.now();
      let pictures = 0;
      const look = (changes) => {
        pictures += changes.filter(({ type }) => type === "childList").length;
        if (pictures < ${count} && figure.querySelector("[data-running]")) return;
        observer.disconnect();
        done(performance.now() - begun);
      };
      const observer = new MutationObserver(look);
      observer.observe(figure.querySelector(".live-wide"), { childList: true });
      observer.observe(figure, { attributeFilter: ["data-running"], subtree: true });
      look([]);
    })`);
    return unlessStill(() => "the experiment stands still", shown as Promise<number>, PAGE);
  }

  /** Presses the picture at shares of its size; returns where that was, in the picture's own coordinates. */
  async press(x: number, y: number): Promise<readonly [number, number]> {
    const picture = this.figure.locator(".live-picture");
    await picture.scrollIntoViewIfNeeded();
    await this.page.evaluate(`(() => {
      const picture = ${this.#element}.querySelector(".live-picture");
      picture.addEventListener("click", ({ clientX, clientY }) => {
        const frame = [...picture.children].find((layout) => layout.clientWidth > 0).getBoundingClientRect();
        picture.pressed = [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
      }, { once: true });
    })()`);
    const frame = await picture.boundingBox();
    const position = { x: x * (frame?.width ?? 0), y: y * (frame?.height ?? 0) };
    await this.after("a press on the picture", () => picture.click({ position }));
    const pressed = `${this.#element}.querySelector(".live-picture").pressed`;
    return this.page.evaluate(pressed) as Promise<[number, number]>;
  }

  /** What follows the address's page. */
  hash(): Promise<string> {
    return this.page.evaluate("location.hash") as Promise<string>;
  }

  /** The cells of its table of values. */
  cells(): Promise<string[][]> {
    const rows = JSON.stringify(`${this.#selector} .values tr`);
    const script = `[...document.querySelectorAll(${rows})].map((row) => [...row.cells].map((cell) => cell.textContent))`;
    return this.page.evaluate(script) as Promise<string[][]>;
  }

  /** What the controls show, all together. */
  shown(): Promise<string> {
    const inputs = JSON.stringify(`${this.#selector} [data-key]`);
    const script = `[...document.querySelectorAll(${inputs})].map((input) => input.checked + " " + input.value).join()`;
    return this.page.evaluate(script) as Promise<string>;
  }
}
