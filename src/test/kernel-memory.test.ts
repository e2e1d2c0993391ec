/** What a forward pass and a training step allocate. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gaussianInputs } from "../core/datasets.js";
import { normal } from "../core/distributions.js";
import { xavierNormal } from "../core/initializers.js";
import { kernel } from "../core/kernel.js";
import { softmaxCrossEntropy } from "../core/losses.js";
import { type Matrix, type Precision, zeroMatrix } from "../core/matrix.js";
import { forward, mlp, type Trace } from "../core/mlp.js";
import { random } from "../core/random.js";
import { adam, sgd, trainSteps } from "../core/training.js";

setFlagsFromString("--expose-gc");
const collectOnce = runInNewContext("gc") as () => void;

/** Collects all garbage: the memory of dead buffers is given back in the background, at the latest by the next turn. */
async function collect(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    collectOnce();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Bytes of array buffers: what is live now, and what was let go but not collected yet. */
const buffers = (): number => process.memoryUsage().arrayBuffers;
const bytesOf = (matrices: readonly Matrix[]): number =>
  matrices.reduce((sum, m) => sum + m.data.byteLength, 0);

function held({ inputs, layers }: Trace): number {
  return bytesOf([inputs, ...layers.flatMap((layer) => [layer.preActivations, layer.activations])]);
}

for (const precision of ["float64", "float32"] as Precision[])
  test(`forward of 10 × 500 on 1000 inputs in ${precision} takes at most twice what its trace holds`, async () => {
    const rng = random("memory/forward");
    const sizes = new Array<number>(11).fill(500);
    const net = mlp(rng.split("net"), { sizes, output: "tanh", weights: xavierNormal(), precision });
    const inputs = normal(0, 1).matrix(rng.split("inputs"), 1000, 500, precision);
    forward(net, normal(0, 1).matrix(rng.split("first"), 2, 500, precision));
    await collect();
    const before = buffers();
    const trace = forward(net, inputs);
    const taken = buffers() - before;
    const memory = kernel()?.memory.buffer.byteLength ?? 0;
    const limit = 2 * held(trace);
    assert.ok(taken >= held(trace) - inputs.data.byteLength, `only ${taken} bytes taken: the count is wrong`);
    assert.ok(
      taken + memory <= limit,
      `${taken} bytes taken and ${memory} in the kernel, at most ${limit} allowed`,
    );
  });

const kinds = [
  ["sgd", sgd({ learningRate: 0.1 })],
  ["sgd with momentum", sgd({ learningRate: 0.1, momentum: 0.9 })],
  ["adam", adam()],
] as const;
const shapes = [{}, { normalization: "batch", residual: true }] as const;
for (const precision of ["float64", "float32"] as Precision[])
  for (const [name, optimizer, shape] of kinds.flatMap((kind) =>
    shapes.map((each) => [...kind, each] as const),
  ))
    test(`training by ${name}${"residual" in shape ? ", normalized and residual," : ""} in ${precision} takes no array buffer after its first step`, async () => {
      const rng = random("memory/training");
      const sizes = [64, 100, 100, 10];
      const net = mlp(rng.split("net"), { sizes, weights: xavierNormal(), precision, ...shape });
      const inputs = gaussianInputs(rng.split("inputs"), 256, 64);
      const targets = zeroMatrix(256, 10);
      for (let i = 0; i < 256; i++) targets.data[10 * i + (i % 10)] = 1;
      const options = { loss: softmaxCrossEntropy, optimizer, steps: 60, batchSize: 64, dropout: 0.1 };
      let after = 0;
      let grown = 0;
      for (const { step } of trainSteps(rng, net, { inputs, targets }, options)) {
        const memory = kernel()?.memory.buffer.byteLength ?? 0;
        if (step === 1) {
          await collect();
          after = buffers();
          grown = memory;
        }
        if (step > 1) assert.equal(memory, grown, `the kernel's memory grew at step ${step}`);
        if (step > 1) assert.ok(buffers() <= after, `step ${step}: ${buffers() - after} bytes`);
      }
    });
