/** `checksums`: the SHA-256 of every data file that a script made, so that a changed digit does not go unseen. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { inRoot, listFiles, writeAtomically } from "./paths.js";

const store = inRoot("data", "checksums.json");

/** Whether a script made the file; the others are written by hand, or filled in by the lessons and the bench. */
const made = (file: string): boolean =>
  /^reference\/[\w-]+\.json$/.test(file) || ["digits.csv", "digits-grid.json"].includes(file);

/** The sums of the data files by their names, of the content with line ends as on Linux. */
export function checksums(): Record<string, string> {
  const files = listFiles(inRoot("data"), made);
  return Object.fromEntries(
    files.map((file) => {
      const text = fs.readFileSync(inRoot("data", file), "utf8").replaceAll("\r\n", "\n");
      return [file, createHash("sha256").update(text).digest("hex")];
    }),
  );
}

/** The sums that are stored. */
export const storedChecksums = (): Record<string, string> => JSON.parse(fs.readFileSync(store, "utf8"));

/** Stores the sums of the data files as they are. */
export function writeChecksums(): void {
  writeAtomically(store, `${JSON.stringify(checksums(), null, 1)}\n`);
}

/** The command: stores the sums in `data/checksums.json`. */
export async function main(): Promise<number> {
  writeChecksums();
  return 0;
}
