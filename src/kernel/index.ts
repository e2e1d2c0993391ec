/**
 * The kernel: the loops in which a large experiment spends its time, in AssemblyScript for WebAssembly SIMD.
 *
 * Everything works on addresses in the module's own memory; `core/kernel.ts` lays the numbers out. In float64 each
 * result has the same bits as the TypeScript in `core/multiply.ts` and `core/elementary.ts`: the same operations in the
 * same order, two lanes at a time, and no fused multiply-add.
 */

export { activate32, addBiases32, applySlope32 } from "./float32";
export { sigmoid64, sigmoidSlope64, tanh64, tanhSlope64 } from "./functions";
export { multiply32, multiply64 } from "./multiply";
export { histogram32, moments32, shares32, sumSquares32 } from "./statistics";

/** The first address that is free to use. */
export function base(): usize {
  return __heap_base;
}
