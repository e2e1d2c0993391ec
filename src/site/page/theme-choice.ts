// The theme that the reader chose last, if one was chosen.
import { recall } from "./storage.js";

/** A theme by name. */
export type ThemeName = "light" | "dark";

/** The theme remembered; undefined if there is none, or if something else stands in its place. */
export function chosenTheme(): ThemeName | undefined {
  const theme = recall("theme");
  return theme === "light" || theme === "dark" ? theme : undefined;
}
