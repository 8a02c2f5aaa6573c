import { expect, test } from "vitest";
import type { KeptType } from "./column.ts";
import { guessManner, guessType, type Manner, readValue } from "./value.ts";

const POINT: Manner = { decimal: ".", days: "month" };
const COMMA: Manner = { decimal: ",", days: "day" };

test.each<[KeptType, string, Manner, unknown]>([
  ["text", "  dry ", POINT, { value: "dry" }],
  ["text", "é".repeat(255), POINT, { value: "é".repeat(255) }],
  ["text", "x".repeat(256), POINT, { reason: "text" }],
  ["text", "a\0b", POINT, { reason: "text" }],
  ["text", "\ud800", POINT, { reason: "text" }],
  ["text", "  ", POINT, null],
  ["number", "1234", POINT, { value: 1234 }],
  ["number", "-1,234.50", POINT, { value: -1234.5 }],
  ["number", "1.234,5", COMMA, { value: 1234.5 }],
  ["number", "1,234", COMMA, { value: 1.234 }],
  ["number", "1.234", POINT, { value: 1.234 }],
  ["number", "-0", POINT, { value: 0 }],
  ["number", "12,34", POINT, { reason: "number" }],
  ["number", "1234567890", POINT, { reason: "number" }],
  ["number", "999,999,999.999999", POINT, { value: 999_999_999.999999 }],
  ["number", "12 pts", POINT, { reason: "number" }],
  ["number", "1e3", POINT, { reason: "number" }],
  ["day", "2026-02-28", POINT, { value: "2026-02-28" }],
  ["day", "2026-2-3 10:00", COMMA, { value: "2026-02-03" }],
  ["day", "2026-02-30", POINT, { reason: "day" }],
  ["day", "03/04/2026", POINT, { value: "2026-03-04" }],
  ["day", "03/04/2026", COMMA, { value: "2026-04-03" }],
  ["day", "3.4.2026", POINT, { value: "2026-04-03" }],
  ["day", "31/12/2026", POINT, { reason: "day" }],
  ["day", "01/02/26", POINT, { reason: "day" }],
  ["day", "1812-01-01", POINT, { reason: "day" }],
  ["bool", "Yes", POINT, { value: true }],
  ["bool", "0", POINT, { value: false }],
  ["bool", "perhaps", POINT, { reason: "bool" }],
])("as %s, %j written with %j is %j", (type, cell, manner, read) => {
  expect(readValue(cell, type, manner)).toEqual(read);
});

test.each<[string[], KeptType]>([
  [["12", "", "1,234.50"], "number"],
  [["0049", "0050"], "text"],
  [["1", "0"], "number"],
  [["yes", "no", "1"], "bool"],
  [["2026-01-31", "2026-02-01"], "day"],
  [["31/01/2026", "01/02/2026"], "day"],
  [["31/01/2026", "01/31/2026"], "text"],
  [["dry", "12"], "text"],
  [["", " "], "text"],
  [[..."123456789", "many"], "number"],
  [[..."12345678", "many"], "text"],
])("%j are guessed to be %s", (cells, type) => {
  expect(guessType(cells)).toBe(type);
});

test("the manner is the one in which the most can be read, and without a sign of another the usual one", () => {
  expect(guessManner([{ type: "number", cells: ["1,5", "2,25"] }, { type: "day", cells: ["31/01/2026"] }])).toEqual({ decimal: ",", days: "day" });
  expect(guessManner([{ type: "number", cells: ["1,234"] }, { type: "day", cells: ["03/04/2026"] }])).toEqual(POINT);
  expect(guessManner([])).toEqual(POINT);
});
