/** The picture, the sentence and the table of the training playground. */
import { formatNumber, formatShare } from "../charts/number.js";
import { sigmoid } from "../core/activations.js";
import type { Dataset } from "../core/datasets.js";
import { forward, type Mlp } from "../core/mlp.js";
import { rms } from "../core/statistics.js";
import { curve } from "./history.js";
import { legend } from "./legend.js";
import type { View, ViewTable } from "./live.js";
import { discs, image, type Plane, planeGrid, signedMap } from "./maps.js";
import { rightShare, type Side, starts } from "./playground-model.js";
import { drawRidges, ROW, UNDER } from "./playground-ridges.js";
import { linearScale, logScale, xAxis, yAxis } from "./scale.js";
import { at, box, element, type Ink, ink, line, NARROW, rectangle, svg, TEXT, WIDE, words } from "./svg.js";

const plane: Plane = { left: -2.6, right: 2.6, bottom: -2.6, top: 2.6 };
const CELLS = 48;
const grid = planeGrid(plane, CELLS, CELLS);

/** The inks of the two sides. */
const sideInks: readonly Ink[] = ["pink", "ochre"];
const sideDashes = [{}, { dash: "7 4" }] as const;

const nameOf = ({ start }: Side): string => starts[start]?.label ?? start;
/** A share whose number and sign stay on one line. */
const percent = (share: number): string => formatShare(share, 2).replace(" ", "\u00a0");
const few = (x: number): string => formatNumber(x, 2);

/** How the plane is divided: green where class 1 is believed, violet where class 0 is. */
function drawPlane(net: Mlp, data: Dataset, size: number): string {
  const { data: outputs } = forward(net, grid).outputs;
  const address = signedMap(CELLS, CELLS, (cell) => 2 * sigmoid.value(outputs[cell] as number) - 1);
  const unit = size / (plane.right - plane.left);
  const classes: [number, number][][] = [[], []];
  for (let i = 0; i < data.inputs.rows; i++) {
    const [x, y] = data.inputs.row(i) as unknown as [number, number];
    classes[data.targets.data[i] as number]?.push([unit * (x - plane.left), unit * (plane.top - y)]);
  }
  const [violet = [], green = []] = classes;
  const r = size > 200 ? 3 : 2.2;
  const points = discs(violet, r, "violet") + discs(green, r, "green");
  const edge = { x: 0.5, y: 0.5, width: size - 1, height: size - 1 };
  const frame = element("rect", { ...edge, ...ink(undefined, "muted") });
  return box(
    0,
    40,
    size,
    size,
    rectangle(0, 0, size, size, "paper"),
    image(address, 0, 0, size, size),
    points,
    frame,
  );
}

function heading(one: Side, i: number, data: Dataset): string {
  const { loss } = one.now();
  // A tiny loss is written shorter, or the words would not fit on a phone.
  const brief = loss < 0.001 ? formatNumber(loss, 1) : few(loss);
  const state = Number.isFinite(loss)
    ? `loss ${brief}, ${percent(rightShare(one.now(), data))} right`
    : "no finite number any more";
  const stroke = [[0, 9] as const, [22, 9] as const];
  return (
    line(stroke, sideInks[i] as Ink, { width: 3, ...sideDashes[i] }) +
    words(28, 13, nameOf(one), { size: TEXT, bold: true }) +
    words(0, 31, state, { ink: "muted" })
  );
}

function lossChart(sides: readonly Side[], width: number, height: number): string {
  const step = Math.max(...sides.map((one) => one.now().step));
  const x = linearScale(0, Math.max(100, step), 44, width - 16, 5);
  const losses = sides.flatMap((one) => one.curve.points().map(({ values }) => values[0] as number));
  const finite = losses.filter((loss) => Number.isFinite(loss) && loss > 0);
  const low = Math.min(0.1, ...finite);
  const y = logScale(
    10 ** Math.max(-8, Math.floor(Math.log10(low))),
    10 ** Math.min(8, Math.ceil(Math.log10(Math.max(1, ...finite)))),
    height,
    30,
  );
  const curves = sides.map((one, i) =>
    curve(
      one.curve.points().map(({ step: t, values }) => [x.at(t), y.at(values[0] as number)] as const),
      sideInks[i] as Ink,
      { width: 2.5, ...sideDashes[i] },
    ),
  );
  return [yAxis(y, 44, width - 16, "loss (log)", "ink"), ...curves, xAxis(x, height, "step")].join("");
}

const ridgeKey =
  words(0, 12, "layer by layer:") +
  legend(
    [
      { ink: "forward", words: "weights", patch: true },
      { ink: "backward", words: "gradients", patch: true },
    ],
    90,
    12,
  );

function picture(sides: readonly Side[], data: Dataset, narrow: boolean): string {
  const width = narrow ? NARROW : WIDE;
  const gap = narrow ? 12 : 24;
  const column = (width - gap) / 2;
  const layers = sides[0]?.now().net.layers.length ?? 0;
  const chartAt = 40 + column + 14;
  const ridgesAt = chartAt + (narrow ? 190 : 200);
  const columns = sides.map((one, i) =>
    at(
      i * (column + gap),
      0,
      heading(one, i, data),
      drawPlane(one.now().net, data, column),
      at(0, ridgesAt + 24, drawRidges(one.now(), column)),
    ),
  );
  return svg(
    width,
    ridgesAt + 24 + ROW * layers + UNDER,
    ...columns,
    at(0, chartAt, lossChart(sides, width, 145)),
    at(0, ridgesAt, ridgeKey),
  );
}

/** What there is to be seen. */
function playgroundSentence(sides: readonly Side[], data: Dataset): string {
  const step = Math.max(...sides.map((one) => one.now().step));
  const parts = sides.map((one) => {
    const { loss } = one.now();
    if (!Number.isFinite(loss)) return `${nameOf(one)} left the finite numbers at step ${one.now().step}`;
    return `${nameOf(one)} has loss ${few(loss)} and ${percent(rightShare(one.now(), data))} of the points right`;
  });
  return `Step ${step}: ${parts.join("; ")}.`;
}

/** One row per layer: rms of the weights and of their gradients on both sides. */
function playgroundTable(sides: readonly Side[], data: Dataset): ViewTable {
  const size = (values: ArrayLike<number>) =>
    Array.prototype.every.call(values, Number.isFinite) ? formatNumber(rms(values), 3) : "not finite";
  const columns = sides.flatMap((one) => [`${nameOf(one)}: weights, rms`, `${nameOf(one)}: gradients, rms`]);
  const layers = sides[0]?.now().net.layers.length ?? 0;
  const rows = Array.from({ length: layers }, (_, l) => [
    `layer ${l + 1}`,
    ...sides.flatMap((one) => {
      const { net, gradients } = one.now();
      return [size(net.layers[l]?.weights.data ?? []), size(gradients.layers[l]?.weights.data ?? [])];
    }),
  ]);
  const ends = sides.flatMap((one) => [
    `loss ${formatNumber(one.now().loss, 4)}`,
    formatShare(rightShare(one.now(), data), 3),
  ]);
  return { columns: ["layer", ...columns], rows: [...rows, ["loss, right", ...ends]] };
}

/** Everything to be seen of the two nets. */
export function playgroundView(sides: readonly Side[], data: Dataset, narrow = false): View {
  return {
    svg: picture(sides, data, narrow),
    sentence: playgroundSentence(sides, data),
    table: playgroundTable(sides, data),
  };
}
