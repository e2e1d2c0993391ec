/** Takes over what the cells of a tslab kernel print and display, to keep it within bounds. */

import { CellOutput, type DisplayMessage, type Sink, type StreamName } from "./cell-output.js";
import { type Clock, PacedMessages } from "./paced-messages.js";
import { redirect, streamWriter, type Write } from "./stream-writer.js";

type WriteStream = (name: StreamName, chunk: string | Uint8Array) => void;
type WriteDisplay = (message: DisplayMessage, update: boolean) => void;

/** What tslab's `jupyter.js` exports, as far as it matters here. */
export interface Jupyter {
  lastWriteDisplayData: WriteDisplay | null;
  JupyterHandlerImpl: {
    prototype: {
      handleExecuteImpl(request: unknown, stream: WriteStream, display: WriteDisplay): Promise<unknown>;
      createWriteToIopub(name: StreamName, stream: WriteStream): Write;
    };
  };
}

const clock: Clock = {
  now: () => performance.now(),
  later: (milliseconds, work) => setTimeout(work, milliseconds),
};

/** Whether it is the message that ends a request; its content is the last part. */
const isIdle = (message: unknown): boolean =>
  Array.isArray(message) && message.at(-1) === '{"execution_state":"idle"}';

/**
 * Gathers and limits the outputs of the running cell and of all that follow, and makes `process.stdout.write` complete.
 *
 * Returns what is to be called with each message before it is published: the running cell began without our
 * knowledge, and only the message of its end tells when to send what is gathered.
 */
export function takeOverCells(jupyter: Jupyter): (message: unknown) => void {
  let current: CellOutput | undefined;
  const begin = (sink: Sink): CellOutput => {
    current?.end();
    current = new CellOutput(new PacedMessages(sink, clock));
    return current;
  };
  const first = takeOverRunning(jupyter, begin);
  const { prototype } = jupyter.JupyterHandlerImpl;
  const execute = prototype.handleExecuteImpl;
  prototype.handleExecuteImpl = async function (request, text, display) {
    const cell = begin({ text, display });
    try {
      return await execute.call(
        this,
        request,
        (name, chunk) => cell.write(name, chunk),
        (message, update) => cell.display(message, update),
      );
    } finally {
      // callbacks of `process.stdout.write` belong to the cell
      await new Promise((resolve) => setImmediate(resolve));
      cell.end();
    }
  };
  prototype.createWriteToIopub = (name, writeStream) => {
    const write = streamWriter(name, (chunk) => writeStream(name, chunk));
    redirect(name, write);
    return write;
  };
  process.on("exit", () => current?.end());
  return (message) => {
    if (first !== undefined && current === first && isIdle(message)) first.end();
  };
}

/** The cell that is running now, its streams and displays taken over; undefined if none has run yet. */
function takeOverRunning(jupyter: Jupyter, begin: (sink: Sink) => CellOutput): CellOutput | undefined {
  const display = jupyter.lastWriteDisplayData;
  if (display === null) return undefined;
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write };
  const cell = begin({ display, text: (name, text) => void writes[name].call(process[name], text) });
  for (const name of ["stdout", "stderr"] as const)
    redirect(
      name,
      streamWriter(name, (chunk) => cell.write(name, chunk)),
    );
  jupyter.lastWriteDisplayData = (message, update) => cell.display(message, update);
  return cell;
}
