// Texts that a page carries unread until they are needed: compressed, in script elements that no browser runs.
import { gzipSync } from "node:zlib";

/** The element that holds `text` under `id`; the page reads it back with `inertText(id)` of `page/inert.ts`. */
export function inertElement(id: string, text: string): string {
  return `<script type="text/plain" id="${id}" data-form="gzip base64">${gzipSync(text, { level: 9 }).toString("base64")}</script>`;
}
