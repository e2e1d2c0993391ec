/** The starting points: balls dropped on a loss with several valleys roll downhill and end where they must. */
import { choice } from "./controls.js";
import { replay, stepsFrom } from "./history.js";
import type { Control, Live, Session, State } from "./live.js";
import { basinMap } from "./starts-map.js";
import { descent, MOST_BALLS, type Rolling, randomDrop } from "./starts-model.js";
import { type Point, type Surface, surfaces } from "./starts-surfaces.js";
import { LAYOUT, startsView } from "./starts-view.js";

const controls: readonly Control[] = [
  choice("surface", "loss", [
    ["hills", "four valleys"],
    ["net", "v tanh(w x): two weights"],
  ]),
  { kind: "range", key: "rate", label: "learning rate", min: 0.005, max: 2, step: 0.01, scale: "log" },
  { kind: "range", key: "momentum", label: "momentum", min: 0, max: 0.95, step: 0.05 },
  { kind: "range", key: "x", label: "drop at weight 1", min: -3, max: 3, step: 0.1 },
  { kind: "range", key: "y", label: "drop at weight 2", min: -3, max: 3, step: 0.1 },
  { kind: "range", key: "seed", label: "seed of the drops", min: 1, max: 20, step: 1 },
  { kind: "toggle", key: "basins", label: "color places by where they lead" },
  { kind: "action", key: "run", label: "Run", repeats: true },
  { kind: "action", key: "step", label: "Step" },
  { kind: "action", key: "drop", label: "Drop one here" },
  { kind: "action", key: "many", label: "Drop 25 at random" },
  { kind: "action", key: "rewind", label: "Back to the starts" },
  { kind: "action", key: "clear", label: "Clear" },
];

const round = (x: number): number => Math.round(1000 * x) / 1000;

/** Where a ball was dropped, and after how many steps of the others. */
export interface Drop {
  place: Point;
  after: number;
}

/** Drops as the address carries them: `x_y~x_y_after`. */
export function toDrops(drops: readonly Drop[]): string {
  const text = ({ place: [x, y], after }: Drop) => `${round(x)}_${round(y)}${after === 0 ? "" : `_${after}`}`;
  return drops.map(text).join("~");
}

/** The drops of such a text that lie on the map; whatever is no drop is left out. */
export function fromDrops(text: string, { plane }: Surface): Drop[] {
  const { left, right, bottom, top } = plane;
  return text
    .split("~")
    .filter((drop) => /^-?[\d.]+_-?[\d.]+(_\d{1,9})?$/.test(drop))
    .map((drop) => drop.split("_").map(Number) as [number, number, number?])
    .filter(([x, y]) => x >= left && x <= right && y >= bottom && y <= top)
    .slice(0, MOST_BALLS)
    .map(([x, y, after = 0]) => ({ place: [x, y], after }));
}

/** The changes that leave the balls where they are. */
const harmless = ["x", "y", "basins", "seed", "step"];

/** How many steps the balls may be ahead when they are first seen. */
const MOST_AHEAD = 1000;

/** The balls of a session, by what its buttons do to them. */
function ballsOf(surface: Surface, rolling: Rolling, first: readonly Drop[], ahead: number) {
  let drops = first.map(({ place, after }) => ({ place, after: Math.min(after, ahead) }));
  let step = 0;
  const begin = () => {
    const fresh = descent(surface, rolling);
    const dropDue = () => {
      for (const { place, after } of drops) if (after === step) fresh.drop(place);
    };
    step = 0;
    dropDue();
    const advance = (steps: number): boolean => {
      let rolls = false;
      for (let i = 0; i < steps; i++) {
        rolls = fresh.step();
        step += 1;
        dropDue();
      }
      return rolls;
    };
    return { ...fresh, advance };
  };
  /** Whoever begins again begins with all balls at once. */
  const together = () => {
    drops = drops.map(({ place }) => ({ place, after: 0 }));
    return begin();
  };
  const shown = replay(begin, ahead, together);
  return {
    all: () => shown.now().balls,
    drops: () => drops,
    step: () => step,
    go: (running: boolean) => shown.advance(1, running),
    drop(place: Point) {
      const { drop } = shown.goOn();
      if (drops.length >= MOST_BALLS) return;
      drops = [...drops, { place, after: step }];
      drop(place);
    },
    rewind: shown.restart,
    clear() {
      drops = [];
      shown.restart();
    },
  };
}

function startsSession(first: State): Session {
  let state = first;
  const key = String(state.surface);
  const surface = surfaces[key] as Surface;
  const { left, right, bottom, top } = surface.plane;
  const rolling: Rolling = { learningRate: Number(state.rate), momentum: Number(state.momentum) };
  const ahead = stepsFrom(state.step, MOST_AHEAD);
  const balls = ballsOf(surface, rolling, fromDrops(String(state.drops), surface), ahead);
  let basins: string | undefined;
  const cursor = (): Point => [Number(state.x), Number(state.y)];
  const drops = () => toDrops(balls.drops());
  /** A place in shares of the map, from its top left. */
  const placeOf = ([x, y]: Point): Point => [
    round(left + x * (right - left)),
    round(top - y * (top - bottom)),
  ];
  const many = () => {
    const from = balls.drops().length;
    for (let k = from; k < from + 25; k++) balls.drop(placeOf(randomDrop(Number(state.seed), k)));
  };
  const presses: Record<string, () => void> = {
    drop: () => balls.drop(cursor()),
    many,
    rewind: balls.rewind,
    clear: balls.clear,
  };
  return {
    view(narrow) {
      if (state.basins === true) basins ??= basinMap(surface, rolling);
      const shown = state.basins === true ? basins : undefined;
      const content = { key, balls: balls.all(), cursor: cursor(), basins: shown };
      const view = startsView(content, balls.step(), narrow);
      const disabled = balls.all().length === 0 ? ["run", "step", "rewind", "clear"] : [];
      const [x, y] = cursor();
      return { ...view, disabled, state: { x, y, drops: drops(), step: String(balls.step()) } };
    },
    act(action) {
      if (action === "run" || action === "step") return balls.go(action === "run");
      presses[action]?.();
      return true;
    },
    change(next) {
      const same = (name: string) => (name === "drops" ? drops() : state[name]) === next[name];
      const kept = Object.keys(first).every((name) => harmless.includes(name) || same(name));
      if (kept) state = next;
      return kept;
    },
    point(x, y, narrow = false) {
      const { width, height, map } = narrow ? LAYOUT.narrow : LAYOUT.wide;
      const share: Point = [(x * width) / map, (y * height) / map];
      if (share[0] > 1 || share[1] > 1) return;
      const place = placeOf(share);
      balls.drop(place);
      state = { ...state, x: place[0], y: place[1] };
    },
  };
}

/** Experiment 5. */
export const startingPoints: Live = {
  id: "starts",
  title: "Where you start decides where you end",
  caption:
    "Three balls start side by side: press Run. Then press on the map to drop more, drop 25 at random, and try another learning rate.",
  controls,
  initial: {
    surface: "hills",
    rate: 0.05,
    momentum: 0,
    x: 0,
    y: 0,
    seed: 1,
    basins: false,
    drops: "0.4_0.6~0.1_0.6~0.2_0.3",
    step: "160",
  },
  pointing: "drop a ball",
  open: startsSession,
};
