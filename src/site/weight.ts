// How much a page may weigh, with what runs its code and without.
import { gzipSync } from "node:zlib";

/** The most bytes of a page, as it is and compressed: whole, and without what lies in it to run its code. */
const LIMITS = {
  whole: { bytes: 3_200_000, gzip: 1_100_000 },
  withoutRuntime: { bytes: 2_200_000, gzip: 750_000 },
};

const RUNTIME = /<script type="text\/plain" id="runtime[^>]*>[^<]*<\/script>/g;

function tooHeavy(html: string, what: string, limit: { bytes: number; gzip: number }): string[] {
  const [bytes, gzip] = [Buffer.byteLength(html), gzipSync(html).length];
  return [
    ...(bytes > limit.bytes ? [`${what} weighs ${bytes} bytes, at most ${limit.bytes} allowed`] : []),
    ...(gzip > limit.gzip ? [`compressed, ${what} weighs ${gzip} bytes, at most ${limit.gzip} allowed`] : []),
  ];
}

/** What about the page is too heavy. */
export const weightProblems = (html: string): string[] => [
  ...tooHeavy(html, "the page", LIMITS.whole),
  ...tooHeavy(html.replace(RUNTIME, ""), "the page without its runtime", LIMITS.withoutRuntime),
];
