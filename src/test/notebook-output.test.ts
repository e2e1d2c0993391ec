/** A cell's outputs on their way to the notebook: characters in pieces, limits, gathering, and `process.stdout.write`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { CellOutput, type DisplayMessage, type Sink, type StreamName } from "../notebook/cell-output.js";
import { Characters } from "../notebook/characters.js";
import { excessError, leftOut, mostDisplays, mostText } from "../notebook/output-limits.js";
import { PacedMessages } from "../notebook/paced-messages.js";
import { type Chunk, streamWriter } from "../notebook/stream-writer.js";

/** What arrives: texts as they come, displays as `name:value`. */
class Received implements Sink {
  readonly messages: [name: string, content: string][] = [];
  text(name: StreamName, text: string): void {
    this.messages.push([name, text]);
  }
  display({ data }: DisplayMessage, update: boolean): void {
    this.messages.push([update ? "update" : "display", (data as { text: string }).text]);
  }
  /** All of some kinds, joined. */
  all(...names: string[]): string {
    return this.messages.map(([name, content]) => (names.includes(name) ? content : "")).join("");
  }
}

/** A clock that stands still until it is moved. */
class FakeClock {
  #now = 0;
  #calls: { at: number; work: () => void }[] = [];
  now = (): number => this.#now;
  later = (milliseconds: number, work: () => void): void => {
    this.#calls.push({ at: this.#now + milliseconds, work });
  };
  /** Moves on in steps of a millisecond and makes the calls that are due. */
  pass(milliseconds: number): void {
    for (let i = 0; i < milliseconds; i++) {
      this.#now++;
      const due = this.#calls.filter(({ at }) => at <= this.#now);
      this.#calls = this.#calls.filter(({ at }) => at > this.#now);
      for (const { work } of due) work();
    }
  }
}

const show = (text: string, id?: string): DisplayMessage => ({
  data: { text },
  transient: { display_id: id },
});

function paced(): { received: Received; clock: FakeClock; messages: PacedMessages } {
  const [received, clock] = [new Received(), new FakeClock()];
  return { received, clock, messages: new PacedMessages(received, clock) };
}

test("Characters: however bytes are cut, the text is that of the whole", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 20 });
  fc.assert(
    fc.property(pieces, fc.string({ unit: "binary" }), (noise, text) => {
      const cut = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
      for (const chunks of [cut, noise]) {
        const characters = new Characters();
        const joined = chunks.map((chunk) => characters.text(chunk)).join("") + characters.end();
        assert.equal(joined, Buffer.concat(chunks).toString());
      }
    }),
  );
});

test("Characters: halves of a pair find each other; what stays alone becomes U+FFFD", () => {
  const characters = new Characters();
  const texts = ["a\ud83d", "", "\ude00b", "\ude00", "\ud83d", "\ud83d", "c", "\ud83d"].map((chunk) =>
    characters.text(chunk),
  );
  assert.deepEqual(texts, ["a", "", "😀b", "\ufffd", "", "\ufffd", "\ufffdc", ""]);
  assert.equal(characters.text(Uint8Array.of(0xe2)), "\ufffd");
  assert.equal(characters.text("d"), "\ufffdd");
  assert.equal(characters.end(), "");
});

test("a cell prints up to its limit, then one line says so; an error that follows is shown at the end", () => {
  const received = new Received();
  const cell = new CellOutput(received);
  for (let i = 0; i < 20_000; i++) cell.write("stdout", `${i}`.padEnd(49, ".").concat("\n"));
  assert.equal(received.all("stdout").split("\n").length, 20_001);
  assert.equal(received.all("stderr"), "");
  for (let i = 0; i < 20_000; i++) cell.write("stdout", "more\n");
  assert.equal(received.all("stderr"), leftOut("text"));
  cell.write("stderr", "a warning\n");
  cell.write("stderr", Buffer.from("Error: the loop broke\n"));
  assert.equal(received.all("stderr"), leftOut("text"));
  cell.end();
  cell.end();
  assert.equal(received.all("stdout").trimEnd().length, mostText - 1);
  assert.equal(received.all("stderr"), `${leftOut("text")}Error: the loop broke\n`);
});

