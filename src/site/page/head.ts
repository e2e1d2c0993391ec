// Runs before the page is drawn: sets the theme that the reader chose last.
import { recall } from "./storage.js";

const chosen = recall<string>("theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
