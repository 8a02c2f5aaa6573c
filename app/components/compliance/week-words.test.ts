import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { ALWAYS, DailyHours, type Week } from "#app/consent/week.ts";
import { clockWords, dayHours, weekOfDays, weekWords } from "./week-words.ts";

const hoursOf = (id: string): Week => RULE_BOOK.rules.get(id)?.hours ?? [];

test.each([
  ["US", "Every day 8 AM–9 PM"],
  ["US-TX", "Mon–Sat 9 AM–9 PM, Sun noon–9 PM"],
  ["US-LA", "Mon–Sat 8 AM–8 PM, Sun closed"],
  ["US-RI", "Mon–Fri 9 AM–6 PM, Sat 10 AM–5 PM, Sun closed"],
])("the hours of %s are said as %s", (id, said) => expect(weekWords(hoursOf(id))).toBe(said));

test("a week that is always or never open says so, and hours over midnight belong to both days", () => {
  expect(weekWords(ALWAYS)).toBe("At any hour");
  expect(weekWords([])).toBe("Never");
  expect(weekWords(DailyHours.parse({ from: "22:00", to: "02:00" }))).toBe("Every day midnight–2 AM and 10 PM–midnight");
});

test("half hours keep their minutes, noon and midnight have names", () => {
  expect([510, 0, 720, 1440, 805].map(clockWords)).toEqual(["8:30 AM", "midnight", "noon", "midnight", "1:25 PM"]);
});

test("what the form shows of every rule's week is the same week when it is saved", () => {
  for (const { id, hours } of RULE_BOOK.rules.values()) expect([id, weekOfDays(dayHours(hours))]).toEqual([id, hours]);
  expect(weekOfDays([{ from: 600, to: 600 }, null, { from: 0, to: 1440 }, { from: 0, to: 60 }, null, null, null])).toEqual([[2880, 4380]]);
});
