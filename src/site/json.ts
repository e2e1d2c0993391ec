// Reads plain data of unknown shape without surprises; free of Node and of the DOM.

/** An object of unknown shape. */
export type Json = Record<string, unknown>;

/** `value` if it is an object, else an empty one. */
export const object = (value: unknown): Json =>
  typeof value === "object" && value !== null ? (value as Json) : {};

/** The entries of `value` if it is a list, each as an object; else none. */
export const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
