/** What a network diagram requires of its nodes and edges. */

import { finite, type Known, list, text } from "../core/guard.js";
import { knownEntry } from "./doors.js";
import type { NetworkEdge, NetworkNode } from "./network-numbers.js";

const knownNode: Known<NetworkNode> = { id: true, layer: true, label: true, value: true, gradient: true };
const knownEdge: Known<NetworkEdge> = { from: true, to: true, weight: true, gradient: true, label: true };

/** Throws unless nodes and edges have ids, and numbers that can be written. */
export function checkNetwork(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]): void {
  const caller = "networkDiagram";
  const numbers = (what: string, values: Readonly<Record<string, number | undefined>>): void => {
    for (const [key, value] of Object.entries(values))
      if (value !== undefined) finite(caller, `${key} of ${what}`, value);
  };
  list(caller, "nodes", nodes);
  list(caller, "edges", edges);
  if (nodes.length === 0) throw new RangeError("networkDiagram: must have at least one node, got 0");
  for (const node of nodes) {
    const { id, label, layer, value, gradient } = knownEntry(caller, node, knownNode, "a node");
    text(caller, "id in nodes", id);
    if (label !== undefined) text(caller, `label of ${id}`, label);
    finite(caller, `layer of ${id}`, layer);
    numbers(id, { value, gradient });
  }
  for (const edge of edges) {
    const { from, to, label, weight, gradient } = knownEntry(caller, edge, knownEdge, "an edge");
    text(caller, "from in edges", from);
    text(caller, "to in edges", to);
    if (label !== undefined) text(caller, `label of ${from} → ${to}`, label);
    numbers(`${from} → ${to}`, { weight, gradient });
  }
}
