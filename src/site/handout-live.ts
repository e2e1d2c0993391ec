// A live experiment on paper: its first frame, what it shows, and where it can be moved.
import { liveById } from "../live/index.js";
import { cleanState } from "../live/state.js";
import { standalone } from "../live/svg.js";
import { escapeHtml } from "./html.js";
import { object } from "./json.js";
import { LIVE_MIME } from "./live.js";
import type { MimeBundle } from "./notebook.js";

/** The still of a live experiment. @throws if there is none of that name. */
export function paperLive(bundle: MimeBundle): string {
  const { id, state } = object(bundle[LIVE_MIME]);
  const live = liveById(String(id));
  const { svg, sentence } = live.open(cleanState(live, object(state))).view();
  const source = Buffer.from(standalone(svg)).toString("base64");
  return [
    `<figure class="chart"><p class="chart-title">${escapeHtml(live.title)}</p>`,
    `<img class="still" src="data:image/svg+xml;base64,${source}" alt="${escapeHtml(sentence)}">`,
    `<p class="chart-caption">${escapeHtml(sentence)} In the exported page you can move it. ${escapeHtml(live.caption)}</p></figure>`,
  ].join("\n");
}
