/** Normal variates as they are often made: Box and Muller's formula over seedrandom's default generator. */
import seedrandom from "seedrandom";
import { job, moments, type Peer } from "./task.js";

function fill(numbers: Float64Array): Float64Array {
  const next = seedrandom("bench");
  for (let i = 0; i < numbers.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    numbers[i] = radius * Math.cos(angle);
    if (i + 1 < numbers.length) numbers[i + 1] = radius * Math.sin(angle);
  }
  return numbers;
}

/** The formula over the generator; it only draws. */
export const boxMuller: Peer = {
  name: "Box–Muller",
  precision: "float64",
  start: (task) => {
    if (task.kind !== "sampling") return undefined;
    const numbers = new Float64Array(task.count);
    const draw = job(() => ({ numbers: fill(numbers) }));
    return { ...draw, figures: async () => moments(numbers) };
  },
};
