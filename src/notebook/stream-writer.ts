/** Stands in for `process.stdout` and `process.stderr`: what is written goes elsewhere, as complete as Node's own. */

import type { StreamName } from "./cell-output.js";

type Callback = (error?: Error | null) => void;
/** What may be written. */
export type Chunk = string | NodeJS.ArrayBufferView;
/** `process.stdout.write`. */
export type Write = (
  chunk: Chunk,
  encoding?: BufferEncoding | Callback | null,
  callback?: Callback,
) => boolean;

/** Callbacks that may wait; a loop without end leaves them no time. */
const mostWaiting = 100_000;

/**
 * Calls callbacks later, when timers and signals have had their turn, each as often as it was handed over.
 * `console.log` always hands over the same function, so only the number of its calls is kept.
 */
class Callbacks {
  #waiting = 0;
  #last: { callback: Callback; count: number } | undefined;

  add(callback: Callback): void {
    if (this.#last?.callback === callback) this.#last.count++;
    else if (this.#waiting >= mostWaiting) callback(null);
    else {
      const call = { callback, count: 1 };
      this.#last = call;
      this.#waiting++;
      setImmediate(() => {
        if (this.#last === call) this.#last = undefined;
        this.#waiting--;
        for (let i = 0; i < call.count; i++) callback(null);
      });
    }
  }
}

function textOrBytes(name: string, chunk: Chunk, encoding: BufferEncoding): string | Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk !== "string")
    throw new TypeError(`process.${name}.write: chunk must be text or bytes, got ${String(chunk)}`);
  return /^utf-?8$/i.test(encoding) ? chunk : Buffer.from(chunk, encoding);
}

/** A `write` for one of the process's streams: gives each chunk on at once, and calls back later. */
export function streamWriter(name: StreamName, onChunk: (chunk: string | Uint8Array) => void): Write {
  const callbacks = new Callbacks();
  return (chunk, encoding, callback) => {
    const given = typeof encoding === "function" ? undefined : encoding;
    onChunk(textOrBytes(name, chunk, given ?? "utf8"));
    const last = typeof encoding === "function" ? encoding : callback;
    if (typeof last === "function") callbacks.add(last);
    return true;
  };
}

/** Lets a stream of the process be written by `write`. Its end ends nothing, and it is no terminal. */
export function redirect(name: StreamName, write: Write): void {
  const stream: object = process[name];
  const end = (...args: [Chunk?, ...unknown[]]): object => {
    const callback = args.find((arg) => typeof arg === "function") as Callback | undefined;
    const [chunk, encoding] = args.filter((arg) => typeof arg !== "function");
    // by the `write` of the cell that runs then
    process[name].write((chunk ?? "") as string, encoding as BufferEncoding, callback);
    return stream;
  };
  Object.assign(stream, { write, end });
  // Node sets the size anew when the terminal's window changes
  for (const property of ["isTTY", "columns", "rows"])
    Object.defineProperty(stream, property, { configurable: true, get: () => undefined, set: () => {} });
}
