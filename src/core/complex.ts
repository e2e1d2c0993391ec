/** Complex numbers. */
import { refuse } from "./guard.js";
import { hypotenuse, inRange, timesPower } from "./range.js";

/** A complex number. */
export interface Complex {
  re: number;
  im: number;
}

/**
 * The size `√(re² + im²)` of a complex number.
 * @throws RangeError if it is too large for a double.
 */
export function magnitude(z: Complex): number {
  for (const part of [z?.re, z?.im])
    if (!Number.isFinite(part)) refuse("magnitude", "z must be a complex number such as { re: 3, im: 4 }", z);
  return inRange("magnitude", "√(re² + im²)", size(z));
}

/** `magnitude` of what is known to be a complex number. */
export const size = ({ re, im }: Complex): number => hypotenuse(re, im);

/** `2^e z`. */
export const scaled = ({ re, im }: Complex, e: number): Complex => ({
  re: timesPower(re, e),
  im: timesPower(im, e),
});

export const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
export const minus = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });
export const conjugate = ({ re, im }: Complex): Complex => ({ re, im: -im });

/** The square root in the right half plane. */
export function root(z: Complex): Complex {
  const re = Math.sqrt((size(z) + Math.abs(z.re)) / 2);
  if (re === 0) return { re: 0, im: 0 };
  const im = z.im / (2 * re);
  if (z.re >= 0) return { re, im };
  return { re: Math.abs(im), im: z.im < 0 ? -re : re };
}
