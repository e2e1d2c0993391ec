// The browser's memory, which may be missing, closed, or written by others: then nothing is remembered and nothing breaks.

const PREFIX = "initlab:";

/** What is remembered under `key`, of any kind; undefined if there is nothing, or if storage is closed. */
export function recall(key: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The entries remembered under `key` that are what they should be. */
export function recallEntries<T>(key: string, isEntry: (value: unknown) => value is T): Record<string, T> {
  const kept = recall(key);
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, T] => isEntry(entry[1])));
}

/** Whether `value` has a text under each of the names, and so may be an entry. */
export const hasTexts = <Name extends string>(
  value: unknown,
  ...names: Name[]
): value is Record<Name, string> =>
  typeof value === "object" &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === "string");

/** Remembers `value` under `key` where storage allows it. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A page opened from a mail, in a frame of another site or in a private window may have no storage.
  }
}
