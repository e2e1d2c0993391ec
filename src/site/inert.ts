// Texts that a page carries unread until they are needed: compressed, in script elements that no browser runs.
import { gzipSync } from "node:zlib";

/** The compressed form of a text: every page carries the same few, and each takes a tenth of a second. */
const compressed = new Map<string, string>();

function compress(text: string): string {
  const known = compressed.get(text);
  if (known !== undefined) return known;
  const form = gzipSync(text, { level: 9 }).toString("base64");
  compressed.set(text, form);
  return form;
}

/** The element that holds `text` under `id`; the page reads it back with `inertText(id)` of `page/inert.ts`. */
export function inertElement(id: string, text: string): string {
  return `<script type="text/plain" id="${id}" data-form="gzip base64">${compress(text)}</script>`;
}
