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
