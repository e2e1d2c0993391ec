// Stands in for `live.ts` in the worker: a live experiment is on the page already, and is shown again in its new place.
import { escapeHtml } from "../html.js";
import { object } from "../json.js";

export const LIVE_MIME = "application/vnd.initlab.live+json";

export type LivesOnPage = string[];

/** A place that the page fills with the experiment that the lesson has there; its words stand in until then. */
export function liveOutput(bundle: Record<string, unknown>): string {
  const { id } = object(bundle[LIVE_MIME]);
  return `<p data-live-again="${escapeHtml(String(id))}">${escapeHtml(String(bundle["text/plain"] ?? ""))}</p>`;
}
