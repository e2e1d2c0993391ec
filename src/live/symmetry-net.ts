/** A small net drawn: edges as thick as their weights, and in each unit a map of what it makes of the plane. */
import { finiteExtent } from "../charts/extent.js";
import { sigmoid } from "../core/activations.js";
import type { Matrix } from "../core/matrix.js";
import { forward, type Mlp, type Trace } from "../core/mlp.js";
import type { Data } from "../core/training.js";
import { discs, image, type Plane, planeGrid, signedMap } from "./maps.js";
import { disc, element, ink, line, rectangle, words } from "./svg.js";
import { unitKinds, VISIBLE } from "./symmetry-model.js";

/** Where the net is drawn, and the side of a unit's map. */
export interface NetPlace {
  width: number;
  height: number;
  side: number;
}

interface Spot {
  x: number;
  y: number;
  /** Half the width of the thing there: edges begin and end beside it. */
  reach: number;
}

const CELLS = 17;
const INPUT_REACH = 13;

/** The part of the plane that the maps show. */
function planeOf({ inputs }: Data): Plane {
  const corner = inputs.data.every((x) => x >= 0);
  return corner
    ? { left: -0.4, right: 1.4, bottom: -0.4, top: 1.4 }
    : { left: -1.3, right: 1.3, bottom: -1.3, top: 1.3 };
}

function spots(net: Mlp, place: NetPlace): Spot[][] {
  const { width, height, side } = place;
  const last = net.sizes.length - 1;
  return net.sizes.map((units, l) => {
    const reach = l === 0 ? INPUT_REACH : side / 2;
    const left = INPUT_REACH + 1;
    const x = left + (l / last) * (width - left - side / 2 - 1);
    const gap = Math.min((height - side) / Math.max(1, units - 1), l === 0 ? 2.2 * side : 1.5 * side);
    return Array.from({ length: units }, (_, i) => ({
      x,
      reach,
      y: height / 2 + (i - (units - 1) / 2) * gap,
    }));
  });
}

function edges(net: Mlp, at: readonly Spot[][]): string {
  const sizes = net.layers.flatMap(({ weights }) => Array.from(weights.data, Math.abs));
  const most = finiteExtent([sizes, [1e-300]])?.[1] as number;
  const drawn = net.layers.flatMap(({ weights }, l) =>
    Array.from(weights.data, (w, k) => {
      const from = (at[l] as Spot[])[k % weights.cols] as Spot;
      const to = (at[l + 1] as Spot[])[Math.floor(k / weights.cols)] as Spot;
      const ends = [[from.x + from.reach, from.y] as const, [to.x - to.reach, to.y] as const];
      if (w === 0) return line(ends, "theory", { width: 1, dash: "2 4" });
      const width = 0.7 + 4.3 * Math.min(1, Math.abs(w) / most);
      return line(ends, w > 0 ? "green" : "violet", { width, opacity: 0.9 });
    }),
  );
  return drawn.join("");
}

/** The map of each unit of a layer, as strong as the largest value of the layer. */
function unitMaps(activations: Matrix, middle: number): string[] {
  let most = 0;
  for (const h of activations.data) most = Math.max(most, Math.abs(h - middle));
  return Array.from({ length: activations.cols }, (_, unit) =>
    signedMap(CELLS, CELLS, (cell) =>
      most === 0 ? 0 : ((activations.data[cell * activations.cols + unit] as number) - middle) / most,
    ),
  );
}

function framed(spot: Spot, address: string): string {
  const [x, y, side] = [spot.x - spot.reach, spot.y - spot.reach, 2 * spot.reach];
  const frame = element("rect", { x, y, width: side, height: side, ...ink(undefined, "muted"), rx: 3 });
  return rectangle(x, y, side, side, "paper") + image(address, x, y, side, side) + frame;
}

/** The samples over the map of the output. */
function samples({ inputs, targets }: Data, plane: Plane, spot: Spot): string {
  const side = 2 * spot.reach;
  const every = Math.max(1, Math.round(inputs.rows / 40));
  const classes: [number, number][][] = [[], []];
  for (let i = 0; i < inputs.rows; i += every) {
    const [a, b] = inputs.row(i) as unknown as [number, number];
    const x = spot.x - spot.reach + (side * (a - plane.left)) / (plane.right - plane.left);
    const y = spot.y + spot.reach - (side * (b - plane.bottom)) / (plane.top - plane.bottom);
    classes[targets.data[i] as number]?.push([x, y]);
  }
  const r = inputs.rows < 10 ? 4 : 2;
  const [violet = [], green = []] = classes;
  return discs(violet, r, "violet") + discs(green, r, "green");
}

/** Letters beside the units of each hidden layer: equal letters, equal units. */
function letters(trace: Trace, at: readonly Spot[][]): string {
  return trace.layers
    .slice(0, -1)
    .flatMap(({ activations }, l) =>
      unitKinds(activations, VISIBLE).map((kind, unit) => {
        const { x, y, reach } = (at[l + 1] as Spot[])[unit] as Spot;
        const letter = "ABCDEFGH"[kind] ?? "?";
        return words(x - reach + 4, y + reach - 5, letter, { bold: true, halo: true });
      }),
    )
    .join("");
}

/** The net as it is, in a box with its origin at the top left. */
export function drawNet(net: Mlp, trace: Trace, data: Data, place: NetPlace): string {
  const plane = planeOf(data);
  const at = spots(net, place);
  const maps = forward(net, planeGrid(plane, CELLS, CELLS));
  const drawn = maps.layers.flatMap(({ activations, activation }, l) => {
    const top = l === maps.layers.length - 1;
    const belief = (cell: number) => 2 * sigmoid.value(activations.data[cell] as number) - 1;
    const addresses = top
      ? [signedMap(CELLS, CELLS, belief)]
      : unitMaps(activations, activation.name === "sigmoid" ? 0.5 : 0);
    return addresses.map((address, unit) => framed((at[l + 1] as Spot[])[unit] as Spot, address));
  });
  const inputs = (at[0] as Spot[]).map(
    ({ x, y }, i) =>
      disc(x, y, INPUT_REACH, "paper", "muted") + words(x, y + 4, `x${"₁₂"[i]}`, { anchor: "middle" }),
  );
  const output = (at.at(-1) as Spot[])[0] as Spot;
  return [edges(net, at), ...inputs, ...drawn, letters(trace, at), samples(data, plane, output)].join("");
}
