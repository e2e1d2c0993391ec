// The browser's memory, which may be missing or closed: then nothing is remembered and nothing breaks.

const PREFIX = "initlab:";

/** The value remembered under `key`; undefined if there is none, or if storage is closed. */
export function recall<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Remembers `value` under `key` where storage allows it. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A page opened from a mail or in a private window may have no storage.
  }
}
