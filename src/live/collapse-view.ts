/** The picture of the collapse tracer: the net with its numbers, what flows up in blue, what flows back in orange. */
import { backwardOrder, type Edge, type EdgeNumbers, type NodeNumbers, type Passes } from "./collapse-net.js";
import { short } from "./collapse-words.js";
import { legend } from "./legend.js";
import { disc, element, ink, line, NARROW, svg, WIDE, words } from "./svg.js";

type Point = readonly [number, number];

/** Where nodes and numbers stand: layers from left to right, on a phone from top to bottom. */
interface Layout {
  width: number;
  height: number;
  node(layer: number, index: number): Point;
  chip(edge: Edge): Point;
}

const between = ([ax, ay]: Point, [bx, by]: Point, t: number): Point => [
  ax + t * (bx - ax),
  ay + t * (by - ay),
];

const wide: Layout = {
  width: WIDE,
  height: 376,
  node(layer, index) {
    const rows = [[134, 260], [71, 197, 323], [134, 260], [197]][layer] as number[];
    return [[30, 212, 400, 562][layer] as number, rows[index] as number];
  },
  chip(edge) {
    const t = edge.layer === 2 ? 0.5 : 0.76;
    return between(wide.node(edge.layer, edge.from), wide.node(edge.layer + 1, edge.to), t);
  },
};

const narrow: Layout = {
  width: NARROW,
  height: 462,
  node(layer, index) {
    const columns = [[78, 182], [26, 130, 234], [78, 182], [130]][layer] as number[];
    return [columns[index] as number, 54 + 122 * layer];
  },
  chip(edge) {
    const near = edge.from % 2 === 0;
    const t = edge.layer === 2 ? 0.5 : near ? 0.48 : 0.75;
    return between(narrow.node(edge.layer, edge.from), narrow.node(edge.layer + 1, edge.to), t);
  },
};

const layoutOf = (isNarrow: boolean): Layout => (isNarrow ? narrow : wide);

/** Half the width and half the height of the numbers on an edge. */
const CHIP: Point = [22, 14];
const RADIUS = 17;

/** A stroke beside the line from node to node, as wide as what flows there; nothing where nothing flows. */
function flow(
  from: Point,
  to: Point,
  side: number,
  amount: number,
  most: number,
  colour: "forward" | "backward",
) {
  if (amount === 0) return "";
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.sqrt(dx * dx + dy * dy);
  const [sx, sy] = [(-dy / length) * side, (dx / length) * side];
  const width = 1 + (3.5 * Math.abs(amount)) / (most || 1);
  return line(
    [
      [from[0] + sx, from[1] + sy],
      [to[0] + sx, to[1] + sy],
    ],
    colour,
    { width, opacity: 0.75 },
  );
}

function edgeLine(
  edge: EdgeNumbers,
  at: Layout,
  revealed: boolean,
  most: { forth: number; back: number },
): string {
  const [from, to] = [at.node(edge.layer, edge.from), at.node(edge.layer + 1, edge.to)];
  const base = line([from, to], "theory", { width: 1, ...(edge.weight === 0 && { dash: "2 4" }) });
  const up = flow(from, to, -2.5, edge.forth, most.forth, "forward");
  return base + up + (revealed ? flow(from, to, 2.5, edge.back, most.back, "backward") : "");
}

/** A weight, and under it its gradient once the backward pass has come there. */
function chip(edge: EdgeNumbers, at: Layout, revealed: boolean, chosen: boolean): string {
  const [x, y] = at.chip(edge);
  const frame = element("rect", {
    ...{ x: x - CHIP[0], y: y - CHIP[1], width: 2 * CHIP[0], height: 2 * CHIP[1], rx: 4 },
    ...ink("paper", chosen ? "ink" : "grid"),
    "stroke-width": chosen ? 2.4 : 1,
  });
  const middle = { anchor: "middle", size: 11 } as const;
  const weight = words(x, revealed ? y - 2 : y + 4, short(edge.weight), { ...middle, ink: "forward-words" });
  const gradient = revealed
    ? words(x, y + 10, short(edge.gradient), { ...middle, ink: "backward-words" })
    : "";
  return frame + weight + gradient;
}

