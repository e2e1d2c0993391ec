/** The starting points: slopes, rolling, and where balls end, compared with other ways to compute the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { constant } from "../core/initializers.js";
import { meanSquared } from "../core/losses.js";
import { matrix } from "../core/matrix.js";
import { backward, forward, type Layer, mlp } from "../core/mlp.js";
import { random } from "../core/random.js";
import { fromDrops, startingPoints, toDrops } from "../live/starts.js";
import { contourPaths } from "../live/starts-contours.js";
import { type Ball, descent, endOf, randomDrop } from "../live/starts-model.js";
import { type Surface, samples, surfaces } from "../live/starts-surfaces.js";
import { LAYOUT } from "../live/starts-view.js";
import { close } from "./support/close.js";

const hills = surfaces.hills as Surface;
const net = surfaces.net as Surface;
const places = Array.from({ length: 30 }, (_, k) => {
  const [x, y] = randomDrop(7, k);
  return [6 * x - 3, 6 * y - 3] as const;
});

test("the gradients are central differences of the losses", () => {
  const h = 1e-5;
  for (const { loss, gradient } of [hills, net])
    for (const [x, y] of places) {
      const [gx, gy] = gradient(x, y);
      close(gx, (loss(x + h, y) - loss(x - h, y)) / (2 * h), { relative: 1e-6, absolute: 1e-8 });
      close(gy, (loss(x, y + h) - loss(x, y - h)) / (2 * h), { relative: 1e-6, absolute: 1e-8 });
    }
});

test("the surface of two weights is the loss of a 1-1-1 net, its gradient that of backward", () => {
  const inputs = matrix(samples.map(([x]) => [x]));
  const targets = matrix(samples.map(([, t]) => [t]));
  for (const [w, v] of places) {
    const small = mlp(random("any"), { sizes: [1, 1, 1], weights: constant(w) });
    const [below, above] = small.layers as [Layer, Layer];
    above.weights.data[0] = v;
    const trace = forward(small, inputs);
    close(net.loss(w, v), meanSquared.value(trace.outputs, targets), { relative: 1e-13 });
    const { layers } = backward(small, trace, meanSquared.gradient(trace.outputs, targets));
    const [gw, gv] = net.gradient(w, v);
    close(gw, layers[0]?.weights.data[0] as number, { relative: 1e-12, absolute: 1e-15 });
    close(gv, layers[1]?.weights.data[0] as number, { relative: 1e-12, absolute: 1e-15 });
    assert.equal(below.weights.data[0], w);
  }
});

test("slopes vanish at valleys and saddles; valleys curve up both ways, saddles do not", () => {
  const h = 1e-4;
  for (const surface of [hills, net]) {
    const determinant = ([x, y]: readonly [number, number]) => {
      const { loss } = surface;
      const middle = loss(x, y);
      const xx = loss(x + h, y) - 2 * middle + loss(x - h, y);
      const yy = loss(x, y + h) - 2 * middle + loss(x, y - h);
      const xy = (loss(x + h, y + h) - loss(x + h, y - h) - loss(x - h, y + h) + loss(x - h, y - h)) / 4;
      return xx * yy - xy * xy;
    };
    for (const { at } of [...surface.valleys, ...surface.saddles])
      for (const slope of surface.gradient(...at)) close(slope, 0, { absolute: 1e-9 });
    for (const { at } of surface.valleys) assert.ok(determinant(at) > 0);
    for (const { at } of surface.saddles) assert.ok(determinant(at) < 0);
  }
  const losses = hills.valleys.map(({ loss }) => loss);
  assert.deepEqual(
    losses,
    [...losses].sort((a, b) => a - b),
  );
});

test("a ball moves as v ← m v + g, w ← w − η v says", () => {
  const [rate, m] = [0.03, 0.7];
  const rolling = descent(hills, { learningRate: rate, momentum: m });
  rolling.drop([0.2, 0.3]);
  let [x, y, u, v] = [0.2, 0.3, 0, 0];
  for (let t = 1; t <= 40; t++) {
    const [gx, gy] = hills.gradient(x, y);
    [u, v] = [m * u + gx, m * v + gy];
    [x, y] = [x - rate * u, y - rate * v];
    rolling.step();
    const [a, b] = (rolling.balls[0] as Ball).at;
    close(a as number, x, { relative: 1e-12 }, `x at step ${t}`);
    close(b as number, y, { relative: 1e-12 }, `y at step ${t}`);
  }
});

test("each ball ends in the valley where a long walk of its own ends", () => {
  const rolling = { learningRate: 0.05, momentum: 0 };
  const drops = descent(hills, rolling);
  for (const place of places) drops.drop(place);
  for (let t = 0; t < 1000 && drops.step(); t++);
  for (const ball of drops.balls) {
    let [x, y] = ball.start;
    for (let t = 0; t < 5000; t++) {
      const [gx, gy] = hills.gradient(x, y);
      [x, y] = [x - 0.05 * gx, y - 0.05 * gy];
    }
    const valley = hills.valleys.findIndex(({ at: [a, b] }) => Math.abs(a - x) + Math.abs(b - y) < 1e-6);
    assert.equal(ball.fate, valley);
    assert.equal(endOf(hills, rolling, ball.start, 1000), valley);
  }
});

test("on the saddle of the two-weight net a ball never moves; a little beside it, it leaves", () => {
  const drops = descent(net, { learningRate: 0.2, momentum: 0 });
  drops.drop([0, 0]);
  drops.drop([1e-6, 1e-6]);
  drops.drop([-1e-6, -1e-6]);
  for (let t = 0; t < 400; t++) drops.step();
  assert.deepEqual([...(drops.balls[0]?.at ?? [])], [0, 0]);
  assert.deepEqual(
    drops.balls.map(({ fate }) => fate),
    ["resting", 0, 1],
  );
});

test("a learning rate that is too large keeps balls out of the narrow valley", () => {
  const slow = places.map((place) => endOf(hills, { learningRate: 0.05, momentum: 0 }, place, 2000));
  const fast = places.map((place) => endOf(hills, { learningRate: 0.8, momentum: 0 }, place, 2000));
  assert.ok(slow.includes(0));
  assert.ok(!fast.includes(0));
});

/** The vertices of a path of `M` and `l`. */
function vertices(path: string): [number, number][] {
  let at: [number, number] = [0, 0];
  return [...path.matchAll(/([Ml])(-?[\d.]+) ?(-?[\d.]+)/g)].map(([, letter, a, b]) => {
    const [x, y] = letter === "M" ? [0, 0] : at;
    at = [x + Number(a), y + Number(b)];
    return at;
  });
}

