/** Messages of a running cell to the notebook: few and of a bounded size, however often the cell prints. */

import type { DisplayMessage, Sink, StreamName } from "./cell-output.js";

/** The time in milliseconds, and a call at a later time. */
export interface Clock {
  now(): number;
  later(milliseconds: number, work: () => void): void;
}

/** How many texts of a cell go at once, each as a message of its own. */
const atOnce = 200;
/** How often a text goes early to keep the order between the streams; after that they are gathered side by side. */
const inOrder = 5000;
/** Milliseconds between two messages after that. */
const pause = 100;
/** Characters that are not gathered further. */
const piece = 65_536;
/** Displays whose updates may wait. */
const mostUpdates = 1000;
/** Characters of updates a millisecond: as many as a notebook server lets through. */
const updateRate = 1000;

/**
 * Gathers texts that follow each other closely, and of several updates of one display keeps the last.
 *
 * A loop without end leaves no time to timers. So what waits is also looked at with each call; before a display goes
 * all texts go that came before it.
 */
export class PacedMessages implements Sink {
  readonly #to: Sink;
  readonly #clock: Clock;
  readonly #waiting = { stdout: "", stderr: "" };
  #updates = new Map<unknown, string>();
  #sent = 0;
  #early = 0;
  #nextText = 0;
  #nextUpdate = 0;
  #timer = false;

  constructor(to: Sink, clock: Clock) {
    this.#to = to;
    this.#clock = clock;
  }

  text(name: StreamName, text: string): void {
    const other = name === "stdout" ? "stderr" : "stdout";
    if (this.#waiting[other] !== "" && this.#early++ < inOrder) this.#sendText();
    this.#waiting[name] += text;
    const due = this.#sent < atOnce || this.#waiting[name].length >= piece;
    if (due || this.#clock.now() >= this.#nextText) this.#sendText();
    else this.#flushLater();
  }

  display(message: DisplayMessage, update: boolean): void {
    if (update) this.#update(message);
    else {
      this.flush();
      this.#to.display(message, false);
    }
  }

  /** Sends all that waits. */
  flush(): void {
    this.#sendText();
    this.#sendUpdates();
  }

  #update(message: DisplayMessage): void {
    const id = message.transient?.display_id;
    if (this.#updates.size >= mostUpdates && !this.#updates.has(id)) return;
    // as it is now: who showed it may change it before it goes
    this.#updates.set(id, JSON.stringify(message));
    if (this.#clock.now() >= this.#nextUpdate) this.#sendUpdates();
    else this.#flushLater();
  }

  #flushLater(): void {
    if (this.#timer) return;
    this.#timer = true;
    this.#clock.later(pause, () => {
      this.#timer = false;
      this.#sendText();
      if (this.#clock.now() >= this.#nextUpdate) this.#sendUpdates();
      else if (this.#updates.size > 0) this.#flushLater();
    });
  }

  #sendText(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const text = this.#waiting[name];
      if (text === "") continue;
      this.#waiting[name] = "";
      this.#sent++;
      this.#to.text(name, text);
      this.#nextText = this.#clock.now() + pause;
    }
  }

  #sendUpdates(): void {
    const updates = [...this.#updates.values()];
    if (updates.length === 0) return;
    this.#updates.clear();
    let size = 0;
    for (const update of updates) {
      size += update.length;
      this.#to.display(JSON.parse(update), true);
    }
    this.#nextUpdate = this.#clock.now() + pause + size / updateRate;
  }
}
