// Runs before the page is drawn: says that scripts run here, and sets the theme that the reader chose last.
import { chosenTheme } from "./theme-choice.js";

const { dataset } = document.documentElement;
// A site around the page may forbid its scripts, of which no media query tells.
dataset.scripted = "";
const chosen = chosenTheme();
if (chosen) dataset.theme = chosen;
