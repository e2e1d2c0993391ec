/** Charts: rows of numbers become figures, as plain data. */

export { type BarOptions, barChart } from "./bar.js";
export type { Figure, FigureTable, PlotlyFrame, PlotlyTrace } from "./figure.js";
export { readableTable, toPlain } from "./figure.js";
export { type ForwardBackwardOptions, forwardBackwardChart } from "./forward-backward.js";
export { type HeatmapOptions, heatmap } from "./heatmap.js";
export { type HistogramGridOptions, type HistogramPanel, histogramGrid } from "./histogram-grid.js";
export { type LineOptions, lineChart } from "./line.js";
export { colours, fontFamily, type Role } from "./look.js";
export { type MatrixChartOptions, type MatrixLike, matrixChart } from "./matrix-chart.js";
export { type NetworkOptions, networkDiagram } from "./network.js";
export type { NetworkEdge, NetworkNode } from "./network-numbers.js";
export { formatNumber, formatShare } from "./number.js";
export { type ScatterOptions, scatterChart } from "./scatter.js";
export type { Band, Series } from "./series.js";
export type { ForwardStatistic, LayerSize } from "./signal-lines.js";
export { type SliderOptions, type SliderStep, sliderChart } from "./slider.js";
