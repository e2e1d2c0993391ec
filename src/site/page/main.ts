// Brings a page to life; each part looks for what it serves and does nothing where there is none.
import { startCharts } from "./charts.js";
import { startExercises } from "./exercises.js";
import { startFilters } from "./filter.js";
import { startPrinting } from "./print.js";
import { showIndexProgress } from "./progress.js";
import { startRunning } from "./run.js";
import { startScrollers } from "./scrollers.js";
import { startSpy } from "./spy.js";
import { startTheme } from "./theme.js";

startSpy();
startScrollers();
startExercises();
startFilters();
showIndexProgress();
const theme = startTheme();
addEventListener("DOMContentLoaded", () => {
  const charts = startCharts(theme);
  startPrinting(charts);
  startRunning(charts);
});