function nodeMark(
  node: NodeNumbers,
  at: Layout,
  isNarrow: boolean,
  revealed: boolean,
  current: boolean,
): string {
  const [x, y] = at.node(node.layer, node.index);
  const label = { size: 12, bold: true, halo: true } as const;
  const place = isNarrow
    ? ({ at: x + RADIUS + 4, up: y - 2, down: y + 12, anchor: "start" } as const)
    : ({ at: x, up: y - RADIUS - 6, down: y + RADIUS + 15, anchor: "middle" } as const);
  const { anchor } = place;
  const value = words(place.at, place.up, short(node.value), { ...label, anchor, ink: "forward-words" });
  const gradient = words(place.at, place.down, short(node.gradient), {
    ...label,
    anchor,
    ink: "backward-words",
  });
  return [
    disc(x, y, RADIUS, "paper", current ? "backward" : "theory", current ? 4 : 1.5),
    words(x, y + 4.5, node.name, { anchor: "middle", size: 13 }),
    value,
    revealed ? gradient : "",
  ].join("");
}

/** The picture at a step, with one weight chosen. */
export function collapsePicture(passes: Passes, step: number, chosen: string, isNarrow: boolean): string {
  const at = layoutOf(isNarrow);
  const order = backwardOrder(passes);
  const seen = new Set(order.slice(0, step));
  const revealed = (edge: Edge): boolean =>
    [...seen].some(({ layer, index }) => layer === edge.layer + 1 && index === edge.to);
  const most = {
    forth: Math.max(...passes.edges.map(({ forth }) => Math.abs(forth))),
    back: Math.max(...passes.edges.map(({ back }) => Math.abs(back))),
  };
  const current = step > 0 && step < order.length ? order[step - 1] : undefined;
  const loss = `target ${short(passes.target)}, loss ${short(passes.loss)}`;
  const [ox, oy] = at.node(3, 0);
  return svg(
    at.width,
    at.height,
    legend(
      [
        { ink: "forward", words: isNarrow ? "forward" : "forward: values, weights" },
        { ink: "backward", words: isNarrow ? "backward" : "backward: gradients" },
      ],
      0,
      12,
    ),
    ...passes.edges.map((edge) => edgeLine(edge, at, revealed(edge), most)),
    ...passes.edges.map((edge) => chip(edge, at, revealed(edge), edge.id === chosen)),
    ...passes.nodes.map((node) => nodeMark(node, at, isNarrow, seen.has(node), node === current)),
    isNarrow
      ? words(ox, oy + RADIUS + 20, loss, { anchor: "middle" })
      : words(at.width - 4, oy + 84, loss.split(", ")[0] as string, { anchor: "end" }) +
          words(at.width - 4, oy + 100, loss.split(", ")[1] as string, { anchor: "end" }),
  );
}

/** The weight at a place of the picture: the one whose numbers are there, or whose line passes within a finger's width. */
export function edgeAt(edges: readonly Edge[], x: number, y: number, isNarrow: boolean): Edge | undefined {
  const at = layoutOf(isNarrow);
  const [left, top] = [x * at.width, y * at.height];
  const onChip = edges.find((edge) => {
    const [cx, cy] = at.chip(edge);
    return Math.abs(left - cx) <= CHIP[0] + 2 && Math.abs(top - cy) <= CHIP[1] + 1;
  });
  if (onChip) return onChip;
  const away = (edge: Edge): number => {
    const [ax, ay] = at.node(edge.layer, edge.from);
    const [bx, by] = at.node(edge.layer + 1, edge.to);
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.min(1, Math.max(0, ((left - ax) * dx + (top - ay) * dy) / (dx * dx + dy * dy)));
    const [mx, my] = [left - ax - t * dx, top - ay - t * dy];
    return Math.sqrt(mx * mx + my * my);
  };
  const [nearest] = [...edges].sort((a, b) => away(a) - away(b));
  return nearest && away(nearest) < 14 ? nearest : undefined;
}
