/** Pictures, maps and histories of the live experiments. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { history, stepsFrom } from "../live/history.js";
import { discs, planeGrid, signedMap } from "../live/maps.js";
import { pngAddress } from "../live/png.js";

/** The chunks of a PNG by name, each checksum tested with zlib. */
function chunksOf(address: string): Map<string, Buffer> {
  const bytes = Buffer.from(address.replace("data:image/png;base64,", ""), "base64");
  assert.deepEqual([...bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(body));
    chunks.set(body.subarray(0, 4).toString(), body.subarray(4));
    at += 12 + length;
  }
  return chunks;
}

test("pngAddress writes a picture that zlib reads back: size, palette, opacities, pixels", () => {
  const palette = [
    [255, 0, 0, 255],
    [0, 128, 9, 40],
  ] as const;
  const chunks = chunksOf(pngAddress(3, 2, Uint8Array.of(0, 1, 0, 1, 1, 0), palette));
  assert.deepEqual([...(chunks.get("IHDR") ?? [])], [0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]);
  assert.deepEqual([...(chunks.get("PLTE") ?? [])], [255, 0, 0, 0, 128, 9]);
  assert.deepEqual([...(chunks.get("tRNS") ?? [])], [255, 40]);
  // inflateSync tests the checksum of the stream
  assert.deepEqual([...inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0))], [0, 0, 1, 0, 0, 1, 1, 0]);
});

test("pngAddress refuses pixels that do not fill the picture, and pictures beyond one block", () => {
  assert.throws(() => pngAddress(3, 2, new Uint8Array(5), []), /pngAddress: pixels must be 3 × 2/);
  assert.throws(() => pngAddress(256, 256, new Uint8Array(65536), []), /must fit in one block/);
});

test("signedMap: −1 is violet, 0 and NaN are clear, 1 and beyond is green", () => {
  const values = [-1, 0, 1, 7, Number.NaN, -9];
  const chunks = chunksOf(signedMap(6, 1, (place) => values[place] as number));
  const [, ...pixels] = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
  assert.deepEqual(pixels, [0, 60, 120, 120, 60, 0]);
  const opacity = chunks.get("tRNS") ?? [];
  assert.deepEqual([opacity[0], opacity[60], opacity[120]], [225, 0, 225]);
});

test("planeGrid gives the centres of the cells, from the top left, row after row", () => {
  const grid = planeGrid({ left: 0, right: 4, bottom: 0, top: 2 }, 2, 2);
  assert.deepEqual([...grid.data], [1, 1.5, 3, 1.5, 1, 0.5, 3, 0.5]);
});

test("history keeps evenly spaced points, at most its limit, and the newest one", () => {
  const curve = history(10);
  for (let step = 0; step <= 101; step++) curve.push(step, [step * step]);
  const points = curve.points();
  assert.ok(points.length <= 11);
  assert.deepEqual(points.at(-1), { step: 101, values: [10201] });
  const gaps = points.slice(1, -1).map(({ step }, i) => step - (points[i]?.step ?? 0));
  assert.equal(new Set(gaps).size, 1);
  assert.equal(points[0]?.step, 0);
});

test("discs steps from place to place and ends within half a tenth of every point", () => {
  const points = Array.from({ length: 60 }, (_, i) => [50 + 40 * Math.sin(i * i), 33.33 * (i % 3)] as const);
  const [, d] = /d="([^"]*)"/.exec(discs(points, 2, "green")) as unknown as [string, string];
  let [x, y] = [0, 0];
  const reached = [...d.matchAll(/m(-?[\d.]+) ?(-?[\d.]+)h0/g)].map(([, dx, dy]) => {
    [x, y] = [x + Number(dx), y + Number(dy)];
    return [x, y] as const;
  });
  assert.equal(reached.length, points.length);
  reached.forEach(([a, b], i) => {
    const [wantedA, wantedB] = points[i] as readonly [number, number];
    assert.ok(Math.max(Math.abs(a - wantedA), Math.abs(b - wantedB)) < 0.051, `point ${i}`);
  });
});

test("stepsFrom reads a count of steps, at most so many; anything else is 0", () => {
  const texts = ["12", "0", "5000", "-3", "1.5", "1e3", "many", ""];
  assert.deepEqual(
    texts.map((text) => stepsFrom(text, 1000)),
    [12, 0, 1000, 0, 0, 0, 0, 0],
  );
});
