/** Keeps tslab from losing output: after 512 messages its publishing socket refuses to send, and nobody notices. */

import { createRequire } from "node:module";

/** A zeromq publishing socket, as far as it matters here. */
interface Publisher {
  sendTimeout: number;
  sendHighWaterMark: number;
  send(message: unknown): unknown;
}

const cured = Symbol.for("initlab.cured");
const require = createRequire(import.meta.url);

/** The files of all copies of tslab's `jupyter.js` that this process has loaded. */
export function loadedKernels(): string[] {
  return Object.keys(require.cache).filter((file) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file));
}

/** What a CommonJS file exports, if it has been loaded. */
export function loadedExports(file: string): unknown {
  return require.cache[file]?.exports;
}

/** Milliseconds after which connections may have been made that still have the old limit. */
const stale = 20;

/**
 * Gives a publisher class a `send` that never waits and never counts.
 *
 * Every connection starts with the limit that the socket had when it was bound, 1,000 messages, and the socket learns
 * of new connections while it sends. So the limit is lifted after a send, and again from time to time.
 */
export function cure(publisher: { prototype: Publisher }): void {
  const { prototype } = publisher;
  if (Object.hasOwn(prototype, cured)) return;
  const send = prototype.send;
  const lifted = new WeakMap<Publisher, number>();
  // the native method is not writable, so it is redefined
  Object.defineProperty(prototype, "send", {
    configurable: true,
    writable: true,
    value(this: Publisher, message: unknown) {
      const [now, last] = [performance.now(), lifted.get(this)];
      if (last === undefined) this.sendTimeout = 0;
      const sent = send.call(this, message);
      if (last === undefined || now - last > stale) {
        this.sendHighWaterMark = 0;
        lifted.set(this, now);
      }
      return sent;
    },
  });
  Object.defineProperty(prototype, cured, { value: true });
}

/** Cures every zeromq that a loaded tslab uses. Returns how many; 0 outside a kernel. May be called again. */
export function cureLostOutput(): number {
  let count = 0;
  for (const kernel of loadedKernels()) {
    try {
      // tslab's own copy: another one would be cured in vain
      const zeromq = loadedExports(createRequire(kernel).resolve("zeromq"));
      if (zeromq === undefined) continue;
      cure((zeromq as { Publisher: { prototype: Publisher } }).Publisher);
      count++;
    } catch {
      // no zeromq beside this tslab, so no sockets to cure
    }
  }
  return count;
}
