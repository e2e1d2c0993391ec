/** Balls on a loss: where they are dropped, how gradient descent rolls them, and in which valley they end. */
import { uniform } from "../core/distributions.js";
import { random } from "../core/random.js";
import { type Optimizer, sgd } from "../core/training.js";
import { type History, history } from "./history.js";
import type { Point, Surface } from "./starts-surfaces.js";

/** Where a ball is: on its way, at rest in a valley (its place in the list), at rest where the slope is exactly 0, or off the map. */
export type Fate = "rolling" | "resting" | "gone" | number;

/** A ball. `trail` holds its loss and its two weights step by step. */
export interface Ball {
  start: Point;
  at: Float64Array;
  trail: History;
  fate: Fate;
}

/** A ball that has not moved yet. */
function ballAt(surface: Surface, start: Point): Ball {
  const trail = history(120);
  trail.push(0, [surface.loss(...start), ...start]);
  return { start, at: Float64Array.from(start), trail, fate: "rolling" };
}

/** A slope and a move below this count as standing still on the floor of a valley. */
const STILL = 0.01;

/** Where a ball at `(x, y)` stands that has just moved by `(dx, dy)`. Outside the valleys, only a slope of 0 ends its way. */
function fateOf(surface: Surface, [x, y]: Point, [dx, dy]: Point): Fate {
  const { left, right, bottom, top } = surface.plane;
  const [width, height] = [right - left, top - bottom];
  // written so that a place that is no number is gone as well
  const near = x > left - width && x < right + width && y > bottom - height && y < top + height;
  if (!near) return "gone";
  const [gx, gy] = surface.gradient(x, y);
  const most = Math.max(Math.abs(gx), Math.abs(gy), Math.abs(dx), Math.abs(dy));
  if (most === 0) return "resting";
  const valley = most < STILL ? surface.floorAt(x, y) : -1;
  return valley >= 0 ? valley : "rolling";
}

/** Rolls one ball by one step of its optimizer; a ball at rest stays where it is. */
function roll(surface: Surface, ball: Ball, update: ReturnType<Optimizer["start"]>, step: number): void {
  if (ball.fate !== "rolling") return;
  const before: Point = [ball.at[0] as number, ball.at[1] as number];
  update(ball.at, Float64Array.from(surface.gradient(...before)));
  const now: Point = [ball.at[0] as number, ball.at[1] as number];
  ball.trail.push(step, [surface.loss(...now), ...now]);
  ball.fate = fateOf(surface, now, [now[0] - before[0], now[1] - before[1]]);
}

/** How the balls roll. */
export interface Rolling {
  learningRate: number;
  momentum: number;
}

/** A set of balls in use. Each keeps its own step count, since balls may be dropped at any time. */
export interface Descent {
  balls: readonly Ball[];
  drop(start: Point): void;
  /** Moves every ball by one step; returns whether any still rolls. */
  step(): boolean;
}

/** The greatest number of balls, and of steps that one of them is followed. */
export const MOST_BALLS = 100;
const MOST_STEPS = 3000;

/** A surface without balls yet. */
export function descent(surface: Surface, rolling: Rolling): Descent {
  const optimizer = sgd(rolling);
  const balls: Ball[] = [];
  const movers: { update: ReturnType<Optimizer["start"]>; step: number }[] = [];
  return {
    balls,
    drop(start) {
      if (balls.length >= MOST_BALLS) return;
      balls.push(ballAt(surface, start));
      movers.push({ update: optimizer.start(2), step: 0 });
    },
    step() {
      balls.forEach((ball, i) => {
        const mover = movers[i] as (typeof movers)[number];
        if (mover.step >= MOST_STEPS) return;
        mover.step += 1;
        roll(surface, ball, mover.update, mover.step);
      });
      return balls.some((ball, i) => ball.fate === "rolling" && (movers[i]?.step ?? 0) < MOST_STEPS);
    },
  };
}

/** The place of random drop number `k`, in shares of the map from 0 to 1. */
export function randomDrop(seed: number, k: number): Point {
  const [x, y] = uniform(0.02, 0.98).vector(random(seed).split("drops").split(k), 2);
  return [x as number, y as number];
}

/** Where one start ends: a valley's place in the list, or −1 if it has reached none within `most` steps. */
export function endOf(surface: Surface, rolling: Rolling, start: Point, most: number): number {
  const update = sgd(rolling).start(2);
  const at = Float64Array.from(start);
  const slope = new Float64Array(2);
  for (let i = 0; i < most; i++) {
    const [x, y] = at as unknown as [number, number];
    const [gx, gy] = surface.gradient(x, y);
    if (i % 4 === 0 && Math.abs(gx) + Math.abs(gy) < 0.05) {
      const valley = surface.floorAt(x, y);
      if (valley >= 0) return valley;
    }
    slope[0] = gx;
    slope[1] = gy;
    update(at, slope);
  }
  return -1;
}
