// Where links between notebooks lead once the notebooks are pages beside each other.

/** The notebooks that become pages, by name, each with the ids of its cells. */
export type Lessons = ReadonlyMap<string, ReadonlySet<string>>;

/** The address of the page of the notebook `name`, as its neighbours write it. */
export const pageAddress = (name: string): string =>
  `${encodeURI(name).replace(/[?#:]/g, encodeURIComponent)}.html`;

/** A text without its percent escapes; as it is if they are none. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A readable id made of words; empty if there is no letter or digit in them. */
export const slug = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");

/** The name in `names` that is `name`, composed letters and decomposed ones being the same; undefined if none is. */
export function sameName(names: Iterable<string>, name: string): string | undefined {
  const all = [...names];
  return all.includes(name) ? name : all.find((one) => one.normalize() === name.normalize());
}

/** The address of the page that a link to a notebook means; undefined if it leads elsewhere. */
export function pageOf(href: string, lessons: Lessons): string | undefined {
  if (/^\s*(?:[a-z][a-z\d+.-]*:|[\\/])/i.test(href)) return undefined;
  const { pathname, search, hash } = new URL(href, "http://here/folder/");
  const file = /^\/folder\/([^/]+)\.ipynb$/.exec(pathname)?.[1];
  const name = file === undefined ? undefined : sameName(lessons.keys(), decoded(file));
  if (name === undefined) return undefined;
  return pageAddress(name) + search + placeOf(hash, lessons.get(name) ?? new Set());
}

/** A place in a notebook as its page has it: a cell by its id, a heading by its words as JupyterLab writes them. */
function placeOf(hash: string, cells: ReadonlySet<string>): string {
  const place = decoded(hash.slice(1));
  const cell = place.replace(/^cell-id=/, "");
  if (cells.has(cell)) return `#cell-${cell}`;
  return /\p{Lu}/u.test(place) && !place.includes("=") ? `#${encodeURIComponent(slug(place))}` : hash;
}
