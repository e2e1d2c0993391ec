// A live experiment on paper: its first frame, what is seen there, and what to try in the page.
import { liveById } from "../live/index.js";
import { cleanState } from "../live/state.js";
import { standalone } from "../live/svg.js";
import { escapeHtml } from "./html.js";
import { object } from "./json.js";
import { LIVE_MIME } from "./live.js";
import type { MimeBundle } from "./notebook.js";

/** The still figure of an output that carries a live experiment. */
export function paperLive(bundle: MimeBundle): string {
  const { id, state } = object(bundle[LIVE_MIME]);
  const live = liveById(String(id));
  const { svg, sentence } = live.open(cleanState(live, object(state))).view();
  const source = `data:image/svg+xml;base64,${Buffer.from(standalone(svg)).toString("base64")}`;
  return [
    `<figure class="chart live"><p class="chart-title">${escapeHtml(live.title)}</p>`,
    `<div class="picture"><img src="${source}" alt="${escapeHtml(sentence)}"></div>`,
    `<p class="chart-caption">${escapeHtml(sentence)} In the page you can move it. ${escapeHtml(live.caption)}</p></figure>`,
  ].join("");
}
