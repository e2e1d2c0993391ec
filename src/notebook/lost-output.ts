/** Cures the tslab kernel that this process runs: no output is lost, and none grows without bounds. */

import { type Jupyter, takeOverCells } from "./kernel-cells.js";
import { loadedExports, loadedKernels, loadedZeromq } from "./loaded-tslab.js";
import { cure } from "./publisher.js";

type Zeromq = Parameters<typeof cure>[0];

/** Cures every loaded tslab that publishes. Returns how many there are; 0 outside a kernel. May be called again. */
export function cureLostOutput(): number {
  let count = 0;
  for (const file of loadedKernels()) {
    const zeromq = loadedZeromq(file) as { Publisher: Zeromq } | undefined;
    if (zeromq === undefined) continue;
    count++;
    let onSend = (_: unknown): void => {};
    if (cure(zeromq.Publisher, (message) => onSend(message)))
      onSend = takeOverCells(loadedExports(file) as Jupyter);
  }
  return count;
}
