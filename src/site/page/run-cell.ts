// One cell of code that can be changed and run: its field, its buttons, and the place of its outputs.
import { type Editor, editorOf } from "./run-editor.js";
import { type Arrivals, OutputArea } from "./run-outputs.js";

/** What the reader asks for. */
export interface CellWishes {
  run(): void;
  stop(): void;
  changed(): void;
}

/** A cell on the page. */
export interface CellView {
  id: string;
  /** The number that the notebook gives it: code cells count from 1. */
  number: number;
  editor: Editor;
  outputs: OutputArea;
  /** Shows whether it runs. */
  running(on: boolean): void;
  /** One line beside the buttons, read out when it changes. */
  say(text: string): void;
  /** Shows the buttons that fit the code as it stands. */
  refresh(): void;
}

/** A second click of a double click must not stop what the first one started. */
const DOUBLE_CLICK = 400;

/** Gives the cell element `cell`, whose code is in `pre`, its field and buttons. */
export function cellView(
  cell: HTMLElement,
  pre: HTMLElement,
  number: number,
  wishes: CellWishes,
  arrivals: Arrivals,
): CellView {
  const frame = element("div", `runnable${pre.classList.contains("wide") ? " wide" : ""}`);
  const area = element("div", "code-area");
  pre.replaceWith(frame);
  area.append(pre);
  const name = `code cell ${number}`;
  const run = button("Run", `Run ${name}`);
  const edit = button("Edit", `Edit ${name}`);
  const reset = button("Reset", `Reset ${name}`);
  const again = button("Bring back my code", `Bring back my code of cell ${number}`);
  const status = element("span", "run-status");
  status.setAttribute("role", "status");
  const bar = element("div", "run-bar");
  bar.append(run, edit, reset, again, status);
  frame.append(area, bar);
  run.classList.add("run");
  const outputs = new OutputArea(frame.parentElement as HTMLElement, arrivals, cell);
  let started = 0;
  /** What the reader had written before the last reset, until something else is written. */
  let lost: string | undefined;
  const view: CellView = {
    id: cell.id.replace(/^cell-/, ""),
    number,
    editor: editorOf(pre, area, `Code of cell ${number}`, {
      run: wishes.run,
      changed: () => {
        view.refresh();
        wishes.changed();
      },
    }),
    outputs,
    running(on) {
      started = on ? performance.now() : 0;
      run.textContent = on ? "Stop" : "Run";
      run.setAttribute("aria-label", `${on ? "Stop" : "Run"} ${name}`);
      frame.classList.toggle("running", on);
    },
    say: (text) => {
      status.textContent = text;
    },
    refresh() {
      const changed = view.editor.code() !== view.editor.original;
      edit.hidden = area.classList.contains("editing");
      reset.hidden = !changed && !outputs.own;
      if (changed) lost = undefined;
      again.hidden = lost === undefined;
    },
  };
  run.addEventListener("click", () => {
    if (started === 0) wishes.run();
    else if (performance.now() - started > DOUBLE_CLICK) wishes.stop();
  });
  edit.addEventListener("click", () => {
    view.editor.open();
    view.refresh();
  });
  again.addEventListener("click", () => {
    view.editor.set(lost ?? view.editor.code());
    view.say("Your code again.");
    view.refresh();
    wishes.changed();
    run.focus();
  });
  reset.addEventListener("click", () => {
    if (started > 0) wishes.stop();
    const written = view.editor.code();
    if (written !== view.editor.original) lost = written;
    view.editor.set(view.editor.original);
    outputs.reset();
    view.say("As the lesson has it.");
    view.refresh();
    wishes.changed();
    run.focus();
  });
  view.refresh();
  return view;
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function button(text: string, label: string): HTMLButtonElement {
  const made = element("button", "button") as HTMLButtonElement;
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  return made;
}
