/** Keeps tslab's publishing socket from losing messages: after 512 it refuses to send, and nobody notices. */

/** A zeromq publishing socket, as far as it matters here. */
interface Publisher {
  sendTimeout: number;
  sendHighWaterMark: number;
  send(message: unknown): unknown;
}

const cured = Symbol.for("initlab.cured");

/** Milliseconds after which connections may have been made that still have the old limit. */
const stale = 20;

/** Messages that wait for a reader. Cells send few, so that only a reader that stands still for long misses some. */
const mostWaiting = 100_000;

/**
 * Gives a publisher class a `send` that never waits, and calls `onSend` with each message before it goes. False if it
 * has one already.
 *
 * Every connection starts with the limit that the socket had when it was bound, 1,000 messages, and the socket learns
 * of new connections while it sends. So the limit is lifted after a send, and again from time to time.
 */
export function cure(publisher: { prototype: Publisher }, onSend?: (message: unknown) => void): boolean {
  const { prototype } = publisher;
  if (Object.hasOwn(prototype, cured)) return false;
  const send = prototype.send;
  const lifted = new WeakMap<Publisher, number>();
  // the native method is not writable, so it is redefined
  Object.defineProperty(prototype, "send", {
    configurable: true,
    writable: true,
    value(this: Publisher, message: unknown) {
      onSend?.(message);
      const [now, last] = [performance.now(), lifted.get(this)];
      if (last === undefined) this.sendTimeout = 0;
      const sent = send.call(this, message);
      if (last === undefined || now - last > stale) {
        this.sendHighWaterMark = mostWaiting;
        lifted.set(this, now);
      }
      return sent;
    },
  });
  Object.defineProperty(prototype, cured, { value: true });
  return true;
}
