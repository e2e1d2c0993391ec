/** The one look of every chart: colours, fonts, where the title and the legend stand. */

/** What a series stands for; it decides the colour in every chart of the course. */
export type Role = "forward" | "backward" | "theory" | "other";

/**
 * The colours. Forward, backward and the others are told apart by colour-blind readers, and reach a contrast of 3
 * on white and on #111. Text is the grey that reads best on both: 4.5 on white, 4.2 on #111 (no colour has 4.5 on both).
 */
export const colours = {
  forward: "#0072B2",
  backward: "#D55E00",
  theory: "#767676",
  /** Blue and orange for text, which needs more contrast than a line: 4.2 or more on white and on #111. */
  forwardText: "#0F7FC0",
  backwardText: "#C65700",
  text: "#767676",
  grid: "rgba(118, 118, 118, 0.28)",
  others: ["#009E73", "#CC79A7", "#A87900", "#7570B3"],
};

/** The font of every chart. */
export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

const titleSize = 14;
const titleLine = 19;

function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines[lines.length - 1];
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/**
 * Breaks a text into as few lines of at most `width` characters as it takes, evenly long, with `<br>` between them.
 * A number stays with its percent sign.
 */
export function wrap(text: string, width = 40): string {
  const paragraphs = text.split("<br>").map((paragraph) => {
    const words = paragraph.split(/ (?!%)/);
    const fewest = fill(words, width).length;
    let even = Math.ceil(paragraph.length / fewest);
    while (even < width && fill(words, even).length > fewest) even++;
    return fill(words, even).join("<br>");
  });
  return paragraphs.join("<br>");
}

/** A title as words: line breaks become spaces, other tags disappear, and a full stop ends it; none where it has none. */
export function sentence(title: string): string {
  const words = title
    .replace(/<br>/g, " ")
    .replace(/<[^>]+>/g, "")
    .trim();
  return words === "" || /[.!?]$/.test(words) ? words : `${words}.`;
}

/** A title as a sentence, and what is said after it. */
export const said = (title: string, ...sentences: string[]): string =>
  [sentence(title), ...sentences].filter((words) => words !== "").join(" ");

function lineCount(title: string): number {
  return wrap(title).split("<br>").length;
}

/** The pixels that a title takes at the top of a chart. */
export function titleHeight(title: string): number {
  return 10 + titleLine * lineCount(title);
}

/** What a chart tells its layout. */
export interface LayoutOptions {
  title: string;
  xTitle?: string | undefined;
  yTitle?: string | undefined;
  /** Height in pixels of the whole chart, the title included. */
  height?: number | undefined;
  legend?: boolean | undefined;
}

/** An axis of the common look. */
export function axis(title: string | undefined): Record<string, unknown> {
  return {
    title: { text: title ?? "", standoff: 10, font: { size: 13 } },
    automargin: true,
    gridcolor: colours.grid,
    linecolor: colours.text,
    zeroline: false,
    tickfont: { size: 12 },
    exponentformat: "power",
    minorloglabels: "complete",
  };
}

/** The layout of the common look: a left-aligned title, the legend right under it, then the plot. */
export function chartLayout(options: LayoutOptions): Record<string, unknown> & {
  xaxis: Record<string, unknown>;
  yaxis: Record<string, unknown>;
} {
  const top = titleHeight(options.title);
  const height = (options.height ?? 350) + top;
  return {
    title: {
      text: wrap(options.title),
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      // Plotly lifts the first of several lines by 0.7 em
      pad: { t: lineCount(options.title) > 1 ? 17 : 7, l: 8 },
      font: { size: titleSize, weight: 600 },
    },
    font: { family: fontFamily, size: 13, color: colours.text },
    height,
    autosize: true,
    margin: { l: 8, r: 16, t: top + 10, b: 8 },
    showlegend: options.legend ?? false,
    legend: {
      orientation: "h",
      x: 0,
      xref: "container",
      xanchor: "left",
      // Plotly makes room under the title, as many rows as the width asks for
      y: 1 - top / height,
      yref: "container",
      yanchor: "top",
      font: { size: 13 },
      itemclick: false,
      itemdoubleclick: false,
    },
    xaxis: axis(options.xTitle),
    yaxis: axis(options.yTitle),
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    hoverlabel: { bgcolor: "#ffffff", bordercolor: colours.text, font: { color: "#222222", size: 13 } },
    dragmode: false,
  };
}
