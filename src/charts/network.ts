/** Small networks drawn with their numbers: values going forward in blue, gradients coming back in orange. */

import type { Known } from "../core/guard.js";
import { chartOptions } from "./doors.js";
import { finiteExtent } from "./extent.js";
import type { Figure, FigureTable, PlotlyTrace } from "./figure.js";
import { chartLayout, colours, said } from "./look.js";
import { checkNetwork } from "./network-doors.js";
import {
  edgeNumbers,
  ends,
  ink,
  type NetworkEdge,
  type NetworkNode,
  nodeNumbers,
  type Place,
  places,
} from "./network-numbers.js";

/** What `networkDiagram` takes. */
export interface NetworkOptions {
  /** The finding, as a sentence. */
  title: string;
  nodes: readonly NetworkNode[];
  edges: readonly NetworkEdge[];
  /** Numbers on the edges; by default while there are at most nine edges. */
  edgeNumbers?: boolean | undefined;
  /** Significant digits, 3 by default. */
  digits?: number | undefined;
  alt?: string | undefined;
  caption?: string | undefined;
  height?: number | undefined;
}

const known: Known<NetworkOptions> = {
  ...{ title: true, nodes: true, edges: true, edgeNumbers: true, digits: true },
  ...{ alt: true, caption: true, height: true },
};

const rowPixels = 112;

function edgeTrace(edge: NetworkEdge, at: Map<string, Place>, largest: number): PlotlyTrace {
  const [from, to] = ends(edge, at);
  const size = Math.abs(edge.weight ?? 0) / (largest || 1);
  return {
    type: "scatter",
    mode: "lines",
    x: [from.x, to.x],
    y: [from.y, to.y],
    line: { color: colours.text, width: 1 + 2.5 * size, dash: edge.weight === 0 ? "dot" : "solid" },
    hoverinfo: "skip",
    showlegend: false,
  };
}

function nodeTrace(nodes: readonly NetworkNode[], at: Map<string, Place>): PlotlyTrace {
  return {
    type: "scatter",
    mode: "text+markers",
    x: nodes.map((node) => at.get(node.id)?.x),
    y: nodes.map((node) => at.get(node.id)?.y),
    text: nodes.map((node) => node.label ?? node.id),
    textfont: { size: 13, color: ink },
    marker: { size: 38, color: "#ffffff", opacity: 1, line: { color: colours.text, width: 2 } },
    cliponaxis: false,
    hoverinfo: "skip",
    showlegend: false,
  };
}

/** A legend entry without points. */
function keyTrace(name: string, colour: string): PlotlyTrace {
  const marker = { color: colour, symbol: "square", size: 10 };
  return { type: "scatter", mode: "markers", x: [null], y: [null], name, marker, hoverinfo: "skip" };
}

function tableOf(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]): FigureTable {
  const cell = (value: number | undefined) => value ?? "";
  return {
    columns: ["node or edge", "value or weight", "gradient"],
    rows: [
      ...nodes.map((node) => [node.label ?? node.id, cell(node.value), cell(node.gradient)]),
      ...edges.map((edge) => [
        edge.label ?? `${edge.from} → ${edge.to}`,
        cell(edge.weight),
        cell(edge.gradient),
      ]),
    ],
  };
}

const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

/** Edges without a weight, such as the one to the loss, are not counted among the weights. */
function altOf(title: string, nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]): string {
  const zero = edges.filter((edge) => edge.gradient === 0).length;
  const seen = edges.filter((edge) => edge.gradient !== undefined).length;
  const layers = new Set(nodes.map((node) => node.layer)).size;
  const weights = edges.filter((edge) => edge.weight !== undefined).length;
  const joined = weights > 0 ? plural(weights, "weight") : plural(edges.length, "edge");
  const gradients = seen === 0 ? "" : `${zero} of ${seen} weight gradients are exactly 0.`;
  return said(
    title,
    `A network of ${plural(nodes.length, "node")} in ${plural(layers, "layer")}, ${joined}.`,
    gradients,
  );
}

/**
 * A small network, layers from left to right. Above each node its value, beneath it its gradient; on each edge its
 * weight and the weight's gradient; edges with weight 0 are dotted.
 *
 * @throws RangeError if there are no nodes, two of them share an id, an edge names a node that does not exist, or a number
 * is not finite.
 */
export function networkDiagram(given: NetworkOptions): Figure {
  const options = chartOptions("networkDiagram", given, known, ["title"]);
  const { title, nodes, edges } = options;
  checkNetwork(nodes, edges);
  const digits = options.digits ?? 3;
  const at = places(nodes);
  const spread = [...at.values()];
  const most = (values: number[]): number => finiteExtent([values])?.[1] ?? 0;
  const [right, tall] = [most(spread.map(({ x }) => x)), most(spread.map(({ y }) => y))];
  const anyGradient = [...nodes, ...edges].some(({ gradient }) => gradient !== undefined);
  const height = options.height ?? 40 + rowPixels * (2 * tall + 1);
  const layout = chartLayout({ title, height, legend: true });
  const hidden = { visible: false, automargin: false, fixedrange: true };
  const left = Math.min(0, finiteExtent([spread.map(({ x }) => x)])?.[0] ?? 0);
  Object.assign(layout.xaxis, hidden, { range: [left - 0.22, right + 0.22] });
  Object.assign(layout.yaxis, hidden, { range: [-tall - 0.5, tall + 0.5] });
  const written = options.edgeNumbers ?? edges.length <= 9;
  layout.annotations = [
    ...nodes.flatMap((node) => nodeNumbers(node, at, digits, edges.length > 9)),
    ...(written ? edgeNumbers(edges, at, digits) : []),
  ];
  const largest = most(edges.map(({ weight }) => Math.abs(weight ?? 0)));
  return {
    data: [
      ...edges.map((edge) => edgeTrace(edge, at, largest)),
      nodeTrace(nodes, at),
      keyTrace("value, weight", colours.forward),
      ...(anyGradient ? [keyTrace("gradient", colours.backward)] : []),
    ],
    layout,
    alt: options.alt ?? altOf(title, nodes, edges),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    table: tableOf(nodes, edges),
  };
}
