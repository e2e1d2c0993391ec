/** Drawings whose axes cannot be drawn as they are, put into units of their own, with ticks that say the numbers. */

import { type Drawing, entries, object, objects, type Plain } from "./static/read.js";
import type { Tick } from "./ticks.js";
import { type Units, unitsOf } from "./units.js";

/** Traces, layout and the frames of a slider. */
export interface Plotted extends Drawing {
  frames?: readonly { data: readonly Plain[]; layout?: Plain }[];
}

type Change = (value: number) => number | null;

/** Numbers, lists of them and lists of lists, each number changed. */
function changed(value: unknown, change: Change): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? change(value) : null;
  if (typeof value !== "object" || value === null) return value;
  return entries(value).map((item) => changed(item, change));
}

/** What a pointer reads: the numbers themselves instead of their places. */
function readings(trace: Plain, { letter, text: textOf }: Units): Plain {
  const { hovertemplate: template, text } = trace;
  if (typeof template !== "string") return {};
  const values = entries(trace[letter]).map((value) => (typeof value === "number" ? textOf(value) : ""));
  if (template.includes(`%{${letter}}`))
    return { customdata: values, hovertemplate: template.replace(`%{${letter}}`, "%{customdata}") };
  const said = letter === "y" && trace.type === "scatter" && !String(trace.mode).includes("text");
  return said && Array.isArray(text) ? { text: values } : {};
}

function inTrace(trace: Plain, units: Units): Plain {
  const { letter, place, length, ends, ticks } = units;
  const moved = { ...trace, [letter]: changed(trace[letter], (value) => place(value, trace)) };
  if (letter === "z") {
    if (trace.type !== "heatmap") return trace;
    const bar = { ...object(trace.colorbar), ...tickSettings(ticks) };
    return { ...moved, zmin: ends[0], zmax: ends[1], colorbar: bar };
  }
  if (trace.type !== "bar") return { ...moved, ...readings(trace, units) };
  const side = (trace.orientation === "h") === (letter === "x") ? "base" : "width";
  const sized = trace[side] === undefined ? {} : { [side]: changed(trace[side], length) };
  return { ...moved, ...readings(trace, units), ...sized };
}

const tickSettings = (ticks: readonly Tick[]): Plain => ({
  tickmode: "array",
  tickvals: ticks.map(({ at }) => at),
  ticktext: ticks.map(({ text }) => text),
});

function inLayout(layout: Plain, { letter, note, ends, ticks, place }: Units): Plain {
  const notes = objects(layout.annotations).map((own) => {
    const here = (own[`${letter}ref`] ?? letter) === letter && typeof own[letter] === "number";
    return here ? { ...own, [letter]: note(own[letter] as number) } : own;
  });
  const annotations = layout.annotations === undefined ? {} : { annotations: notes };
  const { dtick, tick0, autorange, ...own } = object(layout[`${letter}axis`]);
  if (letter === "z") return layout;
  const zeroline = own.zeroline === true && place(0) === 0;
  const [from = 0, to = 0] = entries(own.range) as number[];
  const range = autorange === "reversed" || from > to ? [...ends].reverse() : ends;
  const axis = { ...own, type: "linear", range, zeroline, ...tickSettings(ticks) };
  return { ...layout, [`${letter}axis`]: axis, ...annotations };
}

/** The same drawing, each axis that cannot be drawn as it is in units of its own; itself where all axes can. */
export function inUnits<T extends Plotted>(figure: T): T {
  const { data, layout, frames = [] } = figure;
  const all = [...data, ...frames.flatMap((frame) => frame.data)];
  const units = unitsOf(all, layout);
  if (units.length === 0) return figure;
  const traces = (some: readonly Plain[]) => some.map((trace) => units.reduce(inTrace, trace));
  return {
    ...figure,
    data: traces(data),
    layout: units.reduce(inLayout, layout),
    ...(figure.frames && {
      frames: frames.map((frame) => ({
        ...frame,
        data: traces(frame.data),
        ...(frame.layout && { layout: notesOf(units.reduce(inLayout, frame.layout), frame.layout) }),
      })),
    }),
  };
}

/** A frame's layout with its notes moved; its axes are those of the whole. */
const notesOf = ({ annotations }: Plain, own: Plain): Plain =>
  annotations === undefined ? own : { ...own, annotations };
