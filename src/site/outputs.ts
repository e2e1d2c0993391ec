// Turns the outputs of a code cell into HTML: each MIME bundle in the richest form that the page knows.
import { chartFigure, PLOTLY_MIME } from "./chart.js";
import { EXERCISE_MIME, exerciseForm } from "./exercise.js";
import { escapeHtml, followLessons, namelessHeads } from "./html.js";
import type { Exercise } from "./judge.js";
import { LIVE_MIME, type LivesOnPage, liveOutput } from "./live.js";
import { type PageState, renderMarkdown } from "./markdown.js";
import { typesetOutput } from "./math.js";
import { joinText, type MimeBundle, type Output } from "./notebook.js";
import { settleHtml } from "./pictures.js";
import { printedText } from "./printed.js";
import { AS_IT_IS } from "./translation.js";

/** What the outputs of a page add up to. */
export interface Counts {
  charts: number;
  exercises: string[];
  lives: LivesOnPage;
}

/** One output as HTML; charts and exercises are counted in `counts`. */
export function outputHtml(output: Output, state: PageState, counts: Counts): string {
  if (output.kind === "stream") return textBlock(output.text, output.name);
  if (output.kind === "error") return textBlock(output.text, "stderr");
  return displayHtml(output.data, state, counts);
}

/** Whether an output is the question of an exercise. */
export const isExercise = (output: Output): boolean =>
  output.kind === "display" && EXERCISE_MIME in output.data;

/** Printed text, never read as HTML. */
function textBlock(text: string, stream: "stdout" | "stderr"): string {
  const clean = printedText(text).replace(/\n+$/, "");
  if (clean.trim() === "") return "";
  const warned = stream === "stderr";
  const label = warned ? '<p class="stream-name">Error output</p>' : "";
  return `${label}<pre class="stream ${stream}" ${AS_IT_IS} data-scroll="${warned ? "Error output" : "Output"}">${escapeHtml(clean)}</pre>`;
}

function displayHtml(data: MimeBundle, state: PageState, counts: Counts): string {
  if (PLOTLY_MIME in data) {
    counts.charts += 1;
    return chartFigure(data, counts.charts);
  }
  if (EXERCISE_MIME in data) {
    const exercise = data[EXERCISE_MIME] as Exercise;
    counts.exercises.push(exercise.id);
    return exerciseForm(exercise);
  }
  if (LIVE_MIME in data) return liveOutput(data, counts.lives);
  if ("text/html" in data)
    return `<div class="html-output scroll" data-scroll="Output">${followLessons(settleHtml(namelessHeads(joinText(data["text/html"])), state.lessons))}</div>`;
  if ("text/latex" in data)
    return `<div class="math-output">${typesetOutput(joinText(data["text/latex"]))}</div>`;
  if ("text/markdown" in data) return renderMarkdown(joinText(data["text/markdown"]), state);
  return imageHtml(data) ?? textBlock(joinText(data["text/plain"]), "stdout");
}

function imageHtml(data: MimeBundle): string | undefined {
  const alt = escapeHtml(joinText(data["text/plain"]));
  const svg = joinText(data["image/svg+xml"]);
  if (svg !== "")
    return `<img alt="${alt}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
  const type = ["image/png", "image/jpeg", "image/webp"].find((mime) => mime in data);
  return type && `<img alt="${alt}" src="data:${type};base64,${joinText(data[type]).replace(/\s/g, "")}">`;
}
