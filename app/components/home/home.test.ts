import { expect, test } from "vitest";
import { progressPercent, progressWords, type ImportLine } from "./import-progress.tsx";
import { setupSteps } from "./setup-steps.ts";

const line = (more: Partial<ImportLine>): ImportLine => ({ kind: "orders", state: "reading", rowsRead: 50, rowsTotal: 200, rowsParked: 0, problem: null, ...more });
const done = (seen: Parameters<typeof setupSteps>[0]) => setupSteps(seen).map(({ isDone }) => isDone);

test("a shop that was just opened has nothing ticked", () => {
  expect(done({ imports: [], segments: [] })).toEqual([false, false, false]);
});

test("the import is done when every part of it is", () => {
  expect(done({ imports: [line({ state: "done" }), line({})], segments: [] })[0]).toBe(false);
  expect(done({ imports: [line({ state: "done" }), line({ state: "done" })], segments: [] })[0]).toBe(true);
});

test("a tagged starter ticks the tag alone, a segment of one's own ticks the segment", () => {
  const starter = { joined: 0, left: 0, syncState: "on", state: "live", isOwn: false };
  expect(done({ imports: [], segments: [starter] })).toEqual([false, false, true]);
  expect(done({ imports: [], segments: [starter, { ...starter, syncState: "off", isOwn: true }] })).toEqual([false, true, true]);
});

test("reading is never shown as whole before it is done", () => {
  expect(progressPercent(line({ rowsRead: 200 }))).toBe(99);
  expect(progressPercent(line({ state: "done", rowsRead: 0, rowsTotal: null }))).toBe(100);
  expect(progressPercent(line({ rowsTotal: null }))).toBe(0);
});

test("progress is told in records, and a stop with its reason", () => {
  expect(progressWords(line({}))).toBe("50 of 200 records");
  expect(progressWords(line({ state: "stopped", problem: "Shopify refused." }))).toBe("Shopify refused.");
});
