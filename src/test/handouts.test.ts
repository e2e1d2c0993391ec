// Handouts as text: plans, rooms, blanks, shortened code, positions of a slider, editions, timetables.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lives } from "../live/index.js";
import { lessonHandout } from "../site/handout.js";
import { spread } from "../site/handout-chart.js";
import { shortened } from "../site/handout-code.js";
import { contextCode, leaderExercise, studentExercise } from "../site/handout-exercise.js";
import { paperLive } from "../site/handout-live.js";
import { notesOf } from "../site/handout-notes.js";
import { lessonPlan, shareOut } from "../site/handout-plan.js";
import { withPredictions } from "../site/handout-predictions.js";
import { readTable, verdictForm, withoutFigures } from "../site/handout-tables.js";
import { lessonsOf } from "../site/meta.js";
import { readNotebook } from "../site/notebook.js";
import { bare, plainPieces } from "../tools/checks/answers.js";
import { fontFaults, pageFaults } from "../tools/checks/pdf.js";
import { timetableFaults } from "../tools/checks/workshop.js";
import { leaderEdition, studentEdition } from "../tools/editions.js";
import { notebookJson } from "../tools/notebook.js";
import { textToNotebook } from "../tools/notebook-text.js";
import { retimed, timetables } from "../tools/workshop-times.js";

const source = `%%% notebook minutes=9

%%% markdown id=title
# Why?

%%% code id=imports tags=imports
import { show } from "initlab";

%%% markdown id=one
A claim. **Before you run the next cell:** will it hold?

## A part with $x^2$

Words.

%%% markdown id=task tags=exercise
### Exercise 1: derive

How many?

%%% code id=check tags=check
const answer: number | undefined = undefined;

%%% markdown id=solution tags=answer
<details><summary>Answer</summary>

Because seven is the only number that was left over.

</details>`;

const exercise = {
  id: "1",
  kind: "number" as const,
  prompt: "How many?",
  expected: 7,
  tolerance: { relative: 0.01 },
  hint: "Count them.",
  because: "Seven were left.",
};
const notebook = textToNotebook(source);
const check = notebook.cells.find(({ id }) => id === "check");
check?.outputs.push({
  output_type: "display_data",
  data: { "application/vnd.initlab.exercise+json": exercise },
  metadata: {},
});
const [lesson] = lessonsOf([readNotebook("05-why", notebookJson(notebook))]);
assert.ok(lesson);
const notes = {
  "05-why": { aim: "To know why.", notes: [{ cell: "one", kind: "ask" as const, text: "And you?" }] },
};

test("shareOut: whole shares that add up, at least 1 each where there is enough, larger for more", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const shares = shareOut(total, weights);
        assert.equal(
          shares.reduce((a, b) => a + b, 0),
          total,
        );
        assert.ok(
          shares.every((share) => Number.isInteger(share) && share >= (total >= weights.length ? 1 : 0)),
        );
        weights.forEach((a, i) => {
          weights.forEach((b, j) => {
            if (a > b) assert.ok(shares[i] >= shares[j] - 1);
          });
        });
      },
    ),
    { seed: 2, numRuns: 300 },
  );
});

test("lessonPlan: one section per heading of level 2 and the opening, minutes as the lesson says", () => {
  const plan = lessonPlan(lesson);
  assert.deepEqual(
    plan.map(({ heading, predictions, exercises }) => [heading, predictions, exercises]),
    [
      ["Opening", 1, []],
      ["A part with $x^2$", 0, ["1"]],
    ],
  );
  assert.equal(plan[0].minutes + plan[1].minutes, 9);
  assert.equal(plan[1].start, plan[0].minutes);
});

test("lessonHandout: room for students and no answer; answer, key, notes and minutes for leaders; no imports", () => {
  const student = lessonHandout(lesson, { edition: "student", paper: "a4", notes });
  const leader = lessonHandout(lesson, { edition: "leader", paper: "letter", notes });
  for (const html of [student, leader])
    assert.ok(!html.includes("initlab&quot;") && !html.includes("<script"));
  assert.ok(
    student.includes("my prediction") && student.includes("my working") && student.includes("Count them."),
  );
  for (const secret of ["seven", "Seven were left", "And you?", "To know why."])
    assert.ok(!student.includes(secret));
  for (const told of [
    "Because seven",
    "Seven were left",
    "Accepted:</strong> 7 ± 1 %",
    "And you?",
    "To know why.",
  ])
    assert.ok(leader.includes(told), told);
  assert.ok(student.includes("size: 210mm 297mm") && leader.includes("size: 215.9mm 279.4mm"));
  assert.ok(student.includes("notebooks/05-why.ipynb"));
});

