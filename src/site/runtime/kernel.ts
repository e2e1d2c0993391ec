// Stands in for `notebook/kernel.ts`: what a cell displays goes to the page.
import type { Bundle, Slot } from "../../notebook/kernel.js";
import { showBundle } from "./capture.js";

export type { Bundle, Slot };

/** Whether outputs can be replaced in place: in a page they can. */
export const inKernel = (): boolean => true;

/** Shows a bundle. */
export function display(data: Bundle, slot?: Slot): void {
  showBundle(data, slot);
}
