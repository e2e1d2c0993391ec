// Charts on paper: still, in black and white; of a chart with a slider several positions side by side.
import { staticChart } from "../charts/static.js";
import { FIGURE_MIME, PLOTLY_MIME, titleHtml } from "./chart.js";
import { chartControls } from "./chart-controls.js";
import { chartText, escapeHtml } from "./html.js";
import { type Json, list, object } from "./json.js";
import { renderInline } from "./markdown.js";
import { joinText, type MimeBundle } from "./notebook.js";
import { AS_IT_IS } from "./translation.js";

/** Positions of a slider that are shown at most. */
const MOST = 6;

/** Pixels for which the texts of a picture are sized: across the column, and of two pictures side by side. */
const WIDTH = { one: 580, two: 420 };

/** A chart under its title, with its caption; a slider is drawn position by position. */
export function paperChart(bundle: MimeBundle): string {
  const { data, layout, frames } = object(bundle[PLOTLY_MIME]);
  const { alt, caption } = object(bundle[FIGURE_MIME]);
  const shape = object(layout);
  const name = joinText(alt) || joinText(bundle["text/plain"]);
  const words = caption ? `<p class="chart-caption">${renderInline(String(caption))}</p>` : "";
  const moments = momentsOf(list(data), shape, list(frames));
  if (moments.length === 0) {
    const svg = staticChart(
      { data: list(data), layout: lower(shape, list(data), 0.84) },
      { ink: "print", title: false, width: WIDTH.one },
    );
    return `<figure class="chart"><p class="chart-title">${titleHtml(shape)}</p>${picture(svg, name)}${words}</figure>`;
  }
  return `<figure class="chart moments"><p class="chart-title">${headOf(shape, moments)}</p><div class="panels">${moments.map(panel).join("\n")}</div>${words}</figure>`;
}

/** A picture with its name in words. */
function picture(svg: string, name: string): string {
  const plain = svg.replace(/ role="img" aria-label="[^"]*"/, "");
  return `<div class="picture" ${AS_IT_IS} role="img" aria-label="${escapeHtml(name)}">${plain}</div>`;
}

/** One position of a slider. */
interface Moment {
  label: string;
  data: Json[];
  layout: Json;
}

function momentsOf(data: Json[], layout: Json, frames: Json[]): Moment[] {
  const slider = chartControls(layout, frames).find(({ kind }) => kind === "slider");
  if (!slider || frames.length === 0) return [];
  const { sliders: _, updatemenus: __, ...still } = layout;
  const all = slider.steps.flatMap(({ label, args }): Moment[] => {
    const name = String((Array.isArray(args[0]) ? args[0][0] : args[0]) ?? label);
    const frame = frames.find((one) => String(one.name) === name);
    if (!frame) return [];
    const own = list(frame.data);
    return [
      {
        label: `${slider.label}: ${label}`,
        data: data.map((trace, i) => ({ ...trace, ...own[i] })),
        layout: { ...still, ...object(frame.layout) },
      },
    ];
  });
  return spread(all.length, slider.active).map((index) => all[index]);
}

/** Up to `MOST` of `count` positions: the first, the last, the one it starts with, then the middles of the widest gaps. */
export function spread(count: number, active: number): number[] {
  const chosen = new Set([0, count - 1, Math.min(active, count - 1)]);
  while (chosen.size < Math.min(count, MOST)) {
    const sorted = [...chosen].sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((to, i) => ({ from: sorted[i], size: to - sorted[i] }));
    const widest = gaps.reduce((a, b) => (b.size > a.size ? b : a));
    chosen.add(widest.from + Math.floor(widest.size / 2));
  }
  return [...chosen].sort((a, b) => a - b);
}

const titleOf = ({ layout }: Moment): string => {
  const { title } = layout;
  return typeof title === "string" ? title : String(object(title).text ?? "");
};

/** The common title, or what the slider changes where every position has a title of its own. */
function headOf(layout: Json, moments: Moment[]): string {
  const own = new Set(moments.map(titleOf)).size > 1;
  return own ? `The slider, position by position` : titleHtml(layout);
}

function panel(moment: Moment, _: number, all: Moment[]): string {
  const own = new Set(all.map(titleOf)).size > 1;
  const title = own ? chartText(titleOf(moment)) : "";
  const svg = staticChart(
    { data: moment.data, layout: lower(moment.layout, moment.data, 0.66) },
    { ink: "print", title: false, width: WIDTH.two },
  );
  return `<div class="panel"><p class="panel-title"><strong>${escapeHtml(moment.label)}</strong>${title ? `<br>${title}` : ""}</p>${picture(svg, `${moment.label}. ${titleOf(moment)}`)}</div>`;
}

/** The layout with a flatter plot, as paper has less height than a screen; round pictures stay round. */
function lower(layout: Json, data: Json[], by: number): Json {
  const map = data.some(({ type }) => type === "heatmap");
  if (object(layout.yaxis).scaleanchor !== undefined || typeof layout.height !== "number") return layout;
  return { ...layout, height: (map ? Math.min(1, by + 0.08) : by) * layout.height };
}
