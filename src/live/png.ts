/** Tiny pictures as PNG addresses, for maps that would be thousands of rectangles: one byte a pixel, a palette, no compression. */
import { refuse } from "../core/guard.js";

/** A palette of at most 256 colours: red, green, blue and opacity, each from 0 to 255. */
export type Palette = readonly (readonly [number, number, number, number])[];

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++)
    c = (crcTable[(c ^ (bytes[i] as number)) & 255] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function adler(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; i++) {
    a = (a + (bytes[i] as number)) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

const bigEndian = (x: number): number[] => [x >>> 24, (x >>> 16) & 255, (x >>> 8) & 255, x & 255];

function chunk(name: string, content: ArrayLike<number>): number[] {
  const body = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...Array.from(content)];
  return [...bigEndian(content.length), ...body, ...bigEndian(crc(Uint8Array.from(body)))];
}

/** The pixels in a zlib stream of one stored block; every row begins with its filter, 0. */
function stored(width: number, height: number, pixels: Uint8Array): number[] {
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const length = [rows.length & 255, rows.length >>> 8];
  return [0x78, 1, 1, ...length, ...length.map((byte) => 255 - byte), ...rows, ...bigEndian(adler(rows))];
}

/** The address (`data:image/png;base64,…`) of a picture whose pixels, row after row from the top, are places in the palette. */
export function pngAddress(width: number, height: number, pixels: Uint8Array, palette: Palette): string {
  if (pixels.length !== width * height) refuse("pngAddress", `pixels must be ${width} × ${height}`, pixels);
  if (height * (width + 1) > 65535) refuse("pngAddress", "the picture must fit in one block", width * height);
  const bytes = [
    ...[137, 80, 78, 71, 13, 10, 26, 10],
    ...chunk("IHDR", [...bigEndian(width), ...bigEndian(height), 8, 3, 0, 0, 0]),
    ...chunk(
      "PLTE",
      palette.flatMap((colour) => colour.slice(0, 3)),
    ),
    ...chunk(
      "tRNS",
      palette.map(([, , , opacity]) => opacity),
    ),
    ...chunk("IDAT", stored(width, height, pixels)),
    ...chunk("IEND", []),
  ];
  return `data:image/png;base64,${btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""))}`;
}
