/** The copies of tslab that this process has loaded, and what their files export. */

import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The files of all loaded copies of tslab's `jupyter.js`. */
export function loadedKernels(): string[] {
  return Object.keys(require.cache).filter((file) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file));
}

/** What a CommonJS file exports, if it has been loaded. */
export function loadedExports(file: string): unknown {
  return require.cache[file]?.exports;
}

/** The zeromq that a loaded kernel uses: its own copy, another one would be changed in vain. */
export function loadedZeromq(kernel: string): unknown {
  try {
    return loadedExports(createRequire(kernel).resolve("zeromq"));
  } catch {
    return undefined;
  }
}
