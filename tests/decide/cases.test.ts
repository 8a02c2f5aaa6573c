// The law's own cases, ours, and what the gate must not read past.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REASONS } from "#app/messages/gate/reasons.ts";
import { decideCases, decideFile } from "./decide-cases.ts";

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const tz = process.versions.tz ?? "";
const decided = (file: unknown) => decideCases(file, tz) ?? [];
const failed = (file: unknown) => decided(file).filter(({ passed }) => !passed);

test("all cases that came with the rules are answered as they say", () => {
  const outcomes = decided(read("../../app/consent/rules/compliance-rules.json"));
  expect(outcomes).toHaveLength(29);
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
});

test("all of our own cases are answered as they say, and every reason of the list is one of their answers", () => {
  const outcomes = decided(read("own.json"));
  expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
  expect([...new Set(outcomes.map(({ reason }) => reason))].sort()).toEqual(Object.keys(REASONS).sort());
});

test("a case that expects something else differs", () => {
  const base = { name: "any", at: "2026-11-24T17:00:00Z", regions: ["US-CO"] };
  expect(failed([{ ...base, expectedAllowed: false }, { ...base, expected: "defer" }, { ...base, expected: { until: "2026-11-24T18:00:00Z" } }, { ...base, expected: { reason: "lawHours" } }])).toHaveLength(4);
  expect(failed([{ ...base, expectedAllowed: true }, base])).toEqual([]);
});

test("a word that nobody knows makes a case unreadable instead of being passed over", () => {
  expect(failed([{ name: "misspelt", at: "2026-11-24T17:00:00Z", regions: ["US-CO"], stopp: "2026-11-20T10:00:00Z", expectedAllowed: true }])).toMatchObject([{ verdict: "unreadable", reason: expect.stringContaining("stopp") }]);
});

test("a file that is missing, no JSON or no list of cases is told of in a sentence, and counts as a difference", async () => {
  const path = (name: string) => new URL(name, import.meta.url).pathname;
  const outcomes = (await Promise.all(["nowhere.json", "run.ts", "../../package.json"].map((name) => decideFile(path(name), tz)))).flat();
  expect(outcomes.map(({ verdict, reason, passed }) => [verdict, reason, passed])).toEqual([
    ["unreadable", "There is no such file.", false],
    ["unreadable", "The file is not JSON.", false],
    ["unreadable", "The file holds no list of cases: it is one, or an object that has one under “cases” or “testCases”.", false],
  ]);
});
