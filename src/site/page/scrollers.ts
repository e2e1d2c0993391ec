// Gives whatever scrolls inside itself (code, tables, formulas) a place in the tab order and a name, only while it scrolls.
import { sizeWatcher, type Watcher } from "./environment.js";

/** Watches every element in `root` that carries a name for this in `data-scroll`. */
export function startScrollers(root: ParentNode = document): void {
  watcher ??= sizeWatcher((element) => mark(element as HTMLElement));
  for (const element of root.querySelectorAll<HTMLElement>("[data-scroll]")) watcher.observe(element);
}

let watcher: Watcher | undefined;

function mark(element: HTMLElement): void {
  const scrolls =
    element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  if (!scrolls) {
    for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
    return;
  }
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", `${element.dataset.scroll}, scrolls`);
}
