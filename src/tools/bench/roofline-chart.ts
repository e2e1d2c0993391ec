/** Draws the roofline chart as an SVG that reads in light and in dark. */
import type { Precision } from "../../core/matrix.js";
import type { Roofline, RooflinePoint } from "./roofline.js";

const [width, height] = [760, 470];
const frame = { left: 64, right: 20, top: 66, bottom: 56 };
const range = { x: [0.1, 1000], y: [0.4, 150] } as const;
const colours: Record<Precision, string> = { float64: "#0072B2", float32: "#D55E00" };

const along = (value: number, [low, high]: readonly [number, number]): number =>
  Math.log(value / low) / Math.log(high / low);
const placeX = (intensity: number): number =>
  frame.left + along(intensity, range.x) * (width - frame.left - frame.right);
const placeY = (rate: number): number =>
  height - frame.bottom - along(rate, range.y) * (height - frame.top - frame.bottom);
const at = (x: number, y: number): string => `${placeX(x).toFixed(1)},${placeY(y).toFixed(1)}`;
const short = (x: number): string => (x >= 10 ? x.toFixed(0) : x.toFixed(1));

const style = `
text { font: 13px system-ui, sans-serif; fill: #333 } .title { font-size: 16px; font-weight: 600 }
.grid { stroke: #ccc; stroke-width: 0.7 } .roof { fill: none; stroke: #767676; stroke-width: 2 }
.dashed { stroke-dasharray: 6 4 } .small { font-size: 12px }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } .roof { stroke: #9a9a9a } }`;

function text(x: number, y: number, words: string, more = ""): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;
}

function grid(): string[] {
  const lines: string[] = [];
  for (const x of [0.1, 1, 10, 100, 1000]) {
    lines.push(`<path class="grid" d="M${at(x, range.y[0])} L${at(x, range.y[1])}"/>`);
    lines.push(text(placeX(x), height - frame.bottom + 18, String(x), 'text-anchor="middle"'));
  }
  for (const y of [1, 3, 10, 30, 100]) {
    lines.push(`<path class="grid" d="M${at(range.x[0], y)} L${at(range.x[1], y)}"/>`);
    lines.push(text(frame.left - 8, placeY(y) + 4, String(y), 'text-anchor="end"'));
  }
  const middle = (frame.left + width - frame.right) / 2;
  lines.push(
    text(
      middle,
      height - 14,
      "operations per byte of the factors and the result (log scale)",
      'text-anchor="middle"',
    ),
  );
  const turned = `transform="rotate(-90 16 ${height / 2})" text-anchor="middle"`;
  lines.push(text(16, height / 2, "billion operations per second (log scale)", turned));
  return lines;
}

/** The sloped roofs of a bandwidth, up to the higher peak, and the flat ones of both peaks. */
function roofs({ peak, memory, cache }: Roofline): string[] {
  const sloped = (bandwidth: number, words: string, kind: string): string[] => {
    const from = Math.max(range.x[0], range.y[0] / bandwidth);
    const end = peak.float32 / bandwidth;
    const slope = (-Math.atan2(placeY(1) - placeY(10), placeX(10) - placeX(1)) * 180) / Math.PI;
    const [x, y] = [placeX(end / 6), placeY(peak.float32 / 6) - 8];
    return [
      `<path class="roof ${kind}" d="M${at(from, from * bandwidth)} L${at(end, peak.float32)}"/>`,
      text(
        x,
        y,
        words,
        `class="small" transform="rotate(${slope.toFixed(1)} ${x.toFixed(1)} ${y.toFixed(1)})"`,
      ),
    ];
  };
  const flat = (precision: Precision): string[] => [
    `<path class="roof" d="M${at(peak[precision] / cache, peak[precision])} L${at(range.x[1], peak[precision])}"/>`,
    text(
      placeX(range.x[1]) - 4,
      placeY(peak[precision]) - 7,
      `${precision} peak: ${short(peak[precision])}`,
      'class="small" text-anchor="end"',
    ),
  ];
  return [
    ...sloped(memory, `main memory, ${short(memory)} GB/s`, ""),
    ...sloped(cache, `cache, ${short(cache)} GB/s`, "dashed"),
    ...flat("float64"),
    ...flat("float32"),
  ];
}

/** One product; its label keeps clear of the roofs. */
function point({ label, precision, intensity, rate }: RooflinePoint, peak: Roofline["peak"]): string[] {
  const [x, y] = [placeX(intensity), placeY(rate)];
  const shape =
    precision === "float64"
      ? `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5.5" fill="${colours[precision]}"/>`
      : `<path d="M${(x - 6).toFixed(1)} ${(y + 5).toFixed(1)} h12 l-6 -11 z" fill="${colours[precision]}"/>`;
  const below = precision === "float64" || rate > 0.7 * peak.float32;
  return [shape, text(x, below ? y + 19 : y - 10, label, 'class="small" text-anchor="middle"')];
}

function legend(): string[] {
  const [x, y] = [frame.left + 4, 52];
  return [
    `<circle cx="${x + 4}" cy="${y - 4}" r="5.5" fill="${colours.float64}"/>`,
    text(x + 14, y, "multiply in float64"),
    `<path d="M${x + 168} ${y + 1} h12 l-6 -11 z" fill="${colours.float32}"/>`,
    text(x + 186, y, "multiply in float32"),
  ];
}

/** The chart; its title states how much of the peak the largest products reach. */
export function rooflineChart(measured: Roofline): string {
  const share = (precision: Precision): number =>
    Math.max(...measured.points.filter((p) => p.precision === precision).map((p) => p.rate)) /
    measured.peak[precision];
  const percent = (precision: Precision): string => `${(100 * share(precision)).toFixed(0)} %`;
  const title = `Large products reach ${percent("float64")} (float64) and ${percent("float32")} (float32) of a core's peak`;
  const alt = measured.points.map(
    (p) => `${p.label} in ${p.precision}: ${short(p.rate)} at ${short(p.intensity)} per byte`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title words">`,
    `<title id="title">${title}</title>`,
    `<desc id="words">Billions of operations a second. ${alt.join("; ")}.</desc>`,
    `<style>${style}\n</style>`,
    text(frame.left, 26, title, 'class="title"'),
    ...legend(),
    ...grid(),
    ...roofs(measured),
    ...measured.points.flatMap((each) => point(each, measured.peak)),
    "</svg>",
    "",
  ].join("\n");
}
