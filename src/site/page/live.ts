// Brings the live experiments of a page to life, each when the reader comes near it, and the one that the address names.
import { fromAddress } from "../../live/state.js";
import { createEngine } from "./live-engine.js";
import { LiveFigure } from "./live-figure.js";

const elements = [...document.querySelectorAll<HTMLElement>("figure.live")];
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

function watch(): void {
  if (!("IntersectionObserver" in globalThis)) {
    elements.forEach(mount);
    return;
  }
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) mount(target as HTMLElement);
      }
    },
    { rootMargin: "600px 0px" },
  );
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) mounted.get(target)?.setOnScreen(isIntersecting);
  });
  for (const element of elements) {
    near.observe(element);
    seen.observe(element);
  }
}

addEventListener("DOMContentLoaded", () => {
  watch();
  followAddress();
});
addEventListener("hashchange", followAddress);
