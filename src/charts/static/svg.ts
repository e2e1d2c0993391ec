/** Writes pieces of SVG: numbers short, paths relative, text safe. */

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** `text` with what XML reads as markup replaced. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? "");

/** A number with at most one decimal place: finer than a printer's dot at the sizes of a chart. */
export function short(value: number): string {
  const tenths = Math.round(value * 10);
  if (tenths === 0) return "0";
  const text = String(Math.abs(tenths) % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1));
  return text.replace(/^(-?)0\./, "$1.");
}

/** Numbers one after the other, a blank only where no sign parts them. */
export const numbersText = (values: readonly number[]): string =>
  values
    .map(short)
    .map((text, i) => (i === 0 || text.startsWith("-") ? text : ` ${text}`))
    .join("");

/** A point in pixels. */
export type Point = readonly [number, number];

const rounded = ([x, y]: Point): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10];

/** A path through the points: the first absolute, the others from point to point. */
export function pathOf(points: readonly Point[], closed = false): string {
  const exact = points.map(rounded);
  const steps = exact.map(([x, y], i) => {
    if (i === 0) return `M${numbersText([x, y])}`;
    const [px, py] = exact[i - 1] as Point;
    return `l${numbersText([x - px, y - py])}`;
  });
  return steps.join("") + (closed ? "z" : "");
}

/** Attributes as text; those without a value are left out. */
export function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => ` ${name}="${typeof value === "number" ? short(value) : escapeXml(String(value))}"`,
    )
    .join("");
}

/** An element with its attributes and its content. */
export const element = (
  name: string,
  values: Record<string, string | number | undefined>,
  content = "",
): string => `<${name}${attributes(values)}${content === "" ? "/>" : `>${content}</${name}>`}`;
