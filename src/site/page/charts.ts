// Draws the charts of a page when the reader comes near them, in the page's colours and at the page's width.

import type { Control } from "../chart-controls.js";
import { PALETTES, type Palette, pageLayout, pageTraces } from "../chart-look.js";
import { inFrames, withTexts } from "../chart-texts.js";
import type { Json } from "../json.js";
import { followPlay, startControls, takeFrameTitle } from "./controls.js";
import { media, nearWatcher, sizeWatcher } from "./environment.js";
import { hasPlotly, type Plot, plotly, startPlotly } from "./plotly.js";
import type { Theme } from "./theme.js";

/** A chart on the page. */
export interface Chart {
  figure: HTMLElement;
  frame: HTMLElement;
  plot: Plot;
  spec: { data: Json[]; layout: Json; frames: Json[]; controls: Control[] };
  /** Whether it was asked to become live. */
  asked: boolean;
  /** 0 until it is drawn. */
  width: number;
  /** Settled once it is drawn and knows its frames. */
  ready: Promise<unknown>;
  /** Brings the positions of its controls back after a redraw. */
  reapply: () => void;
}

/** All charts of the page, drawn or not. */
export interface Charts {
  /** Draws those that are live already `width` pixels wide, in light colours, as paper wants them. */
  forPaper(width: number): void;
  /** Back to the screen. */
  forScreen(): void;
  /** Draws the charts in an element that has come into the page, and redraws those in it that were drawn before. */
  add(area: HTMLElement): void;
  /** Forgets the charts in an element that leaves the page. */
  remove(area: HTMLElement): void;
}

const CONFIG = {
  responsive: true,
  displaylogo: false,
  displayModeBar: false,
  showSendToCloud: false,
  scrollZoom: false,
};
const COARSE = media("(pointer: coarse)");

/** Starts to watch for charts that come near the window; makes all live at once where the browser cannot watch. */
export function startCharts(theme: Theme): Charts {
  const charts: Chart[] = [];
  let paper = false;
  const palette = (): Palette => PALETTES[paper ? "light" : theme.current()];
  const onScreen = (chart: Chart): unknown => draw(chart, chart.frame.clientWidth, palette());
  const drawn = (): Chart[] => charts.filter(({ width }) => width > 0);
  const enliven = (chart: Chart): void => {
    if (chart.asked) return;
    chart.asked = true;
    chart.ready = startPlotly().then(() => onScreen(chart));
  };
  theme.onChange(() => drawn().forEach(onScreen));
  const at = (frame: Element): Chart | undefined => charts.find((chart) => chart.frame === frame);
  const resized = sizeWatcher((frame) => {
    const chart = at(frame);
    if (paper || !chart?.asked || !plotly() || chart.width === chart.frame.clientWidth) return;
    onScreen(chart);
  });
  const near = nearWatcher((frame, comes) => {
    const chart = at(frame);
    if (!comes || !chart) return;
    near.unobserve(frame);
    enliven(chart);
  }, 800);
  const add = (area: HTMLElement): void => {
    const known = new Set(charts.map(({ figure }) => figure));
    const figures = hasPlotly() ? [...area.querySelectorAll<HTMLElement>("figure.chart")] : [];
    const fresh = figures.filter((figure) => !known.has(figure)).map(readChart);
    charts.push(...fresh);
    for (const chart of fresh) {
      chart.reapply = startControls(chart, () => enliven(chart));
      resized.observe(chart.frame);
      near.observe(chart.frame);
    }
    drawn()
      .filter(({ figure }) => area.contains(figure))
      .forEach(onScreen);
  };
  add(document.body);
  return {
    add,
    forPaper(width) {
      paper = true;
      for (const chart of drawn()) draw(chart, width, palette());
    },
    forScreen() {
      paper = false;
      drawn().forEach(onScreen);
    },
    remove(area) {
      for (const chart of charts.filter(({ figure }) => area.contains(figure))) {
        charts.splice(charts.indexOf(chart), 1);
        resized.unobserve(chart.frame);
        near.unobserve(chart.frame);
        plotly()?.purge(chart.plot);
      }
    },
  };
}

function readChart(figure: HTMLElement): Chart {
  const frame = figure.querySelector<HTMLElement>(".chart-frame") as HTMLElement;
  const plot = figure.querySelector<Plot>(".chart-plot") as Plot;
  const spec = JSON.parse(figure.querySelector(".chart-data")?.textContent ?? "{}") as Chart["spec"];
  spec.data = spec.data.map(withTexts);
  spec.frames = inFrames(spec.frames, withTexts);
  return { figure, frame, plot, spec, asked: false, width: 0, ready: Promise.resolve(), reapply: () => {} };
}

/** Draws or redraws a chart; one that is folded away has no width and waits. Settled once it is drawn. */
function draw(chart: Chart, width: number, palette: Palette): unknown {
  const api = plotly();
  if (!api || width === 0) return undefined;
  const { spec, plot, figure } = chart;
  // Under a finger a chart shows its values but neither zooms nor pans, so that the page scrolls.
  const still = COARSE.matches ? { dragmode: false } : {};
  const layout = pageLayout({ ...spec.layout, ...still }, spec.data, width, palette);
  const first = chart.width === 0;
  chart.width = width;
  // Only now does the still picture leave, so that the reader never sees an empty frame.
  const done = (): void => {
    figure.dataset.drawn = String(width);
  };
  if (!first) {
    void api.react(plot, pageTraces(plot.data), layout).then(done);
    chart.reapply();
    return undefined;
  }
  const { data, frames } = structuredClone(spec);
  frames.forEach(takeFrameTitle);
  const drawn = api.newPlot(plot, { data: pageTraces(data), layout, frames, config: CONFIG }).then(done);
  followPlay(chart);
  return drawn;
}
