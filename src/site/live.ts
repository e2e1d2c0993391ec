// Writes a live experiment as a figure that reads without a script: what to try, its first frame, and the numbers behind it.

import { liveById } from "../live/index.js";
import type { Control, Live, RangeControl, State } from "../live/live.js";
import { cleanState, LOG_STEPS, positionOf, valueText } from "../live/state.js";
import { escapeHtml, scriptJson } from "./html.js";
import { object } from "./json.js";
import { type LiveData, tableHtml } from "./live-table.js";
import type { MimeBundle } from "./notebook.js";
import { AS_IT_IS } from "./translation.js";

/** The MIME type of a live experiment: `{ id, state }`. */
export const LIVE_MIME = "application/vnd.initlab.live+json";

/** The ids of the experiments on a page so far, in their order. */
export type LivesOnPage = string[];

/** The figure of an output that carries a live experiment. */
export function liveOutput(bundle: MimeBundle, lives: LivesOnPage): string {
  const { id, state } = object(bundle[LIVE_MIME]);
  return liveFigure(liveById(String(id)), object(state), lives);
}

/** The figure of `live`, beginning with `state`; a second one of the same kind on a page gets a number. */
export function liveFigure(
  live: Live,
  state: Record<string, unknown>,
  lives: LivesOnPage,
  level?: number,
): string {
  lives.push(live.id);
  const count = lives.filter((id) => id === live.id).length;
  const place = count === 1 ? live.id : `${live.id}-${count}`;
  const begin = cleanState(live, state);
  const session = live.open(begin);
  const [wide, narrow] = [session.view(false), session.view(true)];
  const now = { ...begin, ...wide.state };
  const key = `live-${place}`;
  const heading = level === undefined ? "p" : `h${level}`;
  const data: LiveData = { place, id: live.id, state: now, controls: live.controls };
  return [
    `<figure class="live" id="${key}" role="group" aria-labelledby="${key}-title">`,
    `<${heading} class="live-title" id="${key}-title">${escapeHtml(live.title)}</${heading}>`,
    `<p class="live-caption">${escapeHtml(live.caption)}</p>`,
    `<div class="live-body"><div class="live-seen">`,
    actionsHtml(live, key, wide.disabled ?? []),
    pictureHtml(live, key, wide.svg, narrow.svg),
    `<p class="live-sentence" id="${key}-sentence">${escapeHtml(wide.sentence)}</p>`,
    `<p class="visually-hidden live-status" role="status"></p></div>`,
    controlsHtml(live, now, key, wide.disabled ?? []),
    `<details class="fold values"><summary>Values<span class="visually-hidden"> of the ${escapeHtml(live.title)}</span></summary>`,
    `<div class="scroll" data-scroll="Values: ${escapeHtml(live.title)}"><table ${AS_IT_IS}>${tableHtml(wide.table)}</table></div></details></div>`,
    `<script type="application/json" class="live-data">${scriptJson(data)}</script>`,
    "</figure>",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** The buttons that do something: above the picture, so that a phone shows both at once. */
function actionsHtml(live: Live, key: string, disabled: readonly string[]): string {
  const buttons = live.controls
    .filter((control) => control.kind === "action")
    .map((control) => controlHtml(control, undefined, `${key}-${control.key}`, disabled));
  return buttons.length === 0 ? "" : `<div class="live-actions live-doing">${buttons.join("\n")}</div>`;
}

/** The picture in both layouts, one of which is shown; where pressing it does something, it takes the keyboard too. */
function pictureHtml({ title, pointing }: Live, key: string, wide: string, narrow: string): string {
  const described = `aria-describedby="${key}-sentence"`;
  const name = pointing
    ? `role="application" tabindex="0" aria-label="${escapeHtml(title)}, picture: arrow keys move the cross, Enter to ${escapeHtml(pointing)}"`
    : `role="img" aria-label="${escapeHtml(title)}, picture"`;
  const cross = pointing ? '<div class="live-cross" hidden></div>' : "";
  return `<div class="live-picture${pointing ? " pointing" : ""}" ${AS_IT_IS} ${name} ${described}><div class="live-wide">${wide}</div><div class="live-narrow">${narrow}</div>${cross}</div>`;
}

function controlsHtml(live: Live, state: State, key: string, disabled: readonly string[]): string {
  const settings = live.controls
    .filter((control) => control.kind !== "action")
    .map((control) => controlHtml(control, state[control.key], `${key}-${control.key}`, disabled));
  return [
    `<form class="live-controls" aria-label="${escapeHtml(live.title)}: settings">`,
    ...settings,
    '<div class="live-actions">',
    '<button type="button" class="button" data-do="reset" disabled>Reset</button>',
    '<button type="button" class="button" data-do="copy" hidden>Copy link</button>',
    "</div></form>",
  ].join("\n");
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

function controlHtml(
  control: Control,
  value: State[string] | undefined,
  key: string,
  disabled: readonly string[],
): string {
  const label = escapeHtml(capital(control.label));
  const named = `id="${key}" data-key="${escapeHtml(control.key)}"${disabled.includes(control.key) ? ' data-off=""' : ""} disabled`;
  if (control.kind === "action")
    return `<button type="button" class="button" ${named} data-label="${label}">${label}</button>`;
  if (control.kind === "toggle")
    return `<div class="live-control"><label class="live-toggle"><input type="checkbox" ${named}${value === true ? " checked" : ""} autocomplete="off"> ${label}</label></div>`;
  if (control.kind === "range") return rangeHtml(control, Number(value), key, named);
  const options = control.choices.map(
    (choice) =>
      `<option value="${escapeHtml(choice.value)}"${choice.value === value ? " selected" : ""}>${escapeHtml(choice.label)}</option>`,
  );
  return `<div class="live-control"><label for="${key}">${label}</label><select ${AS_IT_IS} ${named} autocomplete="off">${options.join("")}</select></div>`;
}

function rangeHtml(control: RangeControl, value: number, key: string, named: string): string {
  const text = escapeHtml(valueText(control, value));
  const [min, max, step] =
    control.scale === "log" ? [0, LOG_STEPS, 1] : [control.min, control.max, control.step];
  return [
    `<div class="live-control"><label for="${key}">${escapeHtml(capital(control.label))}</label><output for="${key}" ${AS_IT_IS}>${text}</output>`,
    `<input type="range" ${named} min="${min}" max="${max}" step="${step}" value="${positionOf(control, value)}" aria-valuetext="${text}" autocomplete="off"></div>`,
  ].join("");
}
