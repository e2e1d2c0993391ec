/** What one cell prints and displays, up to the limit of a cell. */

import { Characters, wellFormed } from "./characters.js";
import { type Excess, leftOut, mostDisplaySize, mostDisplays, mostText } from "./output-limits.js";

export type StreamName = "stdout" | "stderr";

/** The content of a display message: a MIME bundle and what goes with it. */
export interface DisplayMessage {
  data: object;
  metadata?: object;
  transient?: { display_id?: unknown };
}

/** Where a cell's outputs go. */
export interface Sink {
  text(name: StreamName, text: string): void;
  /** An update replaces the output with the same display id. */
  display(message: DisplayMessage, update: boolean): void;
  /** Sends what waits, if anything can. */
  flush?(): void;
}

/** The most of an error that is shown after the limit. */
const mostError = 10_000;

/** Gives a cell's outputs on until the limit is reached, and says then, once, that something is left out. */
export class CellOutput {
  readonly #sink: Sink;
  readonly #onExcess: (excess: Excess) => void;
  readonly #characters = { stdout: new Characters(), stderr: new Characters() };
  #room = mostText;
  #displays = 0;
  #displaySize = 0;
  #lastError = "";

  /** `onExcess` is called when a limit is passed; without it a line on stderr stands for the rest. */
  constructor(sink: Sink, onExcess?: (excess: Excess) => void) {
    this.#sink = sink;
    this.#onExcess = onExcess ?? ((excess) => sink.text("stderr", leftOut(excess)));
  }

  /** Text or bytes written to a stream. */
  write(name: StreamName, chunk: string | Uint8Array): void {
    if (this.#room < 0) {
      this.#keepError(name, chunk);
      return;
    }
    // four bytes at most make a character: more need not be decoded
    const part = typeof chunk === "string" ? chunk : chunk.subarray(0, 4 * this.#room + 4);
    this.#text(name, this.#characters[name].text(part));
  }

  /** A display message. */
  display(message: DisplayMessage, update: boolean): void {
    if (update) this.#sink.display(message, true);
    if (update || this.#displays > mostDisplays || this.#displaySize > mostDisplaySize) return;
    this.#displays++;
    this.#displaySize += JSON.stringify(message).length;
    if (this.#displays > mostDisplays) this.#onExcess("displays");
    else if (this.#displaySize > mostDisplaySize) this.#onExcess("displaySize");
    else this.#sink.display(message, false);
  }

  /** The cell is over: what waits for the rest of a character is shown as it is, and the error that was left out last. */
  end(): void {
    for (const name of ["stdout", "stderr"] as const) this.#text(name, this.#characters[name].end());
    if (this.#lastError !== "") this.#sink.text("stderr", this.#lastError);
    this.#lastError = "";
    this.#sink.flush?.();
  }

  #text(name: StreamName, text: string): void {
    if (text === "" || this.#room < 0) return;
    const shown = text.length > this.#room ? wellFormed(text.slice(0, this.#room)) : text;
    this.#room -= text.length;
    if (shown !== "") this.#sink.text(name, shown);
    if (this.#room >= 0) return;
    if (!shown.endsWith("\n")) this.#sink.text(name, "\n");
    this.#onExcess("text");
  }

  /** A loop that prints too much often ends with an error, which is the last that is written. */
  #keepError(name: StreamName, chunk: string | Uint8Array): void {
    if (name === "stdout" || chunk.length === 0) return;
    const part = chunk.slice(0, mostError);
    this.#lastError = new Characters().text(part);
  }
}
