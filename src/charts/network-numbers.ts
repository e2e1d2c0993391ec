/** The numbers of a network diagram: above, beneath and along, placed so that they keep apart. */

import { refuse } from "../core/guard.js";
import { colours } from "./look.js";
import { formatNumber } from "./number.js";

/** A node. Nodes of a layer stand one beneath the other in the order given. */
export interface NetworkNode {
  id: string;
  /** 0 is the leftmost layer. */
  layer: number;
  /** The text in the node; its id by default. */
  label?: string | undefined;
  /** The value going forward, written above. */
  value?: number | undefined;
  /** ∂L/∂(this node), written beneath. */
  gradient?: number | undefined;
}

/** An edge between two nodes, named by their ids. */
export interface NetworkEdge {
  from: string;
  to: string;
  weight?: number | undefined;
  /** ∂L/∂(this weight). */
  gradient?: number | undefined;
  /** The name of the weight, written before its number. */
  label?: string | undefined;
}

/** A point of the diagram: layers to the right, nodes of a layer one unit apart. */
export interface Place {
  x: number;
  y: number;
}

/** The colour of text on white. */
export const ink = "#222222";
const chip = { bgcolor: "#ffffff", bordercolor: colours.text, borderwidth: 1, borderpad: 2 };

/** Where each node stands: layers from left to right, each centred, one unit between neighbours. */
export function places(nodes: readonly NetworkNode[]): Map<string, Place> {
  const map = new Map<string, Place>();
  const layers = new Map<number, NetworkNode[]>();
  for (const node of nodes) {
    const group = layers.get(node.layer);
    if (group) group.push(node);
    else layers.set(node.layer, [node]);
  }
  for (const [layer, group] of layers) {
    group.forEach((node, i) => {
      if (map.has(node.id)) throw new RangeError(`networkDiagram: ids must differ, got ${node.id} twice`);
      map.set(node.id, { x: layer, y: (group.length - 1) / 2 - i });
    });
  }
  return map;
}

/** Where an edge begins and ends. */
export function ends(edge: NetworkEdge, at: Map<string, Place>): [Place, Place] {
  const [from, to] = [at.get(edge.from), at.get(edge.to)];
  if (!from || !to) {
    const stray = from ? edge.to : edge.from;
    refuse("networkDiagram", `edge ${edge.from} → ${edge.to} must join two nodes that exist`, stray);
  }
  return [from, to];
}

/** The numbers above and beneath a node; on white where many edges would strike them through. */
export function nodeNumbers(
  node: NetworkNode,
  at: Map<string, Place>,
  digits: number,
  crowded: boolean,
): object[] {
  const place = at.get(node.id) as Place;
  const note = (value: number | undefined, up: boolean) =>
    value === undefined
      ? []
      : [
          {
            ...place,
            ...(crowded ? { ...chip, borderwidth: 0, borderpad: 0 } : {}),
            text: `<b>${formatNumber(value, digits)}</b>`,
            yshift: up ? 31 : -31,
            showarrow: false,
            font: { size: 13, color: up ? colours.forwardText : colours.backwardText },
          },
        ];
  return [...note(node.value, true), ...note(node.gradient, false)];
}

/** The text of an edge's chip: weight in blue, its gradient in orange beneath. */
function edgeLines(edge: NetworkEdge, digits: number): string[] {
  const coloured = (colour: string, text: string) => `<span style="color:${colour}">${text}</span>`;
  const name = edge.label === undefined ? "" : `${edge.label} = `;
  const weight =
    edge.weight === undefined ? [] : [coloured("#0072B2", `${name}${formatNumber(edge.weight, digits)}`)];
  const gradient =
    edge.gradient === undefined ? [] : [coloured("#B34700", formatNumber(edge.gradient, digits))];
  return [...weight, ...gradient];
}

/** Where on each edge its chip stands: the first place, from the middle outwards, that is free of earlier chips. */
function chipPlaces(edges: readonly NetworkEdge[], at: Map<string, Place>): Place[] {
  const taken: Place[] = [];
  // sizes of a chip in units of the diagram on a phone
  const gap = (a: Place, b: Place) => Math.max(Math.abs(a.x - b.x) / 0.3, Math.abs(a.y - b.y) / 0.34);
  for (const edge of edges) {
    const [from, to] = ends(edge, at);
    const candidates = [0.5, 0.4, 0.6, 0.33, 0.67, 0.27, 0.73].map((share) => ({
      x: from.x + share * (to.x - from.x),
      y: from.y + share * (to.y - from.y),
    }));
    const room = candidates.map((place) =>
      taken.reduce((least, other) => Math.min(least, gap(place, other)), 1),
    );
    taken.push(candidates[room.indexOf(Math.max(...room))] as Place);
  }
  return taken;
}

/** Weight and gradient of each edge on a white chip. */
export function edgeNumbers(edges: readonly NetworkEdge[], at: Map<string, Place>, digits: number): object[] {
  const numbered = edges.filter((edge) => edgeLines(edge, digits).length > 0);
  return chipPlaces(numbered, at).map((place, i) => ({
    ...place,
    ...chip,
    text: edgeLines(numbered[i] as NetworkEdge, digits).join("<br>"),
    showarrow: false,
    font: { size: 12, color: ink },
  }));
}
