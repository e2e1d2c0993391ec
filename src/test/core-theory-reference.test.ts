/** The wide-network theory against mpmath's rows for thirteen nets, and against published figures. */
import { test } from "node:test";
import { type ActivationName, activations } from "../core/activations.js";
import { normal } from "../core/distributions.js";
import { expectation } from "../core/quadrature.js";
import { type TheoryRow, theoreticalGain, varianceMap, wideNetwork } from "../core/theory.js";
import { close } from "./support/close.js";
import { type Labelled, labelled, reference, title } from "./support/reference.js";

/** The figures that a row of the theory and a row of the file share. */
const figures = [
  "layer",
  "preActivationVariance",
  "mean",
  "std",
  "meanSquare",
  "sampleStd",
  "backwardFactor",
  "gradientRms",
] as const;
interface Net {
  name: string;
  activation: ActivationName;
  width: number;
  weightStd: number;
  forwardFactor: number;
  inputGradientRms: number;
  layers: (Record<(typeof figures)[number], number> & {
    preActivationCorrelation: number;
    cosine: number;
    saturatedShare: number | null;
  })[];
}
const { nets, gains, tanhFixedPoints } = reference<{
  nets: Net[];
  gains: (Labelled & Record<"byMeanSquare" | "byVariance" | "bySlope" | "mean" | "std", number>)[];
  tanhFixedPoints: { gain: number; preActivationVariance: number; std: number; backwardFactor: number }[];
}>("theory");

const computed = new Map<string, TheoryRow[]>();

/** The rows of a net of equal widths whose every layer has the activation; each net is computed once. */
function rowsOf(activation: ActivationName, width: number, depth: number, std: number): TheoryRow[] {
  const key = [activation, width, depth, std.toPrecision(12)].join();
  const sizes = new Array<number>(depth + 1).fill(width);
  const rows =
    computed.get(key) ?? wideNetwork({ sizes, activation, output: activation, weights: normal(0, std) });
  computed.set(key, rows);
  return rows;
}

for (const { name, activation, width, weightStd, forwardFactor, inputGradientRms, layers } of nets) {
  test(`wideNetwork, ${name}, ${layers.length} × ${width}: every figure is mpmath's to 1e-10`, () => {
    const [input, ...rows] = rowsOf(activation, width, layers.length, weightStd) as [
      TheoryRow,
      ...TheoryRow[],
    ];
    close(width * weightStd ** 2, forwardFactor, { relative: 1e-14 });
    close(input.gradientRms, inputGradientRms, { relative: 1e-10 });
    for (const [i, wanted] of layers.entries()) {
      const got = rows[i] as TheoryRow;
      close(got.correlation, wanted.preActivationCorrelation, { absolute: 1e-12 });
      close(1 - got.sampleStd ** 2 / got.meanSquare, wanted.cosine, { absolute: 1e-10 });
      for (const key of figures)
        close(got[key], wanted[key], { relative: 1e-10, absolute: 1e-15 * wanted.std }, `${key} ${i + 1}`);
    }
  });
}

test("the share of saturated units of these nets is SciPy's, by expectation over saturated()", () => {
  for (const { activation, layers } of nets)
    for (const { preActivationVariance, saturatedShare } of layers) {
      const { value, saturated } = activations[activation];
      if (saturatedShare === null || !saturated) continue;
      const s = Math.sqrt(preActivationVariance);
      const edge = (activation === "sigmoid" ? 2 : 1) * (Math.atanh(0.97) / s);
      const share = expectation((z) => (saturated(value(s * z)) ? 1 : 0), [edge, -edge]);
      close(share, saturatedShare, { relative: 1e-8, absolute: 1e-14 });
    }
});

/** Mean-field figures of the nets of CS231n (10 × 500) as printed, of all layers or the first; half a unit of the last digit is tolerated. */
const printed: [string, ActivationName, number, "std" | "mean", string][] = [
  [
    "tanh, std .01",
    "tanh",
    0.01,
    "std",
    ".213546 .047642 .010652 .002382 .000533 .000119 .000027 .000006 .000001",
  ],
  ["ReLU, He", "relu", Math.sqrt(2 / 500), "mean", new Array(10).fill(".564190").join(" ")],
  ["ReLU, He", "relu", Math.sqrt(2 / 500), "std", new Array(10).fill(".825645").join(" ")],
  ["tanh, std 1", "tanh", 1, "std", ".982012 .981680 .981673 .981673 .981673"],
  [
    "tanh, Xavier",
    "tanh",
    1 / Math.sqrt(500),
    "std",
    ".627929 .486262 .408236 .357638 .321622 .294390 .272911 .255430 .240856 .228473",
  ],
  [
    "ReLU, Xavier",
    "relu",
    1 / Math.sqrt(500),
    "mean",
    ".398942 .282095 .199471 .141047 .099736 .070524 .049868 .035262 .024934 .017631",
  ],
  [
    "ReLU, Xavier",
    "relu",
    1 / Math.sqrt(500),
    "std",
    ".583819 .412823 .291910 .206411 .145955 .103206 .072977 .051603 .036489 .025801",
  ],
];
for (const [name, activation, std, key, figures] of printed) {
  test(`wideNetwork gives the ${key} column of CS231n's ${name} net to the digits printed`, () => {
    const rows = rowsOf(activation, 500, 10, std);
    figures.split(" ").forEach((figure, i) => {
      close(rows[i + 1]?.[key] as number, Number(figure), { absolute: 0.5e-6 }, `layer ${i + 1}`);
    });
  });
}

for (const { gain, preActivationVariance: wanted, std, backwardFactor } of tanhFixedPoints) {
  test(`tanh at gain ${gain.toFixed(3)}: the variance map runs to q = ${wanted.toFixed(6)}, and a net stays there`, () => {
    let q = 1;
    for (let i = 0; i < 400; i++) q = varianceMap("tanh", gain, q);
    close(q, wanted, { relative: 1e-12 });
    const weights = normal(0, gain / Math.sqrt(90));
    const net = { sizes: [90, 90, 90], output: "tanh", weights } as const;
    for (const row of wideNetwork(net, { inputMeanSquare: wanted / gain ** 2 }).slice(1)) {
      close(row.std, std, { relative: 1e-12 });
      close(row.backwardFactor, backwardFactor, { relative: 1e-12 });
    }
  });
}

test("tanh at gain 5/3 settles at std .651347, from far above and far below", () => {
  for (const start of [1e-4, 50]) {
    let q = start;
    for (let i = 0; i < 200; i++) q = varianceMap("tanh", 5 / 3, q);
    close(Math.sqrt(q) / (5 / 3), 0.651347, { absolute: 0.5e-6 });
  }
});

for (const row of gains) {
  test(`theoreticalGain(${title(row)}) is mpmath's 1/√E φ², and its mean, std, and gains by variance and slope mpmath's`, () => {
    const phi = labelled(row);
    const tight = { relative: 1e-12, absolute: 1e-16 };
    close(theoreticalGain(phi), row.byMeanSquare, tight);
    const mean = expectation(phi.value);
    const variance = expectation((z) => (phi.value(z) - mean) ** 2);
    close(mean, row.mean, { ...tight, absolute: 1e-15 });
    close(Math.sqrt(variance), row.std, tight);
    close(1 / Math.sqrt(variance), row.byVariance, tight);
    close(1 / Math.sqrt(expectation((z) => phi.slope(z) ** 2)), row.bySlope, tight);
  });
}
