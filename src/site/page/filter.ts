// Puts a choice for each key in a table's `data-filter` above it; the rows that do not match all choices are hidden.

/** Brings the controls to every table that names keys to filter by, and to those that a cell run in the page shows. */
export function startFilters(): void {
  const served = new WeakSet<HTMLTableElement>();
  const serve = (): void => {
    for (const table of document.querySelectorAll<HTMLTableElement>("table[data-filter]")) {
      if (served.has(table)) continue;
      served.add(table);
      addFilter(table);
    }
  };
  serve();
  const main = document.querySelector("main");
  if (main) new MutationObserver(serve).observe(main, { childList: true, subtree: true });
}

function addFilter(table: HTMLTableElement): void {
  const keys = (table.dataset.filter ?? "").split(" ");
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const count = document.createElement("output");
  const choices = keys.map((key) => choice(key, rows));
  const apply = (): void => {
    const fits = (row: HTMLTableRowElement): boolean =>
      choices.every(({ value }, i) => value === "" || row.dataset[keys[i]] === value);
    for (const row of rows) row.hidden = !fits(row);
    count.value = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  };
  const box = document.createElement("div");
  box.className = "filter";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", table.caption?.textContent ?? "Table");
  for (const [i, select] of choices.entries()) {
    const label = document.createElement("label");
    label.append(`${keys[i]} `, select);
    box.append(label);
    select.addEventListener("change", apply);
  }
  box.append(count);
  (table.closest(".scroll") ?? table).before(box);
  apply();
}

/** A select of all values that the rows have for `key`, each with the number of its rows; the first choice is all. */
function choice(key: string, rows: HTMLTableRowElement[]): HTMLSelectElement {
  const counts = new Map<string, number>();
  for (const { dataset } of rows) counts.set(dataset[key] ?? "", (counts.get(dataset[key] ?? "") ?? 0) + 1);
  const select = document.createElement("select");
  select.add(new Option(`all (${rows.length})`, ""));
  for (const [value, n] of counts) select.add(new Option(`${value} (${n})`, value));
  // a browser may bring back a choice from before a reload, without an event
  select.autocomplete = "off";
  return select;
}