test("one write of far too much is cut at the limit, between characters, and the line begins anew", () => {
  const halves = "x".repeat(mostText - 1) + "😀".repeat(10);
  const bytes = Buffer.from("é".repeat(2 * mostText));
  for (const [chunk, shown] of [
    [halves, `${"x".repeat(mostText - 1)}\ufffd\n`],
    [bytes, `${"é".repeat(mostText)}\n`],
  ] as const) {
    const received = new Received();
    new CellOutput(received).write("stdout", chunk);
    assert.equal(received.all("stdout"), shown);
    assert.equal(received.all("stderr"), leftOut("text"));
  }
});

test("a cell shows so many displays; updates add none, and text goes on", () => {
  const received = new Received();
  const cell = new CellOutput(received);
  for (let i = 0; i < mostDisplays; i++) cell.display(show("d"), false);
  for (let i = 0; i < 10; i++) cell.display(show("u", "id"), true);
  assert.equal(received.all("stderr"), "");
  for (let i = 0; i < 10; i++) cell.display(show("too many"), false);
  cell.write("stdout", "text\n");
  assert.equal(received.all("display"), "d".repeat(mostDisplays));
  assert.equal(received.all("update"), "u".repeat(10));
  assert.equal(received.all("stdout", "stderr"), `${leftOut("displays")}text\n`);
});

test("a cell's displays have a size, too; where nothing may be left out the limit is an error", () => {
  const errors: string[] = [];
  const received = new Received();
  const cell = new CellOutput(received, (excess) => errors.push(excessError(excess)));
  const large = show("x".repeat(9_000_000));
  for (let i = 0; i < 8; i++) cell.display(large, false);
  cell.write("stdout", "x".repeat(mostText + 1));
  assert.equal(received.messages.filter(([name]) => name === "display").length, 5);
  assert.deepEqual(errors, [
    "shows more than 50,000,000 characters of outputs",
    "prints more than 1,000,000 characters",
  ]);
});

test("few texts go at once; a loop without end is gathered to few messages of a bounded size", () => {
  const { received, clock, messages } = paced();
  messages.text("stdout", "one\n");
  messages.text("stdout", "two\n");
  assert.deepEqual(received.messages, [
    ["stdout", "one\n"],
    ["stdout", "two\n"],
  ]);
  for (let i = 0; i < 300_000; i++) {
    messages.text("stdout", `${i}\n`);
    if (i % 3000 === 0) clock.pass(1);
  }
  messages.flush();
  const lines = Array.from({ length: 300_000 }, (_, i) => `${i}\n`);
  assert.equal(received.all("stdout"), ["one\n", "two\n", ...lines].join(""));
  assert.ok(received.messages.length < 300, `${received.messages.length} messages`);
  assert.ok(received.messages.every(([, text]) => text.length < 66_000));
});

test("what is gathered goes by itself a little later, and with the next text after a pause", () => {
  const { received, clock, messages } = paced();
  for (let i = 0; i < 1000; i++) messages.text("stdout", ".");
  const before = received.messages.length;
  clock.pass(200);
  assert.equal(received.messages.length, before + 1);
  assert.equal(received.all("stdout").length, 1000);
  messages.text("stdout", "at once");
  assert.deepEqual(received.messages.at(-1), ["stdout", "at once"]);
  messages.text("stdout", "later");
  assert.deepEqual(received.messages.at(-1), ["stdout", "at once"]);
  clock.pass(200);
  assert.deepEqual(received.messages.at(-1), ["stdout", "later"]);
});

