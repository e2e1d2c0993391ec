// The page's own address: what its links need of it, where the page is a text that another page holds and so has none.

const withoutHash = (address: string): string => address.split("#")[0];

/** The address of this page with `hash` at its end; undefined where nobody else could open it. */
export function linkTo(hash: string): string | undefined {
  const own = withoutHash(location.href);
  return /^(?:about|blob|data):/.test(own) ? undefined : own + hash;
}

/** Makes `hash` the end of the page's address, without a step for the Back button. */
export function putInAddress(hash: string): void {
  try {
    history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
  } catch {
    // Some browsers do not let a file or a frame change its address: then the setting is not in it.
  }
}

/**
 * Follows links to places on this page by itself where the browser would leave the page or refuse to move: addresses
 * in a text that another page holds may be relative to that page, and a `blob:` in a sandbox must not be loaded again.
 */
export function startPlaces(): void {
  if (linkTo("") !== undefined && withoutHash(document.baseURI) === withoutHash(location.href)) return;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    event.preventDefault();
    const place = placeOf(link);
    place?.scrollIntoView();
    place?.focus({ preventScroll: true });
  });
}

/** The element on this page that a link leads to. */
export function placeOf({ hash }: HTMLAnchorElement): HTMLElement | null {
  const name = hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(name));
  } catch {
    // a percent sign that stands for itself
    return document.getElementById(name);
  }
}
