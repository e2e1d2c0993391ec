/** The ledgers of claims and of published numbers say what the lessons computed. */
import { ledgerFaults } from "../ledger.js";
import { checked, type Part } from "./check.js";

/** One check per ledger. */
export const ledgerPart: Part = {
  name: "ledger",
  title: "Ledgers: claims and published numbers are what the lessons computed",
  run: async () => ledgerFaults().map(({ file, rows, faults }) => checked(`${file}, ${rows} rows`, faults)),
};
