// Writes what stopped a cell: the message, and the line where it happened.
import type { Place, RunFault } from "../runtime-messages.js";
import type { CellView } from "./run-cell.js";

/** The box below cell `index`. */
export function faultElement(
  { message, place, caller }: RunFault,
  index: number,
  views: readonly CellView[],
): HTMLElement {
  const box = document.createElement("div");
  box.className = "run-fault";
  box.setAttribute("role", "alert");
  const words = paragraph("fault-message", message);
  words.translate = false;
  box.append(words);
  if (place) {
    const line = paragraph("fault-place");
    line.append(...whereAbout(place, index, views), ...quoted(place, views));
    box.append(line);
  }
  if (caller) {
    const line = paragraph("fault-place");
    line.append(`called from line ${caller.line} of this cell`, ...quoted(caller, views));
    box.append(line);
  }
  return box;
}

function paragraph(className: string, text = ""): HTMLElement {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = text;
  return made;
}

/** "Line 3", or for another cell "code cell 2, line 3" with a link to it. */
function whereAbout({ cell, line }: Place, index: number, views: readonly CellView[]): (string | Node)[] {
  if (cell === index) return [`in line ${line}`];
  const link = document.createElement("a");
  link.href = `#cell-${views[cell].id}`;
  link.textContent = `code cell ${views[cell].number}`;
  return ["in ", link, ` above, line ${line}`];
}

/** The line itself. */
function quoted({ cell, line }: Place, views: readonly CellView[]): (string | Node)[] {
  const text = views[cell].editor.code().split("\n")[line - 1]?.trim();
  if (!text) return [];
  const code = document.createElement("code");
  code.translate = false;
  code.textContent = text.length > 90 ? `${text.slice(0, 90)}…` : text;
  return [": ", code];
}
