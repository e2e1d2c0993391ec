// Makes a block of code editable: a plain text field exactly over the coloured code.
import { colour } from "./run-highlight.js";

/** The code of one cell, as it stands. */
export interface Editor {
  /** What the lesson printed. */
  readonly original: string;
  code(): string;
  /** Puts a text into the field; the original one closes it. */
  set(code: string): void;
  /** Opens the field, with the focus in it. */
  open(): void;
  /** Marks a line, from 1; none without one. */
  mark(line: number | undefined): void;
}

/** What the keys of the field do besides writing. */
export interface EditorKeys {
  run(): void;
  changed(): void;
}

/** Wraps `pre` so that it can be edited. `label` names the field. */
export function editorOf(pre: HTMLElement, area: HTMLElement, label: string, keys: EditorKeys): Editor {
  const block = pre.querySelector("code") as HTMLElement;
  const [original, coloured] = [block.textContent ?? "", block.innerHTML];
  let field: HTMLTextAreaElement | undefined;
  let current = original;
  const paint = (): void => {
    block.innerHTML = current === original ? coloured : colour(current);
    // A last empty line takes room only if something stands in it.
    if (current.endsWith("\n") || current === "") block.append("\n");
  };
  const make = (): HTMLTextAreaElement => {
    const made = document.createElement("textarea");
    made.className = "code-field";
    made.translate = false;
    made.value = current;
    made.setAttribute("aria-label", label);
    made.setAttribute("aria-describedby", "run-keys");
    for (const name of ["spellcheck", "autocapitalize", "autocomplete", "autocorrect"])
      made.setAttribute(name, name === "spellcheck" ? "false" : "off");
    made.wrap = "off";
    made.rows = 1;
    made.addEventListener("input", () => {
      current = made.value;
      area.removeAttribute("data-fault");
      paint();
      keys.changed();
    });
    made.addEventListener("keydown", (event) => onKey(event, made, keys));
    made.addEventListener("blur", () => delete made.dataset.free);
    area.classList.add("editing");
    area.append(made);
    return made;
  };
  return {
    original,
    code: () => current,
    set(code) {
      current = code;
      area.removeAttribute("data-fault");
      if (code === original) {
        field?.remove();
        field = undefined;
        area.classList.remove("editing");
      } else {
        field ??= make();
        field.value = code;
      }
      paint();
    },
    open() {
      field ??= make();
      field.focus();
    },
    mark(line) {
      area.toggleAttribute("data-fault", line !== undefined);
      if (line !== undefined) area.style.setProperty("--fault-line", String(line - 1));
    },
  };
}

/** Tab indents until Escape was pressed; then it leaves the field, as everywhere. */
function onKey(event: KeyboardEvent, field: HTMLTextAreaElement, keys: EditorKeys): void {
  const { key } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    keys.run();
  } else if (key === "Escape") field.dataset.free = "true";
  else if (key === "Tab" && !field.dataset.free) {
    event.preventDefault();
    if (event.shiftKey) shiftLines(field, (line) => line.replace(/^(?: {1,2}|\t)/, ""));
    else if (selectsLines(field)) shiftLines(field, (line) => line.replace(/^(?=.)/, "  "));
    else type(field, "  ");
  } else if (key === "Enter" && !event.isComposing) {
    event.preventDefault();
    type(field, `\n${/^[ \t]*/.exec(lineBefore(field))?.[0] ?? ""}`);
  } else if (key !== "Tab" && key !== "Shift") delete field.dataset.free;
}

/** What stands in the caret's line in front of it. */
const lineBefore = ({ value, selectionStart }: HTMLTextAreaElement): string =>
  value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);

/** Types as the reader would, so that it can be undone. */
function type(field: HTMLTextAreaElement, text: string): void {
  if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input"));
}

/** Whether the selection reaches over the end of a line. */
const selectsLines = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean =>
  value.slice(selectionStart, selectionEnd).includes("\n");

/** Changes the caret's line, or every line that is selected, which stay selected. */
function shiftLines(field: HTMLTextAreaElement, changed: (line: string) => string): void {
  const { value, selectionStart, selectionEnd } = field;
  const several = selectsLines(field);
  const start = selectionStart - lineBefore(field).length;
  // A selection that ends at the beginning of a line means the lines above it.
  const last = several && value[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
  const end = value.indexOf("\n", last) < 0 ? value.length : value.indexOf("\n", last);
  const before = value.slice(start, end);
  const after = before.split("\n").map(changed).join("\n");
  if (after === before) return;
  field.setSelectionRange(start, end);
  type(field, after);
  const caret = Math.max(start, selectionStart + after.length - before.length);
  if (several) field.setSelectionRange(start, start + after.length + selectionEnd - last);
  else field.setSelectionRange(caret, caret);
}