test("the streams and the displays keep their order; a flood of changes between the streams loses nothing", () => {
  const { received, messages } = paced();
  const written: string[] = [];
  for (let i = 0; i < 1000; i++) {
    messages.text(i % 2 === 0 ? "stdout" : "stderr", `${i} `);
    written.push(`${i} `);
    if (i % 10 === 0) messages.display(show(`shown ${i} `), false);
    if (i % 10 === 0) written.push(`shown ${i} `);
  }
  messages.flush();
  assert.equal(received.all("stdout", "stderr", "display"), written.join(""));
  for (let i = 0; i < 100_000; i++) messages.text(i % 2 === 0 ? "stdout" : "stderr", "x");
  messages.flush();
  assert.equal(received.all("stdout", "stderr").match(/x/g)?.length, 100_000);
  assert.ok(received.messages.length < 7000, `${received.messages.length} messages`);
});

test("of updates that follow closely the last of each display goes, as it was when it was shown", () => {
  const { received, clock, messages } = paced();
  const [a, b] = [show("a0", "a"), show("b0", "b")];
  for (let i = 1; i <= 1000; i++)
    for (const message of [a, b]) {
      (message.data as { text: string }).text = `${message.transient?.display_id}${i}`;
      messages.display(message, true);
    }
  (b.data as { text: string }).text = "changed afterwards";
  assert.deepEqual(received.messages, [["update", "a1"]]);
  clock.pass(200);
  assert.deepEqual(received.messages.slice(1), [
    ["update", "b1000"],
    ["update", "a1000"],
  ]);
  messages.display(show("a1001", "a"), true);
  messages.flush();
  assert.deepEqual(received.messages.at(-1), ["update", "a1001"]);
});

test("large updates go at the rate that a notebook server bears, the last one always", () => {
  const { received, clock, messages } = paced();
  const large = "x".repeat(1_000_000);
  for (let i = 0; i < 100; i++) {
    messages.display(show(large, "a"), true);
    clock.pass(100);
  }
  messages.display(show("last", "a"), true);
  assert.ok(received.messages.length <= 11, `${received.messages.length} messages in ten seconds`);
  clock.pass(2000);
  assert.deepEqual(received.messages.at(-1), ["update", "last"]);
});

test("process.stdout.write takes text, bytes and encodings, and calls back later, once", async () => {
  const chunks: string[] = [];
  const write = streamWriter("stdout", (chunk) => chunks.push(inspect(chunk)));
  const calls: string[] = [];
  const call = (name: string) => (error?: Error | null) => calls.push(`${name} ${error}`);
  const bytes = Uint8Array.of(1, 2, 3, 4);
  assert.equal(write("text", call("a")), true);
  assert.equal(write("c3a9", "hex", call("b")), true);
  for (const chunk of [bytes, new DataView(bytes.buffer, 1, 2), new Uint16Array(bytes.buffer)]) write(chunk);
  write("", "utf8", call("c"));
  write("é", null, undefined);
  const same = call("same");
  write("s", same);
  write("s", same);
  assert.deepEqual(calls, []);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(calls, ["a null", "b null", "c null", "same null", "same null"]);
  assert.deepEqual(chunks, [
    "'text'",
    "<Buffer c3 a9>",
    "Uint8Array(4) [ 1, 2, 3, 4 ]",
    "Uint8Array(2) [ 2, 3 ]",
    "Uint8Array(4) [ 1, 2, 3, 4 ]",
    "''",
    "'é'",
    "'s'",
    "'s'",
  ]);
  for (const wrong of [5, null, undefined, {}] as unknown as Chunk[])
    assert.throws(() => write(wrong), {
      name: "TypeError",
      message: `process.stdout.write: chunk must be text or bytes, got ${String(wrong)}`,
    });
  assert.throws(() => write("x", "utf-9" as BufferEncoding), { code: "ERR_UNKNOWN_ENCODING" });
});

test("more callbacks than can wait are called at once: none is kept, each is called once", async () => {
  const write = streamWriter("stdout", () => {});
  let calls = 0;
  for (let i = 0; i < 150_000; i++)
    write("", () => {
      calls++;
    });
  assert.equal(calls, 50_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(calls, 150_000);
});