test("every vertex of a contour line lies at its level", () => {
  const size = 600;
  for (const surface of [hills, net])
    contourPaths(surface, size).forEach((path, i) => {
      const level = surface.levels[i] as number;
      assert.ok(vertices(path).length > 4);
      for (const [a, b] of vertices(path)) {
        const [x, y] = [(6 * a) / size - 3, 3 - (6 * b) / size];
        const [gx, gy] = surface.gradient(x, y);
        const steep = Math.abs(gx) + Math.abs(gy);
        close(surface.loss(x, y), level, { absolute: 0.02 * steep + 0.025 }, `level ${level} at ${x}, ${y}`);
      }
    });
});

test("drops in an address: written and read, nonsense and places off the map left out", () => {
  const drops = [
    { place: [0.4, -1.25] as const, after: 0 },
    { place: [3, -3] as const, after: 130 },
  ];
  assert.equal(toDrops(drops), "0.4_-1.25~3_-3_130");
  assert.deepEqual(fromDrops(toDrops(drops), hills), drops);
  assert.deepEqual(fromDrops("x~1_2~9_0~1_~_1~1_2_x~1_2_3_4~-1_1_-1", hills), [{ place: [1, 2], after: 0 }]);
  assert.equal(fromDrops("1_1~".repeat(500), hills).length, 100);
});

test("an address brings every ball back to where it was, those dropped on the way too", () => {
  const session = startingPoints.open(startingPoints.initial);
  for (let t = 0; t < 20; t++) session.act?.("step");
  session.act?.("drop");
  for (let t = 0; t < 30; t++) session.act?.("step");
  session.act?.("many");
  session.point?.(0.3, 0.2);
  for (let t = 0; t < 7; t++) session.act?.("step");
  const seen = session.view();
  const again = startingPoints.open({ ...startingPoints.initial, ...seen.state }).view();
  assert.deepEqual(again.table, seen.table);
  assert.deepEqual(again.state, seen.state);
  assert.ok(again.svg === seen.svg);
});

