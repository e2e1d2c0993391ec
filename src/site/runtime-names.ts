// Names that a compiled program and the runtime below it share.

/** The global object through which a program reaches the runtime. */
export const RUNTIME = "__initlab";
