// Brings the live experiments of a page to life, each when the reader comes near it, and the one that the address names.
import { fromAddress } from "../../live/state.js";
import { nearWatcher } from "./environment.js";
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

const near = nearWatcher((element, comes) => comes && mount(element as HTMLElement), 600);
const seen = nearWatcher((element, onScreen) => mounted.get(element)?.setOnScreen(onScreen));

function watch(root: ParentNode): void {
  for (const element of inside(root)) {
    near.observe(element);
    seen.observe(element);
  }
}

addEventListener("DOMContentLoaded", () => {
  watch(document);
  followAddress();
});
addEventListener("hashchange", followAddress);
// Code that a reader runs may show experiments too.
document.addEventListener("outputs-arrived", (event) => watch((event as CustomEvent<HTMLElement>).detail));
