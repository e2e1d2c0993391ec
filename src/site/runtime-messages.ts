// What the page and the worker that runs a lesson's code say to each other.

/** Page to worker: run on, up to and with cell `until`. */
export interface GoMessage {
  kind: "go";
  until: number;
  /** The cells whose outputs are wanted. */
  shown: readonly number[];
  /** Where each cell begins in the worker's script, in lines from 1. */
  lines: readonly number[];
  /** The number of the last chart on the page. */
  charts: number;
  /** Whether outputs are wanted as MIME bundles too. */
  bundles: boolean;
}

/** Page to a worker that was started for the first one: answer what is asked through `port`. */
export interface ServeMessage {
  kind: "serve";
  port: MessagePort;
}

/** Page to worker: what was started as `member` broke. */
export interface BrokeMessage {
  kind: "broke";
  member: number;
  message: string;
}

/** One piece of output. */
export type OutputItem =
  | { kind: "text"; name: "stdout" | "stderr"; text: string }
  | {
      kind: "display";
      html: string;
      /** An output that later ones with the same slot replace. */
      slot?: string | undefined;
      replace?: boolean | undefined;
      /** The id of an exercise in code, if this output says that it is solved. */
      solved?: string | undefined;
      bundle?: Record<string, unknown> | undefined;
    };

/** A line of a cell, both counted as readers count: cells from 0, lines from 1. */
export interface Place {
  cell: number;
  line: number;
}

/** What stopped a cell. */
export interface RunFault {
  message: string;
  /** Where it happened, if that was in a cell. */
  place?: Place | undefined;
  /** The line of the cell that was running, if it only called what failed elsewhere. */
  caller?: Place | undefined;
}

/** Worker to page; `hire` asks for a worker that serves the other end of `port`, `dismiss` ends it. */
export type RunMessage =
  | { kind: "begun"; cell: number }
  | { kind: "outputs"; cell: number; items: OutputItem[] }
  | { kind: "done"; cell: number }
  | { kind: "failed"; cell: number; fault: RunFault }
  | { kind: "hire"; member: number; port: MessagePort }
  | { kind: "dismiss"; member: number };
