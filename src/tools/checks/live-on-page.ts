/** The figure of one live experiment on a page: moved, waited for, and read. */
import type { Locator, Page } from "playwright-core";
import type { ViewTable } from "../../live/live.js";
import { formatValue } from "../../site/html.js";

/** The cells of a table as the page writes them. */
export const cellTexts = ({ columns, rows }: ViewTable): string[][] => [
  columns,
  ...rows.slice(0, 400).map((row) => row.map(formatValue)),
];

/** A figure by the experiment's id. */
export class LiveOnPage {
  readonly page: Page;
  readonly figure: Locator;
  readonly #selector: string;

  constructor(page: Page, id: string) {
    this.page = page;
    this.#selector = `#live-${id}`;
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
    await this.figure.evaluate("(figure) => figure.removeAttribute('data-settled')");
    await move();
    await this.settled(what);
  }

  /** Waits until the table and the address are those of the last move. */
  async settled(what: string): Promise<void> {
    const sign = this.page.locator(`${this.#selector}[data-settled]`);
    await sign.waitFor({ state: "attached", timeout: 20_000 }).catch(() => {
      throw new Error(`${what}: the experiment does not come to rest`);
    });
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