test("notesOf: a note beside a cell that is not there is refused", () => {
  const wrong = { lesson: { aim: "", notes: [{ cell: "gone", kind: "ask" as const, text: "" }] } };
  assert.throws(() => notesOf("lesson", wrong, [{ id: "here" }]), /a note of lesson .* got gone/);
});

test("withPredictions: room behind each paragraph that asks, and nowhere else", () => {
  const html = withPredictions(
    "<p>Text.</p><p><strong>Before you move the slider:</strong> which?</p>",
    "[room]",
  );
  assert.equal(
    html,
    '<p>Text.</p><p class="predict"><strong>Before you move the slider:</strong> which?</p>[room]',
  );
});

test("shortened: what shows is cut, what computes stays", () => {
  const code = [
    "const a = f({",
    "  b: 1,",
    "});",
    "show(lineChart({",
    "  title: a,",
    "}));",
    "showTable(rows);",
  ];
  assert.equal(
    shortened(code.join("\n")),
    ["const a = f({", "  b: 1,", "});", "show(lineChart(…));", "showTable(rows);"].join("\n"),
  );
  assert.equal(shortened("showTable(\n  rows, {\n  digits: 2 })"), "showTable(…)");
  assert.equal(shortened("showTable(rows, { a: 1,\n  b: 2 });\nconst c = 3;"), "showTable(…);\nconst c = 3;");
});

test("exercises: choices to tick, the check's code only where code is asked for", () => {
  const choice = { ...exercise, kind: "choice" as const, choices: ["one", "two"], expected: "b" };
  assert.equal(studentExercise(choice, false).split('class="tick"').length, 3);
  assert.ok(
    !studentExercise(choice, false).includes("Accepted") && leaderExercise(choice).includes("</strong> b"),
  );
  const code = "const limit = 3;\nconst mine = undefined;\ncheckTrue(1, {\n  because: secret,\n});";
  assert.equal(contextCode(code, exercise), "");
  assert.equal(contextCode(code, { ...exercise, kind: "code" }), "const limit = 3;\nconst mine = undefined;");
});

const table =
  "<table><caption>C</caption><thead><tr><th>document</th><th>what it says</th><th>verdict</th><th>what we computed</th></tr></thead><tbody>\n<tr><th>000</th><td>Zero is fine.</td><td>does not hold</td><td>× 7</td></tr>\n</tbody></table>";

test("tables: verdicts become a form, the ledger loses its figures", () => {
  assert.deepEqual(readTable(table).rows, [["000", "Zero is fine.", "does not hold", "× 7"]]);
  const form = verdictForm(table);
  assert.ok(
    form.includes("Zero is fine.") && !form.includes("× 7") && form.split('class="tick"').length === 4,
  );
  const kept = withoutFigures(table);
  assert.ok(kept.includes("does not hold") && !kept.includes("× 7") && !kept.includes("computed"));
});

