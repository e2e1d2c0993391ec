/** `ledger [--write]`: compares the ledgers in `data/` with what the lessons recorded, or fills them from it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type JsonObject, readNotebook } from "./notebook.js";
import { inRoot, lessonFiles, writeAtomically } from "./paths.js";

/** Each ledger: its file, the MIME type of its records, and the fields that lessons fill in. */
const ledgers = [
  {
    file: "claims.json",
    mime: "application/vnd.initlab.claims+json",
    fields: ["verdict", "figure", "lesson", "cell"],
  },
  {
    file: "published.json",
    mime: "application/vnd.initlab.published+json",
    fields: ["ours", "agrees", "lesson", "cell"],
  },
] as const;

type Ledger = (typeof ledgers)[number];

/** All records of one ledger in the committed outputs of the lessons. */
function recorded({ mime }: Ledger): JsonObject[] {
  return lessonFiles().flatMap((file) => {
    const lesson = path.basename(file, ".ipynb");
    return readNotebook(file).cells.flatMap((cell) =>
      cell.outputs.flatMap((output) => {
        const found = output.output_type === "display_data" ? output.data[mime] : undefined;
        const records = (Array.isArray(found) ? found : found ? [found] : []) as JsonObject[];
        return records.map((record) => ({ ...record, lesson, cell: cell.id }));
      }),
    );
  });
}

const readRows = (file: string): JsonObject[] =>
  JSON.parse(fs.readFileSync(inRoot("data", file), "utf8")) as JsonObject[];

/** The ledger with the lessons' records filled in, and what is wrong with the one that is stored. */
function reconcile(
  rows: readonly JsonObject[],
  records: readonly JsonObject[],
  fields: readonly string[],
  lessons: readonly string[],
): { rows: JsonObject[]; faults: string[] } {
  const faults: string[] = [];
  const byId = new Map<unknown, JsonObject>();
  for (const record of records) {
    if (byId.has(record.id))
      faults.push(`${record.id}: settled twice, in ${byId.get(record.id)?.lesson} and ${record.lesson}`);
    byId.set(record.id, record);
    if (!rows.some(({ id }) => id === record.id))
      faults.push(`${record.id}: recorded in ${record.lesson}, but not in the ledger`);
    if (record.agrees === false) faults.push(`${record.id}: ours does not agree with what was printed`);
  }
  const filled = rows.map((row) => {
    const record = byId.get(row.id);
    if (!record) {
      if (lessons.includes(String(row.lesson)))
        faults.push(`${row.id}: its lesson ${row.lesson} records nothing for it`);
      return row;
    }
    for (const field of fields)
      if (JSON.stringify(row[field]) !== JSON.stringify(record[field]))
        faults.push(
          `${row.id}: ${field} is ${JSON.stringify(row[field])} in the ledger, ${JSON.stringify(record[field])} in ${record.lesson}`,
        );
    return { ...row, ...Object.fromEntries(fields.map((field) => [field, record[field] ?? null])) };
  });
  return { rows: filled, faults };
}

/** What is wrong with the stored ledgers, one list per file. */
export function ledgerFaults(): { file: string; rows: number; faults: string[] }[] {
  const lessons = lessonFiles().map((file) => path.basename(file, ".ipynb"));
  return ledgers.map((ledger) => {
    const rows = readRows(ledger.file);
    const { faults } = reconcile(rows, recorded(ledger), ledger.fields, lessons);
    return { file: ledger.file, rows: rows.length, faults };
  });
}

/** The command. */
export async function main(args: string[]): Promise<number> {
  if (args.includes("--write")) {
    for (const ledger of ledgers) {
      const { rows } = reconcile(readRows(ledger.file), recorded(ledger), ledger.fields, []);
      writeAtomically(inRoot("data", ledger.file), `${JSON.stringify(rows, null, 1)}\n`);
    }
  }
  const found = ledgerFaults();
  for (const { file, rows, faults } of found)
    console.log(
      `${file}: ${rows} rows, ${faults.length} faults${faults.map((fault) => `\n  ${fault}`).join("")}`,
    );
  return found.some(({ faults }) => faults.length > 0) ? 1 : 0;
}
