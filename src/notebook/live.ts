/** Shows a live experiment: in a page it can be moved; in a notebook its first frame and what to try stand still. */
import { knownOptions, refuse } from "../core/guard.js";
import { liveById } from "../live/index.js";
import type { Live, State, View } from "../live/live.js";
import { cleanState } from "../live/state.js";
import { standalone } from "../live/svg.js";
import { escapeHtml } from "./html.js";
import { type Bundle, display } from "./kernel.js";

/** How an experiment begins; what is not named begins as in the experiment itself. */
export interface LiveOptions {
  state?: State;
}

/** The state that was asked for, whole. @throws RangeError for a name or a value that no control allows. */
function checkedState(live: Live, asked: State): State {
  if (typeof asked !== "object" || asked === null) refuse("showLive", "state must be an object", asked);
  const state = cleanState(live, asked);
  for (const [key, value] of Object.entries(asked)) {
    if (!Object.hasOwn(live.initial, key))
      throw new RangeError(
        `showLive: state of ${live.id} must name ${Object.keys(live.initial).join(", ")}, got "${key}"`,
      );
    if (state[key] !== value)
      throw new RangeError(
        `showLive: ${key} must be a value that its control allows, got ${JSON.stringify(value)}`,
      );
  }
  return state;
}

/** The picture and the words, for notebooks: the picture as an image, so that it is shown without being trusted. */
function stillHtml({ title, caption }: Live, { svg, sentence }: View): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(standalone(svg)).toString("base64")}`;
  const image = `<img src="${source}" alt="${escapeHtml(sentence)}" style="max-width: 100%">`;
  return `<figure style="margin: 0"><b>${escapeHtml(title)}</b><br>${image}<figcaption>${escapeHtml(sentence)}<br><i>In the exported page you can move it.</i> ${escapeHtml(caption)}</figcaption></figure>`;
}

/** The forms of a live experiment: for pages its name and state, for notebooks a picture with its words, and text. */
export function liveBundle(id: string, options: LiveOptions = {}): Bundle {
  const live = liveById(id);
  const { state: asked = {} } = knownOptions("showLive", options, { state: true });
  const state = checkedState(live, asked);
  const view = live.open(state).view();
  return {
    "application/vnd.initlab.live+json": { id, state },
    "text/html": stillHtml(live, view),
    "text/plain": `${live.title}. ${view.sentence} ${live.caption}`,
  };
}

/** Shows the experiment `id`: `showLive("signals", { state: { depth: 20 } })`. */
export function showLive(id: string, options: LiveOptions = {}): void {
  display(liveBundle(id, options));
}
