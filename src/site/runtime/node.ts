// The few names of Node that the notebook layer uses, as a browser can serve them.

let drawn = 0;

/** A name that no other output of this worker has. */
export const randomUUID = (): string => `output-${++drawn}`;

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Calls `work` once the messages that wait now have been delivered. */
export function setImmediate(work: () => void): void {
  waiting.push(work);
  channel.port2.postMessage(undefined);
}

/** Nobody interrupts a worker: it is ended instead. */
export const process = { on: (): void => {}, removeListener: (): void => {}, env: {} };

/** Text as base64, as pictures in addresses want it. */
export const Buffer = {
  from: (text: string) => ({
    toString: (): string =>
      btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("")),
  }),
};
