/** Which colours are a theme's to choose. */

/** Whether a colour is none, or black, white or a grey: such a colour is the theme's to choose, any other means something. */
export function isNeutral(color: unknown): boolean {
  if (typeof color !== "string") return true;
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  const parts = (long ?? short)?.slice(1).map((part) => Number.parseInt(part.padStart(2, part), 16));
  if (!parts) return /^(black|white|gr[ae]y)$/i.test(color);
  return Math.max(...parts) - Math.min(...parts) < 24;
}