test("the first three balls end in three valleys", () => {
  const session = startingPoints.open(startingPoints.initial);
  for (let frame = 0; frame < 300 && session.act?.("run"); frame++);
  const { sentence, table } = session.view();
  assert.match(
    sentence,
    /^Step \d+, 3 balls: 1 in valley A \(loss 0\.051\), 1 in valley B .*, 1 in valley C/,
  );
  assert.equal(table.rows.length, 3);
});

test("a press on the map drops a ball there, wide and narrow; beside the map it does nothing", () => {
  const session = startingPoints.open({ ...startingPoints.initial, drops: "" });
  assert.match(session.view().sentence, /No ball yet/);
  session.point?.(180 / 600, 90 / LAYOUT.wide.height);
  session.point?.(0.5, 80 / LAYOUT.narrow.height, true);
  session.point?.(0.9, 0.5);
  assert.equal(session.view().state?.drops, "0_1.5_160~0_1.5_160");
  assert.deepEqual([session.view().state?.x, session.view().state?.y], [0, 1.5]);
});

test("25 random drops are the same for a seed; a moved place keeps the balls, a new learning rate starts anew", () => {
  const drop = () => {
    const session = startingPoints.open(startingPoints.initial);
    session.act?.("many");
    return session;
  };
  const session = drop();
  const { state } = session.view();
  assert.equal(drop().view().state?.drops, state?.drops);
  assert.equal(session.view().table.rows.length, 28);
  const whole = { ...startingPoints.initial, ...state };
  assert.equal(session.change?.({ ...whole, x: 1.5 }), true);
  session.act?.("drop");
  assert.match(String(session.view().state?.drops), /~1\.5_0_160$/);
  assert.equal(session.change?.({ ...whole, x: 1.5, rate: 0.3 }), false);
});

test("going back puts every ball at its start, clearing takes them away", () => {
  const session = startingPoints.open({ ...startingPoints.initial, step: "0" });
  const first = session.view();
  for (let i = 0; i < 10; i++) session.act?.("step");
  assert.ok(session.view().svg !== first.svg);
  session.act?.("rewind");
  assert.deepEqual(session.view(), first);
  session.act?.("clear");
  assert.deepEqual(session.view().disabled, ["run", "step", "rewind", "clear"]);
});

test("an address may begin ahead: Run rolls the balls from their starts again, a drop leaves them where they are", () => {
  const rolled = startingPoints.open(startingPoints.initial);
  assert.match(
    rolled.view().sentence,
    /^Step 160, 3 balls: 1 in valley A .*, 1 in valley B .*, 1 in valley C/,
  );
  rolled.act?.("run");
  assert.equal(rolled.view().sentence, "Step 1, 3 balls: 3 rolling.");
  assert.equal(rolled.view().state?.step, "1");
  const dropped = startingPoints.open(startingPoints.initial);
  dropped.act?.("drop");
  assert.match(dropped.view().sentence, /^Step 160, 4 balls: 1 in valley A .*, 1 rolling\.$/);
  dropped.act?.("run");
  assert.match(dropped.view().sentence, /^Step 161, 4 balls: 1 in valley A .*, 1 rolling\.$/);
});

test("Run at the end of a run begins anew, unless there is a ball that can still roll", () => {
  const session = startingPoints.open({ ...startingPoints.initial, step: "0" });
  let frames = 1;
  while (session.act?.("run")) frames += 1;
  assert.ok(frames > 50, `${frames} frames`);
  const end = session.view().sentence;
  session.act?.("run");
  assert.equal(session.view().sentence, "Step 1, 3 balls: 3 rolling.");
  while (session.act?.("run"));
  assert.equal(session.view().sentence, end);
  session.act?.("drop");
  session.act?.("run");
  assert.match(session.view().sentence, /^Step 131, 4 balls: 1 in valley A .*, 1 rolling\.$/);
});

test("at every rate, momentum and surface the picture holds no number that is none", () => {
  for (const surface of ["hills", "net"])
    for (const [rate, momentum] of [
      [0.005, 0],
      [2, 0.95],
    ] as const) {
      const state = { ...startingPoints.initial, surface, rate, momentum, basins: surface === "net" };
      const session = startingPoints.open(state);
      session.act?.("many");
      for (let frame = 0; frame < 40; frame++) session.act?.("run");
      const { svg, sentence } = session.view(true);
      assert.doesNotMatch(svg + sentence, /NaN|Infinity|undefined/, `${surface} at ${rate}, ${momentum}`);
    }
});
