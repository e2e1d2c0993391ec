/** Collects what a notebook's cells print and display into outputs, as Jupyter does. */
import type { DisplayMessage, StreamName } from "../notebook/cell-output.js";
import type { Json, JsonObject, Output } from "./notebook.js";

/** A display message after it has gone through JSON. */
interface JsonMessage {
  data: JsonObject;
  metadata?: JsonObject;
  transient?: { display_id?: Json };
}

/** Outputs with neighbouring texts of one stream joined; empty texts are dropped. */
export function mergeStreams(outputs: readonly Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.output_type !== "stream") merged.push(output);
    else if (last?.output_type === "stream" && last.name === output.name)
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    else if (output.text !== "") merged.push({ ...output });
  }
  return merged;
}

/** The outputs of one notebook's run: one list per cell, in the order in which cells were begun. */
export class OutputCollector {
  private readonly cells: Output[][] = [];
  private readonly displays = new Map<Json, Output[]>();

  /** Begins the next cell: what follows belongs to it. */
  beginCell(): void {
    this.cells.push([]);
  }

  /** Text written to a stream. */
  write(name: StreamName, text: string): void {
    const last = this.cells.at(-1)?.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.cells.at(-1)?.push({ output_type: "stream", name, text });
  }

  /**
   * A display message. With a display id, earlier outputs of that id take the new content in place; an update
   * adds no output of its own.
   */
  display(message: DisplayMessage, update: boolean): void {
    const { data, metadata, transient } = JSON.parse(JSON.stringify(message)) as JsonMessage;
    const id = transient?.display_id;
    const known = (id !== undefined && this.displays.get(id)) || [];
    for (const earlier of known) Object.assign(earlier, { data, metadata: metadata ?? {} });
    if (update) return;
    const output: Output = { output_type: "display_data", data, metadata: metadata ?? {} };
    this.cells.at(-1)?.push(output);
    if (id !== undefined) this.displays.set(id, [...known, output]);
  }

  /** The merged outputs of every cell begun so far. */
  result(): Output[][] {
    return this.cells.map(mergeStreams);
  }
}
