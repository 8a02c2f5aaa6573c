import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesOf, textOf } from "./jsonl.ts";

async function* streamOf(bytes: Uint8Array, cuts: number[]) {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, two) => one - two), bytes.length];
  for (let index = 1; index < at.length; index++) yield bytes.slice(at[index - 1], at[index]);
}

async function read(text: string, cuts: number[], from = 0, linesMax = 3, isWhole = () => true) {
  const bytes = new TextEncoder().encode(text).slice(from);
  const lines: { at: number; text: string | null }[] = [];
  let end = from;
  for await (const batch of batchesOf(streamOf(bytes, cuts), { from, linesMax, isWhole })) {
    lines.push(...batch.lines.map((line) => ({ at: line.at, text: textOf(line) })));
    end = batch.end;
  }
  return { lines, end };
}

test("However the bytes are cut, and from whichever line reading goes on, the lines are the same.", async () => {
  const seed = Date.now() % 1_000_000;
  console.info(`seed=${seed}`);
  const line = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\n", ""));
  await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.boolean(), fc.array(fc.nat(), { maxLength: 8 }), fc.nat(), async (texts, closed, cuts, skip) => {
    const text = texts.join("\n") + (closed ? "\n" : "");
    const whole = await read(text, cuts);
    expect(whole.lines.map((each) => each.text)).toEqual(texts.filter((each) => each !== ""));
    expect(whole.end).toBe(Buffer.byteLength(text));
    const from = whole.lines[skip % Math.max(1, whole.lines.length)]?.at ?? 0;
    const again = await read(text, cuts, from);
    expect(again.lines).toEqual(whole.lines.filter((each) => each.at >= from));
  }), { seed });
});

test("A stream that broke keeps its last, unfinished line to itself.", async () => {
  const { lines, end } = await read("one\ntwo\nthr", [], 0, 3, () => false);
  expect(lines.map((line) => line.text)).toEqual(["one", "two"]);
  expect(end).toBe(8);
});

test("A line beyond the limit is told and skipped; the next one is read.", async () => {
  const { lines } = await read(`{"a":1}\n${"x".repeat(10_000_001)}\n{"b":2}\n`, [50, 5_000_000]);
  expect(lines.map((line) => line.text)).toEqual([`{"a":1}`, null, `{"b":2}`]);
});
