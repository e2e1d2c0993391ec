// @ts-check
// Compiles the AssemblyScript kernel and writes it as text into src/core/kernel-bytes.ts.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { root } = require("./project.cjs");

const target = path.join(root, "src", "core", "kernel-bytes.ts");

/** Compiles the kernel; returns whether it went well. A failure leaves the last good one in place. */
function buildKernel() {
  const wasm = path.join(root, ".cache", `kernel-${process.pid}.wasm`);
  const compiler = path.join(root, "node_modules", "assemblyscript", "bin", "asc.js");
  const options = ["-O3", "--noAssert", "--enable", "simd", "--runtime", "stub", "--use", "abort="];
  try {
    fs.mkdirSync(path.dirname(wasm), { recursive: true });
    const args = [compiler, path.join("src", "kernel", "index.ts"), "-o", wasm, ...options];
    const done = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
    if (done.status !== 0) {
      console.error("The kernel could not be compiled.");
      return false;
    }
    const text = fs.readFileSync(wasm).toString("base64");
    const lines = [
      "/** The compiled kernel in base64; made from src/kernel by src/bin/kernel.cjs. */",
      `export const kernelBytes =\n  "${text}";`,
      "",
    ].join("\n");
    if (fs.existsSync(target) && fs.readFileSync(target, "utf8") === lines) return true;
    fs.writeFileSync(`${target}.${process.pid}.tmp`, lines);
    fs.renameSync(`${target}.${process.pid}.tmp`, target);
    return true;
  } finally {
    fs.rmSync(wasm, { force: true });
  }
}

module.exports = { buildKernel };
