/** A reader's hand on one live experiment of a page, and the same experiment in Node beside it. */
import type { Locator, Page } from "playwright-core";
import type { ActionControl, Live, Session, State } from "../../live/live.js";
import { cleanState, fromAddress, toAddress } from "../../live/state.js";
import { cellTexts, LiveOnPage } from "./live-on-page.js";

/** Frames after which a repeating action should have come to where the page is. */
const MOST_FRAMES = 3000;

/** Moves the controls and compares the table of values with Node's after each. */
export class LiveHand {
  readonly #here: LiveOnPage;
  readonly #live: Live;
  readonly #problems: string[];

  constructor(page: Page, live: Live, problems: string[]) {
    this.#here = new LiveOnPage(page, live.id);
    this.#live = live;
    this.#problems = problems;
  }

  /** Comes near the experiment. */
  come(): Promise<void> {
    return this.#here.come();
  }

  /** Every slider, choice and toggle, by its keys. */
  async byKeyboard(): Promise<void> {
    let moved = 0;
    for (const control of this.#live.controls) {
      const input = this.#here.input(control.key);
      if (control.kind === "action" || (await input.isDisabled())) continue;
      const before = await this.#here.shown();
      await input.focus();
      const max = await input.getAttribute("max");
      const atEnd = max !== null && (await input.inputValue()) === max;
      const key = control.kind === "toggle" ? "Space" : atEnd ? "ArrowLeft" : "ArrowDown";
      const moves = { range: atEnd ? "ArrowLeft" : "ArrowRight", choice: key, toggle: key };
      await this.#here.after(`${control.key} by keyboard`, () =>
        this.#here.page.keyboard.press(moves[control.kind]),
      );
      if ((await this.#here.shown()) === before)
        this.#problems.push(`${control.key}: the keyboard changes nothing`);
      await this.#compare(`${control.key} by keyboard`);
      moved += 1;
    }
    if (moved < 3) this.#problems.push(`only ${moved} controls could be moved`);
  }

  /** The first slider pressed in its other half, and the picture where pressing it does something. */
  async byPointer(): Promise<void> {
    const slider = this.#here.figure.locator("input[type=range]:enabled").first();
    const { width, height } = (await slider.boundingBox()) ?? { width: 0, height: 0 };
    const [min, max] = [Number(await slider.getAttribute("min")), Number(await slider.getAttribute("max"))];
    const low = Number(await slider.inputValue()) < (min + max) / 2;
    const position = { x: (low ? 0.75 : 0.25) * width, y: height / 2 };
    await this.#here.after("a slider by pointer", () => slider.click({ position }));
    await this.#compare("a slider by pointer");
    if (this.#live.pointing) await this.#presses();
  }

  /** The picture pressed twice, and once by its keys; the same presses in Node. */
  async #presses(): Promise<void> {
    const session = this.#live.open(await this.#state());
    const press = async (what: string, x: number, y: number): Promise<void> => {
      session.point?.(x, y, false);
      this.#same(what, cellTexts(session.view().table), await this.#here.cells());
    };
    await press("a press on the picture", ...(await this.#here.press(0.16, 0.4)));
    const [x, y] = await this.#here.press(0.4, 0.3);
    await press("another press on the picture", x, y);
    const picture = this.#here.figure.locator(".live-picture");
    await picture.press("ArrowRight");
    await this.#here.after("Enter on the picture", () => picture.press("Enter"));
    await press("Enter on the picture", x + 0.02, y);
  }

  /** Every button, each from the setting as it is: the same presses in Node give the same numbers. */
  async byButtons(): Promise<void> {
    const actions = this.#live.controls.filter((control) => control.kind === "action");
    for (const action of actions) {
      await this.#here.reset();
      const button = this.#here.input(action.key);
      if (await button.isDisabled()) continue;
      const session = this.#live.open(this.#live.initial);
      const press = (): Promise<void> => button.press("Enter");
      if (action.repeats) await this.#here.after(action.label, () => this.#run(button, press));
      else await this.#here.after(action.label, press);
      await (action.repeats ? this.#ran(action, session) : this.#pressed(action, session));
    }
  }

  async #pressed(action: ActionControl, session: Session): Promise<void> {
    session.act?.(action.key);
    this.#same(action.label, cellTexts(session.view().table), await this.#here.cells());
  }

  /** Starts a run and stops it some pictures after it can be seen to move, unless it has come to its end. */
  async #run(button: Locator, press: () => Promise<void>): Promise<void> {
    const before = await this.#here.sentence();
    await press();
    await this.#here.saysOtherThan(before);
    await this.#here.pictures(5);
    if ((await button.getAttribute("data-running")) !== null) await press();
  }

  /** After a run Node comes to the same numbers, after some number of frames. */
  async #ran(action: ActionControl, session: Session): Promise<void> {
    const there = JSON.stringify(await this.#here.cells());
    const first = JSON.stringify(cellTexts(session.view().table));
    if (there === first) this.#problems.push(`${action.label}: nothing has moved`);
    for (let frame = 0; frame < MOST_FRAMES; frame++) {
      session.act?.(action.key);
      if (JSON.stringify(cellTexts(session.view().table)) === there) return;
    }
    this.#problems.push(`${action.label}: Node never comes to what the page shows, ${there.slice(0, 200)}`);
  }

  /** A shared link brings the setting back. */
  async byLink(address: string): Promise<void> {
    const range = this.#live.controls.find((control) => control.kind === "range");
    const state = cleanState(this.#live, {
      ...this.#live.initial,
      ...(range && { [range.key]: range.scale === "log" ? range.max : range.min + 2 * range.step }),
    });
    await this.#here.page.goto("about:blank");
    await this.#here.page.goto(`${address}#${toAddress(this.#live.id, state)}`);
    await this.#here.settled("a shared link");
    await this.#compare("a shared link");
  }

  /** Back to the beginning, and out of the address. */
  async reset(): Promise<void> {
    await this.#here.reset();
    this.#same(
      "reset",
      cellTexts(this.#live.open(this.#live.initial).view().table),
      await this.#here.cells(),
    );
    if ((await this.#here.hash()) !== "") this.#problems.push("reset: the address still names a setting");
  }

  /** The state that the address carries. */
  async #state(): Promise<State> {
    const hash = await this.#here.hash();
    const named = fromAddress(hash);
    if (named?.place !== this.#live.id) this.#problems.push(`the address names no setting: «${hash}»`);
    return cleanState(this.#live, named?.given ?? {});
  }

  /** The page's table against the experiment opened in Node in the state that the address carries. */
  async #compare(what: string): Promise<void> {
    const state = await this.#state();
    this.#same(what, cellTexts(this.#live.open(state).view().table), await this.#here.cells());
  }

  #same(what: string, here: string[][], there: string[][]): void {
    if (JSON.stringify(here) === JSON.stringify(there)) return;
    const row = here.findIndex((cells, i) => JSON.stringify(cells) !== JSON.stringify(there[i]));
    this.#problems.push(
      `${what}: Node has ${JSON.stringify(here[row])}, the page ${JSON.stringify(there[row])}`,
    );
  }
}
