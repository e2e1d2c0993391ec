/** Numbers as people read them: a few significant digits, powers of ten instead of long rows of zeros. */

const superscripts: Record<string, string> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** An integer in Unicode superscript: `superscript(-8)` is `⁻⁸`. */
export function superscript(power: number): string {
  return [...String(power)].map((character) => superscripts[character] ?? "").join("");
}

/** Drops trailing zeros, but only when the shorter text still is exactly the value: 0.5 but 0.5000 for 0.49999. */
function trim(text: string, isExact: (shorter: string) => boolean): string {
  if (!text.includes(".")) return text;
  const shorter = text.replace(/\.?0+$/, "");
  return isExact(shorter) ? shorter : text;
}

/**
 * A number with `digits` significant digits (1 to 15, default 4): `0.02494`, `12.35`, `1.2×10⁻⁸`, `−3`, `0` for an exact zero.
 *
 * Integers below ten million are written in full, without separators: to many readers a comma is a decimal point, and
 * answers are read so too. Trailing zeros are kept only where rounding made them (`0.5` is exactly one half, `0.5000` is
 * close to it). Infinite values read `∞`, and not-a-number `NaN`.
 */
export function formatNumber(x: number, digits = 4): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 15) {
    throw new RangeError(`formatNumber: digits must be an integer from 1 to 15, got ${digits}`);
  }
  if (Number.isNaN(x)) return "NaN";
  if (x === 0) return "0";
  const sign = x < 0 ? "−" : "";
  const size = Math.abs(x);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  if (Number.isInteger(size) && size < 1e7) return sign + String(size);
  const [mantissa, power] = scientific(size, digits - 1);
  if (power < -3 || power > 5) {
    const short = trim(mantissa, (shorter) => Number(`${shorter}e${power}`) === size);
    return `${sign}${short}×10${superscript(power)}`;
  }
  const fixed = size.toFixed(Math.max(0, digits - 1 - power));
  return sign + trim(fixed, (shorter) => Number(shorter) === size);
}

/** A finite number of which no digit is rounded away: as few as read back as it, written as `formatNumber` writes. */
export function exactNumber(x: number): string {
  const size = Math.abs(x);
  const sign = x < 0 ? "−" : "";
  const [mantissa, power] = scientific(size);
  const plain = power >= -3 && (power <= 5 || (power === 6 && Number.isInteger(size)));
  return sign + (plain ? String(size) : `${mantissa}×10${superscript(power)}`);
}

/** The mantissa of a size and its power of ten, with so many decimals, or as many as it takes to read back as it. */
function scientific(size: number, decimals?: number): [string, number] {
  const [mantissa, power] = size.toExponential(decimals).split("e") as [string, string];
  return [mantissa, Number(power)];
}

/** A share as a percentage with `digits` significant digits: `formatShare(0.924)` is `92.4 %`. */
export function formatShare(share: number, digits = 3): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 15)
    throw new RangeError(`formatShare: digits must be an integer from 1 to 15, got ${digits}`);
  if (Number.isFinite(share) && !Number.isFinite(100 * share)) {
    const [mantissa, power] = scientific(Math.abs(share), digits - 1);
    return `${share < 0 ? "−" : ""}${mantissa}×10${superscript(power + 2)} %`;
  }
  return `${formatNumber(Number((100 * share).toPrecision(12)), digits)} %`;
}
