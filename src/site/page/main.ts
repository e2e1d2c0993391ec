// Brings a page to life; each part looks for what it serves and does nothing where there is none.
import { startPlaces } from "./address.js";
import { startCharts } from "./charts.js";
import { startExercises } from "./exercises.js";
import { startFilters } from "./filter.js";
import { startPrinting } from "./print.js";
import { showIndexProgress } from "./progress.js";
import { startRunning } from "./run.js";
import { startScrollers } from "./scrollers.js";
import { startSpy } from "./spy.js";
import { startTheme } from "./theme.js";

const theme = startTheme();
for (const start of [startPlaces, startSpy, startScrollers, startExercises, startFilters, showIndexProgress])
  alone(start);
addEventListener("DOMContentLoaded", () => {
  const charts = startCharts(theme);
  for (const start of [startPrinting, startRunning]) alone(() => start(charts));
});

/** Starts a part; one that this browser cannot serve is told of in the console, and the others live without it. */
function alone(start: () => void): void {
  try {
    start();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
