/** The one place that talks to the kernel: sends a MIME bundle as the output of the running cell. */

import { loadedExports, loadedKernels } from "./loaded-tslab.js";
import { cureLostOutput } from "./lost-output.js";

/** One output in several forms; the notebook shows the richest it can. `text/plain` is always there. */
export interface Bundle {
  "text/plain": string;
  [mime: string]: unknown;
}

/** An output that later ones with the same id replace. */
export interface Slot {
  id: string;
  /** False for the first output with this id. */
  replace: boolean;
}

type Write = (
  output: { data: Bundle; metadata: object; transient: { display_id?: string } },
  update: boolean,
) => void;

cureLostOutput();

/** tslab's function that writes an output for the running cell; undefined outside a kernel. */
function writer(): Write | undefined {
  for (const file of loadedKernels()) {
    const write = (loadedExports(file) as { lastWriteDisplayData?: Write | null }).lastWriteDisplayData;
    if (write) return write;
  }
  return undefined;
}

/** Whether this code runs in a tslab kernel. */
export function inKernel(): boolean {
  return writer() !== undefined;
}

/** Shows a bundle. Outside a kernel its text is printed, so that the same code also runs as a script. */
export function display(data: Bundle, slot?: Slot): void {
  const write = writer();
  if (write === undefined) console.log(data["text/plain"]);
  else write({ data, metadata: {}, transient: slot ? { display_id: slot.id } : {} }, slot?.replace ?? false);
}