test("live experiments: each prints as a still picture with its name and its sentence", () => {
  for (const { id, title, initial } of lives) {
    const html = paperLive({ "application/vnd.initlab.live+json": { id, state: initial } });
    assert.ok(
      html.includes(title.replace(/'/g, "&#39;")) &&
        /<img class="still" src="data:image\/svg\+xml;base64,\S+" alt="[^"]{9,}">/.test(html),
      id,
    );
    assert.ok(!html.includes("<script") && !html.includes("<button"), id);
  }
  assert.throws(() => paperLive({ "application/vnd.initlab.live+json": { id: "none", state: {} } }));
});

test("spread: the first, the last, the start, and others between them", () => {
  assert.deepEqual(spread(3, 1), [0, 1, 2]);
  assert.deepEqual(spread(6, 1), [0, 1, 2, 3, 4, 5]);
  const many = spread(25, 7);
  assert.equal(many.length, 6);
  for (const at of [0, 7, 24]) assert.ok(many.includes(at));
});

test("editions: students get no answer, no output and a cell for each prediction; leaders get all", () => {
  const student = studentEdition(notebook);
  assert.deepEqual(
    student.cells.map(({ id }) => id),
    ["title", "imports", "one", "one-prediction", "task", "check"],
  );
  assert.ok(
    student.cells.every(({ outputs, executionCount }) => outputs.length === 0 && executionCount === null),
  );
  const leader = leaderEdition(notebook, lesson, notes["05-why"]);
  assert.deepEqual(
    leader.cells.map(({ id }) => id),
    ["title", "timetable", "imports", "one-note-1", "one", "task", "check", "solution"],
  );
  assert.ok(leader.cells.at(-1)?.source.startsWith("<details open>"));
  assert.match(leader.cells[1].source, /\| \*\*Together\*\* \| \| \*\*9\*\* \|/);
});

test("pageFaults: a blank page, a wrong number, a lonely heading and a wrong size are found", () => {
  const words = { text: "words that fill this line well enough", y: 400 };
  const page = (foot: string, body = [words, words]) => ({
    width: 595,
    height: 842,
    body,
    head: "05 Why? Student’s edition",
    foot,
  });
  const good = { pages: [page("notebooks/05-why.ipynb 1")], headings: [{ title: "H", page: 0, y: 700 }] };
  assert.deepEqual(pageFaults(good, "a4", 0), []);
  assert.equal(pageFaults(good, "letter", 0).length, 1);
  const faults = (pages: ReturnType<typeof page>[], y: number) =>
    pageFaults({ pages, headings: [{ title: "H", page: 0, y }] }, "a4", 0).join();
  assert.match(faults([page("1"), page("2", [])], 700), /page 2: nearly blank/);
  assert.match(faults([page("2")], 700), /its foot reads "2"/);
  assert.match(faults([page("1 ∂")], 700), /its foot reads "1 ∂"/);
  assert.match(faults([page("1")], 410), /stands alone/);
});

test("fontFaults: a font without its file is named", () => {
  const font =
    "1 0 obj\n<</Type /Font\n/FontDescriptor 2 0 R\n/BaseFont /Serif\n/Subtype /TrueType>>\nendobj\n";
  const pdf = (descriptor: string) => Buffer.from(`${font}2 0 obj\n<<${descriptor}>>\nendobj\n`, "latin1");
  assert.deepEqual(fontFaults(pdf("/Type /FontDescriptor /FontFile2 3 0 R")), []);
  assert.deepEqual(fontFaults(pdf("/Type /FontDescriptor")), ["the font Serif is not embedded"]);
});

test("answers: pieces of prose without formulas, code and markup", () => {
  const pieces = plainPieces(
    "<details><summary>Answer</summary>\n\nAll of the weights leave $W_1 = 0$ at `step`.\n",
  );
  assert.deepEqual(pieces, []);
  assert.deepEqual(plainPieces("All of the weights have left the place, see $x$."), [
    "alloftheweightshavelefttheplacesee",
  ]);
  assert.equal(bare("ﬁne, “Quotes”"), "finequotes");
});

test("timetables: a gap and a lesson of other minutes are found", () => {
  const page = (minutes: number, end: string) =>
    `## Day\n\n| time | minutes | what |\n|---|---:|---|\n| 9:55 | ${minutes} | [05 Why?](notebooks/05-why.ipynb) |\n| ${end} | | End |\n`;
  const faults = (text: string) => timetables(text).flatMap(({ rows }) => timetableFaults(rows, [lesson]));
  assert.deepEqual(faults(page(9, "10:04")), []);
  assert.match(faults(page(9, "10:05")).join(), /another time/);
  assert.match(faults(page(10, "10:05")).join(), /takes 9 minutes, not 10/);
  const two = page(20, "10:30").replace("| 10:30", "| 10:15 | 15 | Talk |\n| 10:30");
  assert.deepEqual(faults(retimed(two, [lesson])), []);
  assert.ok(retimed(two, [lesson]).includes("| 10:04 | 26 | Talk |\n| 10:30 | | End |"));
  assert.throws(() => retimed(two.replace("10:30", "10:00"), [lesson]), /no time is left/);
});
