// The collapse tracer: its gradients are slopes, its zeros are where the chain rule puts them, its state follows the hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { liveById } from "../live/index.js";
import type { Session, State } from "../live/live.js";

/** The loss of the collapse tracer's net for a list of weights, written out by hand. */
function lossByHand(
  w: readonly number[],
  x: readonly [number, number],
  target: number,
  phi: (z: number) => number,
): number {
  const at = (k: number): number => w[k] as number;
  const a = [0, 1, 2].map((i) => phi(at(2 * i) * x[0] + at(2 * i + 1) * x[1]));
  const b = [0, 1].map((i) =>
    phi([0, 1, 2].reduce((sum, j) => sum + at(6 + 3 * i + j) * (a[j] as number), 0)),
  );
  const y = at(12) * (b[0] as number) + at(13) * (b[1] as number);
  return 0.5 * (y - target) ** 2;
}

test("collapse: weight gradients are the slopes of the loss, by central differences", () => {
  const live = liveById("collapse");
  const weights = String(live.initial.weights).split(",").map(Number);
  const phis = { tanh: Math.tanh, sigmoid: (z: number) => 1 / (1 + Math.exp(-z)), linear: (z: number) => z };
  for (const [activation, phi] of Object.entries(phis)) {
    const { table } = live.open({ ...live.initial, activation, x1: -1.2, x2: 0.7, target: 0.5 }).view();
    const gradients = table.rows.slice(8).map((row) => row[2] as number);
    assert.equal(gradients.length, 14);
    gradients.forEach((gradient, k) => {
      const moved = (by: number): number =>
        lossByHand(
          weights.map((w, i) => (i === k ? w + by : w)),
          [-1.2, 0.7],
          0.5,
          phi,
        );
      const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      assert.ok(
        Math.abs(slope - gradient) < 1e-8,
        `${activation}, weight ${k}: ${gradient}, by differences ${slope}`,
      );
    });
  }
});

const gone = (session: Session): number =>
  session
    .view()
    .table.rows.slice(8)
    .filter((row) => row[2] === 0).length;

test("collapse: all weights 0 leave no gradient under tanh, and the top two under the sigmoid", () => {
  const live = liveById("collapse");
  for (const [activation, expected] of [
    ["tanh", 14],
    ["sigmoid", 12],
  ] as const) {
    const session = live.open({ ...live.initial, activation });
    assert.equal(gone(session), 0);
    session.act?.("zero-all");
    assert.equal(gone(session), expected);
    assert.match(session.view().sentence, new RegExp(`^${expected} of 14 weight gradients are exactly 0`));
  }
});

test("collapse: a cut top weight takes the gradients below it, not its own", () => {
  const live = liveById("collapse");
  const session = live.open({ ...live.initial, edge: "3-1-1", value: 0 });
  const { table, sentence } = session.view();
  const zero = table.rows.slice(8).filter((row) => row[2] === 0);
  assert.deepEqual(
    zero.map(([name]) => name),
    ["a₁ → b₁", "a₂ → b₁", "a₃ → b₁"],
  );
  assert.match(sentence, /b₁ → ŷ is 0 and still gets/);
});

test("collapse: pointing at a weight chooses it, its slider follows, and other weights stay", () => {
  const live = liveById("collapse");
  for (const narrow of [false, true]) {
    const session = live.open(live.initial);
    const [w, h] = /viewBox="0 0 (\d+) (\d+)"/.exec(session.view(narrow).svg)?.slice(1).map(Number) ?? [];
    const [x, y] =
      /<rect x="([\d.]+)" y="([\d.]+)"/.exec(session.view(narrow).svg)?.slice(1).map(Number) ?? [];
    session.point?.(((x as number) + 22) / (w as number), ((y as number) + 14) / (h as number), narrow);
    const { state } = session.view(narrow);
    assert.deepEqual([state?.edge, state?.value], ["1-1-1", 0.8]);
    assert.equal(session.change?.({ ...state, value: 0 } as State), true);
    const after = session.view(narrow).state;
    assert.equal(after?.weights, String(live.initial.weights).replace("0.8", "0"));
    session.change?.({ ...after, edge: "2-2-3" } as State);
    assert.deepEqual([session.view().state?.value, session.view().state?.weights], [0.8, after?.weights]);
  }
});

test("collapse: a list of weights that is none, or too short, gives the weights of the beginning", () => {
  const live = liveById("collapse");
  const wanted = live.open(live.initial).view().table;
  for (const weights of ["", "0.8,-0.5", "a,b", ",,,", "9,NaN"])
    assert.deepEqual(live.open({ ...live.initial, weights }).view().table, wanted, weights);
});

test("collapse: the steps go from the output down, and what was not reached has no gradient yet", () => {
  const live = liveById("collapse");
  const session = live.open({ ...live.initial, step: 0 });
  const shown = (): number => session.view().table.rows.filter((row) => row[2] !== "").length;
  const counts = Array.from({ length: 9 }, () => {
    const count = shown();
    session.act?.("next");
    return count;
  });
  assert.deepEqual(counts, [0, 3, 7, 11, 14, 17, 20, 21, 22]);
  assert.equal(session.view().state?.step, 0);
  assert.match(session.view().sentence, /^The forward pass: the net says −0.11/);
  session.act?.("next");
  assert.match(session.view().sentence, /∂L\/∂ŷ = ŷ − target = −0.11 − 1 = −1.1\.$/);
});
