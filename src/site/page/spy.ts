// Marks the reader's place in the table of contents.
import { placeOf } from "./address.js";
import { media } from "./environment.js";

/** Follows the scroll position; on a narrow screen a chosen entry closes the list. */
export function startSpy(): void {
  const contents = document.querySelector<HTMLDetailsElement>(".toc details");
  if (!contents) return;
  const links = [...contents.querySelectorAll<HTMLAnchorElement>("a")];
  const headings = links.map(placeOf);
  const here = contents.querySelector<HTMLElement>(".toc-here");
  let place = -1;

  const update = (): void => {
    const line = Math.min(innerHeight / 3, 240);
    const passed = headings.filter((heading) => heading && heading.getBoundingClientRect().top <= line);
    const next = passed.length - 1;
    if (next === place) return;
    links[place]?.removeAttribute("aria-current");
    links[next]?.setAttribute("aria-current", "true");
    place = next;
    if (here) here.innerHTML = links[next]?.innerHTML ?? "";
    if (links[next] && beside.matches) keepInView(links[next]);
  };

  const beside = media("(min-width: 60rem)");
  let waiting = false;
  const later = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  beside.onChange(() => {
    contents.open = beside.matches;
  });
  contents.addEventListener("click", (event) => {
    if (!beside.matches && (event.target as Element).closest("a")) contents.open = false;
  });
  contents.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !beside.matches) {
      contents.open = false;
      contents.querySelector("summary")?.focus();
    }
  });
  update();
}

/** Scrolls the list, never the page, until `link` can be seen. */
function keepInView(link: HTMLElement): void {
  const list = link.closest<HTMLElement>(".toc");
  if (!list) return;
  const frame = list.getBoundingClientRect();
  const box = link.getBoundingClientRect();
  if (box.top < frame.top) list.scrollTop -= frame.top - box.top + 24;
  if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + 24;
}
