// Brings the live experiments of a page to life, each when the reader comes near it, and the one that the address names.
import { fromAddress } from "../../live/state.js";
import { createEngine } from "./live-engine.js";
import { LiveFigure } from "./live-figure.js";

const inside = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("figure.live")];
const mounted = new Map<Element, LiveFigure>();
const engine = createEngine();

function mount(element: HTMLElement): LiveFigure {
  const there = mounted.get(element) ?? new LiveFigure(element, engine);
  mounted.set(element, there);
  engine.wake();
  return there;
}

/** Restores what the address says, and brings it into view. */
function followAddress(): void {
  const named = fromAddress(location.hash);
  const element = named && document.getElementById(`live-${named.place}`);
  if (!named || !element?.classList.contains("live")) return;
  mount(element).restore(named.given);
  element.scrollIntoView({ block: "nearest" });
}

const [near, seen] =
  "IntersectionObserver" in globalThis
    ? [
        new IntersectionObserver(
          (entries) => {
            for (const { isIntersecting, target } of entries) {
              if (isIntersecting) mount(target as HTMLElement);
            }
          },
          { rootMargin: "600px 0px" },
        ),
        new IntersectionObserver((entries) => {
          for (const { isIntersecting, target } of entries) mounted.get(target)?.setOnScreen(isIntersecting);
        }),
      ]
    : [];

function watch(root: ParentNode): void {
  for (const element of inside(root)) {
    if (!near) mount(element);
    near?.observe(element);
    seen?.observe(element);
  }
}

addEventListener("DOMContentLoaded", () => {
  watch(document);
  followAddress();
});
addEventListener("hashchange", followAddress);
// Code that a reader runs may show experiments too.
document.addEventListener("outputs-arrived", (event) => watch((event as CustomEvent<HTMLElement>).detail));
