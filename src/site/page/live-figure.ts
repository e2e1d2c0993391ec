// One live experiment on a page: its state, what is asked of the Worker, and what is shown of the answers.
import type { State } from "../../live/live.js";
import { fromAddress, toAddress } from "../../live/state.js";
import { type LiveData, type LiveEvent, type LiveReply, tableHtml } from "../live-table.js";
import { putInAddress } from "./address.js";
import { media } from "./environment.js";
import { startButtons } from "./live-buttons.js";
import { type Controls, startControls } from "./live-controls.js";
import type { Engine } from "./live-engine.js";
import { shownLayout, startPointing } from "./live-pointing.js";

const CALM = media("(prefers-reduced-motion: reduce)");
/** After so many milliseconds without a change, the state is written down and read out. */
const SETTLED = 500;
/** Where motion is not wanted, a running experiment shows a still twice a second, of so many frames each. */
const STILL = { every: 500, frames: 30 };

/** A mounted experiment. */
export class LiveFigure {
  readonly place: string;
  readonly #figure: HTMLElement;
  readonly #engine: Engine;
  readonly #data: LiveData;
  readonly #controls: Controls;
  #state: State;
  #events: LiveEvent[] = [];
  #fresh = false;
  #dirty = false;
  #busy = false;
  #touched = false;
  #running: { key: string; button: HTMLButtonElement } | undefined;
  #frameDue = false;
  #onScreen = true;
  #settling = 0;

  constructor(figure: HTMLElement, engine: Engine) {
    this.#figure = figure;
    this.#engine = engine;
    this.#data = readData(figure);
    this.place = this.#data.place;
    this.#state = this.#data.state;
    this.#controls = startControls(figure, this.#data.controls, {
      changed: (key, value) => this.#change({ ...this.#state, [key]: value }),
      acted: (key, button) => this.#act(key, button),
    });
    const picture = this.#part(".live-picture");
    if (picture.classList.contains("pointing"))
      startPointing(picture, (x, y) => this.#do({ x, y, narrow: this.#narrow() }));
    startButtons(figure, { reset: () => this.restore({}), keep: () => this.#keep() });
    figure.dataset.mounted = "true";
  }

  /** Takes over values from an address. */
  restore(given: Readonly<Record<string, unknown>>): void {
    this.#stop();
    this.#fresh = true;
    this.#change({ ...this.#data.state, ...(given as State) });
  }

  /** A running experiment rests while nobody can see it. */
  setOnScreen(onScreen: boolean): void {
    this.#onScreen = onScreen;
    if (onScreen) this.#nextFrame();
  }

  #part<T extends HTMLElement>(selector: string): T {
    return this.#figure.querySelector<T>(selector) as T;
  }

  #narrow(): boolean {
    return shownLayout(this.#part(".live-picture")).classList.contains("live-narrow");
  }

  #change(state: State): void {
    this.#state = state;
    this.#dirty = true;
    this.#touched = true;
    delete this.#figure.dataset.settled;
    void this.#send();
  }

  #do(event: LiveEvent): void {
    this.#events.push(event);
    this.#change(this.#state);
  }

  #act(key: string, button: HTMLButtonElement): void {
    const control = this.#data.controls.find((one) => one.key === key);
    if (control?.kind !== "action" || !control.repeats) {
      this.#do({ act: key });
      return;
    }
    const again = this.#running?.key === key;
    this.#stop();
    if (again) return;
    this.#running = { key, button };
    button.dataset.running = "";
    button.textContent = control.stopLabel ?? "Stop";
    this.#nextFrame();
  }

  #stop(): void {
    const { button } = this.#running ?? {};
    this.#running = undefined;
    if (!button) return;
    delete button.dataset.running;
    button.textContent = button.dataset.label ?? "";
    this.#settleLater();
  }

  #nextFrame(): void {
    if (!this.#running || this.#busy || this.#frameDue) return;
    this.#frameDue = true;
    const go = (): void => {
      this.#frameDue = false;
      if (!this.#running || this.#busy || !this.#onScreen) return;
      const { key } = this.#running;
      const frames = CALM.matches ? STILL.frames : 1;
      this.#events.push(...new Array<LiveEvent>(frames).fill({ act: key }));
      this.#change(this.#state);
    };
    if (CALM.matches) setTimeout(go, STILL.every);
    else requestAnimationFrame(go);
  }

  /** Asks for what is to be seen now; while an answer is awaited, only the newest state is kept. */
  async #send(settled = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#dirty = false;
    const sent = this.#state;
    const events = this.#events.splice(0);
    const fresh = this.#fresh;
    this.#fresh = false;
    const here = this.#narrow() ? "narrow" : "wide";
    const there = here === "narrow" ? "wide" : "narrow";
    const { place, id } = this.#data;
    const layouts = settled ? ([here, there] as const) : ([here] as const);
    try {
      const reply = await this.#engine.ask({ place, id, state: sent, fresh, events, layouts: [...layouts] });
      this.#busy = false;
      this.#show(reply, sent, settled);
    } catch (error) {
      this.#busy = false;
      this.#dirty = false;
      this.#stop();
      this.#part(".live-sentence").textContent =
        `This experiment cannot run here: ${(error as Error).message}.`;
      return;
    }
    if (this.#dirty) void this.#send();
    else this.#nextFrame();
  }

  #show(reply: LiveReply, sent: State, settled: boolean): void {
    for (const layout of ["wide", "narrow"] as const) {
      const svg = reply.pictures[layout];
      if (svg !== undefined) this.#part(`.live-${layout}`).innerHTML = svg;
    }
    this.#part(".live-sentence").textContent = reply.sentence;
    // What the reader has changed in the meantime stands.
    const current = this.#state;
    const untouched = Object.entries(reply.state).filter(([key]) => current[key] === sent[key]);
    this.#state = { ...current, ...Object.fromEntries(untouched) };
    if (!reply.more) this.#stop();
    this.#controls.show(this.#state, reply.disabled);
    if (!settled) this.#settleLater();
    else {
      this.#part(".values table").innerHTML = tableHtml(reply.table);
      this.#part(".live-status").textContent = reply.sentence;
      this.#figure.dataset.settled = "true";
    }
  }

  /** When input rests: both layouts, the table, the words for screen readers, and the address. */
  #settleLater(): void {
    delete this.#figure.dataset.settled;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      if (this.#running) return;
      if (this.#busy) this.#settleLater();
      else {
        this.#writeAddress();
        void this.#send(true);
      }
    }, SETTLED);
  }

  /** The setting goes into the address once the reader has changed it; at its beginning it leaves the address again. */
  #writeAddress(): void {
    const changed = Object.keys(this.#data.state).some((key) => this.#state[key] !== this.#data.state[key]);
    const ours = fromAddress(location.hash)?.place === this.place;
    if (changed && this.#touched) this.#keep();
    else if (ours && this.#touched) putInAddress("");
  }

  /** Puts the setting into the address, whatever it is. */
  #keep(): string {
    const hash = `#${toAddress(this.place, this.#state)}`;
    putInAddress(hash);
    return hash;
  }
}

function readData(figure: HTMLElement): LiveData {
  return JSON.parse(figure.querySelector(".live-data")?.textContent ?? "{}") as LiveData;
}
