/** The ends of data of any length: no list is spread into a call, which overflows the stack from some 125,000 values on. */

/** The least and the greatest finite number in lists of values; undefined where there is none. */
export function finiteExtent(lists: Iterable<ArrayLike<unknown>>): [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      if (typeof value !== "number" || !Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? [low, high] : undefined;
}

/** The ends moved apart by `room` on either side, as far as numbers go. */
export const widened = (low: number, high: number, room: number): [number, number] => [
  Math.max(-Number.MAX_VALUE, low - room),
  Math.min(Number.MAX_VALUE, high + room),
];
