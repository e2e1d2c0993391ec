/** The picture, the sentence and the table of the symmetry explorer. */
import { formatNumber } from "../charts/number.js";
import type { Matrix } from "../core/matrix.js";
import { curve } from "./history.js";
import type { View, ViewTable } from "./live.js";
import { linearScale, logScale, xAxis, yAxis } from "./scale.js";
import { at, type Ink, line, NARROW, svg, WIDE, words } from "./svg.js";
import { apartness, type SymmetryRun, unitKinds, VISIBLE } from "./symmetry-model.js";
import { drawNet } from "./symmetry-net.js";

const layerInks: readonly Ink[] = ["ink", "pink"];
const LEFT = 44;

/** The spreads over the steps, on a logarithmic axis with a place of its own for exact zeros. */
function spreadChart(run: SymmetryRun, width: number, height: number): string {
  const points = run.curve.points();
  const layers = (points[0]?.values.length ?? 1) - 1;
  const right = width - 16;
  const x = linearScale(0, Math.max(100, run.now().step), LEFT, right, 4);
  const zero = height - 12;
  const y = logScale(1e-14, 10, zero - 22, 30, 5);
  const place = (value: number) => (value === 0 ? zero : y.at(value));
  const curves = Array.from({ length: layers }, (_, l) => {
    const path = points.map(({ step, values }) => [x.at(step), place(values[l + 1] as number)] as const);
    return curve(path, layerInks[l] as Ink, { width: 2.5 });
  });
  const names = Array.from({ length: layers > 1 ? layers : 0 }, (_, l) =>
    words(right - 65 * (layers - 1 - l), zero - 6, `layer ${l + 1}`, {
      anchor: "end",
      ink: layerInks[l] as Ink,
      bold: true,
      halo: true,
    }),
  );
  const ground = [[LEFT, zero] as const, [right, zero] as const];
  return [
    yAxis(y, LEFT, right, "how far the units are apart (log)", "ink"),
    line(ground, "grid", { width: 1 }),
    words(LEFT - 6, zero + 4, "0", { anchor: "end" }),
    ...curves,
    ...names,
    xAxis(x, height, "step"),
  ].join("");
}

function lossChart(run: SymmetryRun, width: number, height: number): string {
  const points = run.curve.points();
  const right = width - 16;
  const losses = points.map(({ values }) => values[0] as number).filter(Number.isFinite);
  const x = linearScale(0, Math.max(100, run.now().step), LEFT, right, 4);
  const y = linearScale(0, Math.max(0.8, ...losses), height, 30, 4);
  const path = points.map(({ step, values }) => [x.at(step), y.at(values[0] as number)] as const);
  return [
    yAxis(y, LEFT, right, "loss", "ink"),
    curve(path, "ink", { width: 2.5 }),
    xAxis(x, height, "step"),
  ].join("");
}

function picture(run: SymmetryRun, narrow: boolean): string {
  const { net, trace } = run.now();
  const key = (y: number) =>
    words(0, y, "Line: a weight, green +, violet −, wide if large.", { ink: "muted" }) +
    words(0, y + 17, "Square: a unit over the plane. Same letter: alike.", { ink: "muted" });
  if (narrow) {
    const place = { width: NARROW, height: 262, side: 50 };
    return svg(
      NARROW,
      640,
      at(0, 2, drawNet(net, trace, run.data, place)),
      key(284),
      at(0, 314, spreadChart(run, NARROW, 160)),
      at(0, 512, lossChart(run, NARROW, 88)),
    );
  }
  const place = { width: 325, height: 320, side: 62 };
  return svg(
    WIDE,
    372,
    at(0, 2, drawNet(net, trace, run.data, place)),
    key(348),
    at(345, 0, spreadChart(run, WIDE - 345, 180)),
    at(345, 225, lossChart(run, WIDE - 345, 108)),
  );
}

/** How many kinds there are among the units of a layer. */
const kinds = (activations: Matrix, tolerance: number): number =>
  Math.max(...unitKinds(activations, tolerance)) + 1;

const few = (x: number): string => formatNumber(x, 2);

/** Whether nothing but the top bias has a gradient. */
function stands(run: SymmetryRun): boolean {
  const { gradients } = run.now();
  return gradients.layers.every(
    ({ weights, biases }, l) =>
      weights.data.every((g) => g === 0) &&
      (l === gradients.layers.length - 1 || biases.every((g) => g === 0)),
  );
}

/** What there is to be seen. */
function symmetrySentence(run: SymmetryRun): string {
  const { step, loss, trace } = run.now();
  if (!Number.isFinite(loss)) return `At step ${step} the loss left the finite numbers.`;
  const hidden = trace.layers.slice(0, -1).map(({ activations }) => activations);
  const all = hidden.reduce((sum, { cols }) => sum + cols, 0);
  const count = (tolerance: number) =>
    hidden.reduce((sum, activations) => sum + kinds(activations, tolerance), 0);
  const where = hidden.length === 1 ? "" : " of the two layers";
  const begin = `Step ${step}, loss ${few(loss)}: `;
  if (stands(run)) return `${begin}every gradient below the top bias is exactly 0, so no unit can move.`;
  if (count(0) === hidden.length)
    return `${begin}the ${all} units${where} are equal to the last bit and count as ${hidden.length}.`;
  const seen = count(VISIBLE);
  const apart = Math.max(...hidden.map(apartness));
  if (seen === hidden.length)
    return `${begin}the ${all} units${where} differ by ${few(apart)} and still look alike.`;
  return `${begin}${seen === all ? `all ${all}` : `${seen} of the ${all}`} units${where} are different.`;
}

/** The weights unit by unit. */
function symmetryTable(run: SymmetryRun): ViewTable {
  const { net, trace, gradients } = run.now();
  const rows = net.layers.flatMap(({ weights, biases }, l) => {
    const letters =
      l < net.layers.length - 1 ? unitKinds(trace.layers[l]?.activations as Matrix, 0) : undefined;
    return Array.from({ length: weights.rows }, (_, unit) => [
      letters ? `layer ${l + 1}, unit ${unit + 1}` : "output",
      letters ? (letters[unit] as number) + 1 : "",
      Array.from(weights.row(unit), (w) => formatNumber(w, 4)).join(", "),
      formatNumber(biases[unit] as number, 4),
      Array.from(gradients.layers[l]?.weights.row(unit) ?? [], (g) => formatNumber(g, 2)).join(", "),
    ]);
  });
  return { columns: ["unit", "kind (exact)", "weights", "bias", "gradient of the weights"], rows };
}

/** Everything to be seen of a run. */
export function symmetryView(run: SymmetryRun, narrow = false): View {
  return { svg: picture(run, narrow), sentence: symmetrySentence(run), table: symmetryTable(run) };
}
