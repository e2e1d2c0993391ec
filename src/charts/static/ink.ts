/** What a chart is drawn with: colours of the page on a screen, black, dashes and hatches on paper. */

import { colours } from "../look.js";
import { isNeutral } from "./neutral.js";
import { entries, object, type Plain, textOr } from "./read.js";
import { element } from "./svg.js";

/** A chart in colours, or so that it can be read without any. */
export type Ink = "color" | "print";

/** How one trace is drawn. */
export interface Look {
  stroke: string;
  /** The colour or the pattern of areas. */
  fill: string;
  dash: string | undefined;
  /** The inside of a marker. */
  inside: string;
  /** The fill of a band around it. */
  band: string;
  bandOpacity: number;
}

/** The colours of a chart and the look of each of its traces. */
export interface Inks {
  ink: Ink;
  text: string;
  grid: string;
  line: string;
  looks: Look[];
  /** Patterns that the looks refer to. */
  definitions: string;
  /** The colour of a text that asks for `colour`. */
  paint: (colour: string) => string;
}

const dashes: Record<string, string> = { dash: "7 5", dot: "2 4", dashdot: "7 4 2 4", longdash: "11 5" };
const printLines = [
  { stroke: "#000", dash: undefined, inside: "#000" },
  { stroke: "#000", dash: "8 4", inside: "#fff" },
  { stroke: "#666", dash: undefined, inside: "#666" },
  { stroke: "#333", dash: "9 3 2 3", inside: "#fff" },
  { stroke: "#000", dash: "3 3", inside: "#bbb" },
];
const greys = ["#444", "#ddd", "#999", "#fff"];

/** The colour that tells a trace from the others. */
function ownColour(trace: Plain): string {
  const marker = textOr(object(trace.marker).color, "");
  const rim = textOr(object(object(trace.marker).line).color, "");
  if (trace.type === "scatter" && rim !== "") return rim;
  const line = textOr(object(trace.line).color, "");
  return trace.type === "bar" ? marker : line || marker;
}

const dashOf = (trace: Plain): string | undefined => dashes[textOr(object(trace.line).dash, "solid")];

function colourLook(trace: Plain): Look {
  const own = ownColour(trace) || colours.forward;
  const neutral = isNeutral(own);
  const stroke = own === colours.text || own === colours.theory ? "var(--chart-theory,#6e6e6e)" : own;
  const fill = textOr(trace.fillcolor, "").slice(0, 7);
  return {
    stroke,
    fill: neutral && trace.type !== "bar" ? own : stroke,
    dash: dashOf(trace),
    inside: textOr(object(trace.marker).color, stroke),
    band: fill === "" ? stroke : fill,
    bandOpacity: 0.2,
  };
}

/** A hatch: `number` chooses how dense and in which direction. */
function hatch(id: string, number: number): string {
  const size = 6;
  const marks = [
    "",
    element("path", { d: "M0 6L6 0M-1 1L1-1M5 7L7 5", stroke: "#000", "stroke-width": "1" }),
    element("path", { d: "M0 0L6 6M-1 5L1 7M5-1L7 1M0 6L6 0", stroke: "#000", "stroke-width": ".8" }),
    element("circle", { cx: 3, cy: 3, r: 1, fill: "#000" }),
  ];
  const ground = element("rect", { width: size, height: size, fill: "#fff" });
  return element(
    "pattern",
    { id, width: size, height: size, patternUnits: "userSpaceOnUse" },
    ground + (marks[number % 4] || element("rect", { width: size, height: size, fill: greys[0] })),
  );
}

const greyLook: Look = {
  stroke: "#777",
  fill: "#777",
  dash: undefined,
  inside: "#777",
  band: "#000",
  bandOpacity: 0.1,
};

function printLook(trace: Plain, rank: number, id: string, bars: number): Look {
  const own = ownColour(trace);
  if (object(trace.marker).color === "#ffffff") return { ...greyLook, stroke: "#000", inside: "#fff" };
  if (entries(trace.y).length > 300 && !trace.fill)
    return { ...greyLook, stroke: ["#999", "#000", "#555"][rank % 3] as string, inside: "#fff" };
  if (isNeutral(own) && trace.type === "scatter") return { ...greyLook, dash: dashOf(trace) };
  const line = printLines[rank % printLines.length] as (typeof printLines)[number];
  const fill = trace.type !== "bar" ? line.stroke : bars > 1 ? `url(#${id}-${rank % 4})` : "#666";
  return {
    ...line,
    dash: line.dash ?? dashOf(trace),
    fill,
    band: "#000",
    bandOpacity: 0.1 + 0.08 * (rank % 3),
  };
}

/** The inks for these traces; `id` begins the names of patterns, so that several charts can share a page. */
export function inksOf(data: readonly Plain[], ink: Ink, id: string): Inks {
  const printed = ink === "print";
  const ranks = [...new Set(data.map(ownColour).filter((colour) => !isNeutral(colour)))];
  const bars = new Set(data.filter(({ type }) => type === "bar").map(ownColour)).size;
  const looks = data.map((trace) =>
    printed ? printLook(trace, Math.max(0, ranks.indexOf(ownColour(trace))), id, bars) : colourLook(trace),
  );
  const patterns = printed && bars > 1 ? ranks.slice(0, 4).map((_, i) => hatch(`${id}-${i}`, i)) : [];
  return {
    ink,
    text: printed ? "#000" : "var(--chart-text,#3d4045)",
    grid: printed ? "#ddd" : "var(--chart-grid,#e4e0d7)",
    line: printed ? "#777" : "var(--chart-line,#a7a39a)",
    looks,
    definitions: patterns.length > 0 ? `<defs>${patterns.join("")}</defs>` : "",
    paint: (colour) => (printed ? "#000" : isNeutral(colour) ? "var(--chart-text,#3d4045)" : colour),
  };
}
