import { expect, test } from "vitest";
import type { Leaf } from "#app/segments/definition.ts";
import { testOf } from "./test-choices.ts";
import { isFinished, unfinished } from "./unfinished.ts";

test("a number not typed yet is asked for beside its field", () => {
  const leaf: Leaf = { kind: "attr", field: "person.age", test: testOf("within", { op: "ge", value: 18 }) };
  expect(unfinished(leaf)).toEqual([{ path: ["test", "to"], message: "Enter a number." }]);
});

test("empty lists, dates and segments are asked for in their own words", () => {
  expect(unfinished({ kind: "attr", field: "person.tags", test: { op: "hasAny", values: [] } })).toEqual([{ path: ["test", "values"], message: "Choose at least one." }]);
  expect(unfinished({ kind: "in", segment: Number.NaN, how: { kind: "on", date: "" } })).toEqual([
    { path: ["segment"], message: "Choose a segment." },
    { path: ["how", "date"], message: "Choose a date." },
  ]);
});

test("a filter's missing value is found at its own path", () => {
  const leaf: Leaf = { kind: "agg", measure: "count", event: "item", where: [{ field: "item.vendor", test: { op: "is", value: "" } }], test: { op: "ge", value: 1 } };
  expect(unfinished(leaf)).toEqual([{ path: ["where", 0, "test", "value"], message: "Choose or enter a value." }]);
});

test("zero and no filters are answers", () => {
  expect(isFinished({ kind: "agg", measure: "count", event: "order", where: [], test: { op: "eq", value: 0 } })).toBe(true);
});

test("a number in a field's rules that cannot be meant is told beside it, and the condition waits", () => {
  const leaf = (share: number): Leaf => ({ kind: "attr", field: "pattern.brand", with: { share }, test: { op: "is", value: "evangelist" } });
  expect(unfinished(leaf(170))).toEqual([{ path: ["with", "share"], message: "Give a number from 1 to 100." }]);
  expect([isFinished(leaf(75)), isFinished(leaf(170))]).toEqual([true, false]);
});
