// The console of a cell: formats as Node does and writes into the cell's output.
import { format, inspect } from "node-inspect-extracted";
import { write } from "./capture.js";

/** Puts this console in place of the browser's. */
export function takeConsole(): void {
  const to =
    (name: "stdout" | "stderr") =>
    (...values: unknown[]): void =>
      write(name, `${format(...values)}\n`);
  const [out, err] = [to("stdout"), to("stderr")];
  const show = (value: unknown): void => out(inspect(value));
  Object.assign(console, { log: out, info: out, debug: out, dir: show, table: show });
  Object.assign(console, { warn: err, error: err, trace: err });
}

/** Prints the value of a cell's last expression, unless there is none. */
export function printLast(value: unknown): void {
  if (value !== null && value !== undefined) write("stdout", `${format(value)}\n`);
}
