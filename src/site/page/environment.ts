// What the browser or the frame around a page may lack: each is asked for here, and replaced by something plainer.

/** A question about the screen or the reader's wishes, such as `(pointer: coarse)`. */
export interface Media {
  /** The answer now; false where the browser does not know. */
  readonly matches: boolean;
  onChange(listener: () => void): void;
}

/** Asks a media query. */
export function media(query: string): Media {
  const list: MediaQueryList | undefined = globalThis.matchMedia?.(query) ?? undefined;
  return {
    get matches() {
      return list?.matches ?? false;
    },
    onChange: (listener) => list?.addEventListener?.("change", listener),
  };
}

/** Watches elements for what may happen to them. */
export interface Watcher {
  observe(element: Element): void;
  unobserve(element: Element): void;
}

/** Calls `changed` with an element when it has another size: at first, and after each change. */
export function sizeWatcher(changed: (element: Element) => void): Watcher {
  if ("ResizeObserver" in globalThis)
    return new ResizeObserver((entries) => {
      for (const { target } of entries) changed(target);
    });
  const watched = new Set<Element>();
  const all = (): void => watched.forEach(changed);
  addEventListener("resize", all);
  // a fold that opens gives its content a size
  document.addEventListener("toggle", all, true);
  return {
    observe(element) {
      watched.add(element);
      changed(element);
    },
    unobserve: (element) => void watched.delete(element),
  };
}

/** Calls `moved` when an element comes within `margin` pixels of the window or leaves it; at once if that cannot be seen. */
export function nearWatcher(moved: (element: Element, near: boolean) => void, margin = 0): Watcher {
  if (!("IntersectionObserver" in globalThis))
    return { observe: (element) => moved(element, true), unobserve: () => {} };
  return new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) moved(target, isIntersecting);
    },
    { rootMargin: `${margin}px 0px` },
  );
}
