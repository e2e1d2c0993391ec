// @ts-check
// Takes WebAssembly away from a Node that is started with `--require` and this file.
Reflect.deleteProperty(globalThis, "WebAssembly");
