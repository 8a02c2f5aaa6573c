import { expect, test } from "vitest";
import { readMetricNames } from "./metrics.ts";

const NAMES = { Sxnb5T: "Placed Order", VvcTue: "Checkout Started" };

test.each([
  ["the answer of the metrics API", JSON.stringify({ data: Object.entries(NAMES).map(([id, name]) => ({ type: "metric", id, attributes: { name, created: "2024-01-01" } })), links: {} })],
  ["an object of ids and names", JSON.stringify(NAMES)],
  ["lines with an equals sign", "Sxnb5T = Placed Order\n\nVvcTue=Checkout Started\n"],
  ["lines of a table", "Sxnb5T\tPlaced Order\r\nVvcTue, Checkout Started"],
])("reads %s", (_title, text) => {
  expect(readMetricNames(text)).toEqual({ value: NAMES, notes: [] });
});

test("nothing pasted is no metrics, and an id without a name waits for it", () => {
  expect(readMetricNames("  \n")).toEqual({ value: {}, notes: [] });
  expect(readMetricNames("Sxnb5T = ")).toEqual({ value: {}, notes: [] });
});

test("what has no metrics in it is said with its line", () => {
  expect(readMetricNames("Sxnb5T = Placed Order\nwhat is this")).toEqual({ why: "Line 2 has no id and name. Write “Sxnb5T = Placed Order”." });
  expect(readMetricNames("[1, 2]")).toMatchObject({ why: expect.stringContaining("no metrics") });
});

test("a metric called like a part of every object is only a name", () => {
  expect(readMetricNames("constructor = Placed Order")).toEqual({ value: { constructor: "Placed Order" }, notes: [] });
});
