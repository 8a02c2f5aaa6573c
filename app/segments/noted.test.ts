import { expect, test } from "vitest";
import type { Definition } from "./definition.ts";
import { describe } from "./describe.ts";
import { noted } from "./noted.ts";
import { parse } from "./text.ts";

const told = { names: (kind: string, id: string) => (kind === "list" && id === "2" ? "Staff" : null), currency: "USD" };

function read(text: string): Definition {
  const found = parse(text);
  if ("problems" in found) throw new Error(`${text}: ${JSON.stringify(found.problems)}`);
  return found.definition;
}

const notes = (text: string) => noted(read(text), told);

test("each note stands beside the words of its condition or group, as the sentence says them", () => {
  const text = `# Whom the spring sale is for

# Not their first
count(order) >= 2 and
# Nobody who is angry
not (person.tags has any {"angry"} or
# Ana asked,
# twice
in list 2)`;
  expect(notes(text)).toEqual([
    { note: "Whom the spring sale is for", of: null },
    { note: "Not their first", of: "Customers who placed at least 2 orders" },
    { note: "Nobody who is angry", of: "Customers whose customer tags do not include “angry” and who are not on the list “Staff”" },
    { note: "Ana asked,\ntwice", of: "Customers who are not on the list “Staff”" },
  ]);
  expect(describe(read(text), told)).toContain("whose customer tags do not include “angry”, and who are not on the list “Staff”");
});

test("where the only condition is the whole question, its words are not said again", () => {
  expect(notes("count(order) >= 2 # Not their first")).toEqual([{ note: "Not their first", of: null }]);
  expect(notes("not count(order) >= 2 # Their first")).toEqual([{ note: "Their first", of: null }]);
  expect(notes("all(count(order) >= 2 # Not their first\n)")).toEqual([{ note: "Not their first", of: null }]);
  expect(notes("count(order) >= 2")).toEqual([]);
});
