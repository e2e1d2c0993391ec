/** Measures a handout before it is printed: nothing may be higher than a page or reach beyond its sides. */
import type { Page } from "playwright-core";
import { MARGINS, PAPERS, type Paper } from "../../site/handout-page.js";

/** Pixels of a length in millimetres, as a browser counts them. */
const pixels = (millimetres: number): number => (millimetres * 96) / 25.4;

interface Box {
  what: string;
  height: number;
  left: number;
  right: number;
  /** Pixels by which its content is wider than itself. */
  over: number;
}

/** What does not fit on a page of this paper. `page` must show the handout for print. */
export async function layoutFaults(page: Page, paper: Paper): Promise<string[]> {
  const { width, height } = PAPERS[paper];
  const [wide, high] = [width - MARGINS.left - MARGINS.right, height - MARGINS.top - MARGINS.bottom].map(
    pixels,
  );
  await page.setViewportSize({ width: Math.floor(wide as number), height: 1000 });
  const boxes = (await page.evaluate(`(() => {
    const whole = ".chart:not(.moments), .panel, .exercise, .answer, .math-display, .timed, tr, aside";
    const flowing = "pre, table, p, li";
    return [...document.querySelectorAll(whole + ", " + flowing)].map((element) => {
      const { height, left, right } = element.getBoundingClientRect();
      return {
        what: element.className + " " + element.tagName + " " + element.textContent.slice(0, 40),
        height: element.matches(whole) ? height : 0,
        left,
        right,
        // notes of leaders hang out of an exercise into the margin
        over: element.matches(".exercise") ? 0 : element.scrollWidth - element.clientWidth,
      };
    });
  })()`)) as Box[];
  return boxes.flatMap(({ what, height: own, left, right, over }) => [
    ...(own > (high as number)
      ? [`${what}: ${Math.round(own)} pixels high, a page has ${Math.round(high as number)}`]
      : []),
    ...(left < -1 || right > (wide as number) + 1
      ? [
          `${what}: reaches from ${Math.round(left)} to ${Math.round(right)} of ${Math.round(wide as number)} pixels`,
        ]
      : []),
    ...(over > 2 ? [`${what}: its content is ${over} pixels too wide`] : []),
  ]);
}
