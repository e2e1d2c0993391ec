// The outputs of one cell: those that the lesson printed, or those of the reader's own run in their place.
import { hasControls, printedText } from "../printed.js";
import type { OutputItem } from "../runtime-messages.js";

/** What comes to life when outputs are put into the page. */
export interface Arrivals {
  arrived(area: HTMLElement): void;
  leaving(area: HTMLElement): void;
}

/** The place for a cell's outputs. */
export class OutputArea {
  readonly #home: HTMLElement;
  readonly #printed: HTMLElement | undefined;
  readonly #arrivals: Arrivals;
  #own: HTMLElement | undefined;
  #fresh = false;

  /** `cell` may hold printed outputs; where it has none, those of a run go to the end of `home`. */
  constructor(home: HTMLElement, arrivals: Arrivals, cell: HTMLElement) {
    this.#home = home;
    this.#arrivals = arrivals;
    this.#printed = cell.querySelector<HTMLElement>(".outputs") ?? undefined;
  }

  /** Whether the reader's outputs stand there. */
  get own(): boolean {
    return this.#own !== undefined;
  }

  /** The outputs that are shown now. */
  get shown(): HTMLElement | undefined {
    return this.#own ?? this.#printed;
  }

  /** A run begins: what is shown pales until something new comes. */
  begin(): void {
    this.#fresh = true;
    this.shown?.classList.add("stale");
  }

  /** Adds new output. */
  add(items: readonly OutputItem[]): void {
    const area = this.#take();
    for (const item of items) {
      if (item.kind === "text") addText(area, item.name, item.text);
      else display(area, item);
    }
    this.#arrivals.arrived(area);
  }

  /** The run is over; one that came to no end and showed nothing leaves what was there. */
  end(complete: boolean): void {
    if (this.#fresh && complete) this.#take();
    this.shown?.classList.remove("stale");
  }

  /** Says what went wrong, below what the run had shown until then. */
  fail(fault: HTMLElement): void {
    this.#take().append(fault);
  }

  /** The printed outputs again. */
  reset(): void {
    if (this.#own) {
      this.#arrivals.leaving(this.#own);
      if (this.#printed) {
        this.#own.replaceWith(this.#printed);
        this.#arrivals.arrived(this.#printed);
      } else this.#own.remove();
    }
    this.#own = undefined;
    this.#fresh = false;
    this.#printed?.classList.remove("stale");
  }

  /** The element for the reader's outputs, emptied for a new run. */
  #take(): HTMLElement {
    if (this.#own && !this.#fresh) return this.#own;
    this.#fresh = false;
    const area = document.createElement("div");
    area.className = "outputs own";
    const before = this.shown;
    if (this.#own) this.#arrivals.leaving(this.#own);
    if (before?.isConnected) before.replaceWith(area);
    else this.#home.append(area);
    before?.classList.remove("stale");
    this.#own = area;
    return area;
  }
}

function display(area: HTMLElement, { html, slot, replace }: Extract<OutputItem, { kind: "display" }>): void {
  const box = document.createElement("div");
  box.innerHTML = html;
  if (slot !== undefined) box.dataset.slot = slot;
  const old = replace && [...area.children].find((child) => (child as HTMLElement).dataset.slot === slot);
  if (old) old.replaceWith(box);
  else area.append(box);
}

/** All that was printed into a block, once some of it is not shown as it is. */
const written = new WeakMap<Element, string>();

/** Text joins the text of the same stream before it, and may write over it. */
function addText(area: HTMLElement, name: string, text: string): void {
  const last = area.lastElementChild;
  const block = last?.matches(`pre.${name}`) ? last : addBlock(area, name);
  const before = written.get(block);
  if (before === undefined && !hasControls(text)) {
    block.append(text);
    return;
  }
  const all = (before ?? block.textContent ?? "") + text;
  written.set(block, all);
  block.textContent = printedText(all);
}

function addBlock(area: HTMLElement, name: string): HTMLElement {
  if (name === "stderr") {
    const label = document.createElement("p");
    label.className = "stream-name";
    label.textContent = "Error output";
    area.append(label);
  }
  const block = document.createElement("pre");
  block.translate = false;
  block.className = `stream ${name}`;
  block.dataset.scroll = name === "stderr" ? "Error output" : "Output";
  area.append(block);
  return block;
}
