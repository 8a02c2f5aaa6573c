import fc from "fast-check";
import { expect, test } from "vitest";
import { changedWords } from "./changed-words.ts";

const shown = (words: { text: string; isChanged: boolean }[]) => words.map(({ text, isChanged }) => (isChanged ? `[${text.trim()}]` : text.trim())).join(" ");

test("only the words that changed are marked, on either side", () => {
  const { before, after } = changedWords("Customers who placed at least 2 orders in the last 30 days.", "Customers who placed at least 3 orders in the last 60 days, and who have an email.");
  expect(shown(before)).toBe("Customers who placed at least [2] orders in the last [30 days.]");
  expect(shown(after)).toBe("Customers who placed at least [3] orders in the last [60 days, and who have an email.]");
});

test("equal sentences have no mark, and a first sentence is new as a whole", () => {
  expect(changedWords("All customers.", "All customers.").after).toEqual([{ text: "All customers.", isChanged: false }]);
  expect(changedWords("", "All customers.")).toEqual({ before: [], after: [{ text: "All customers.", isChanged: true }] });
});

test("both sentences can be read from their parts, and what is not marked is the same in both", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "who", "not"), { maxLength: 12 }).map((words) => words.join(" "));
  fc.assert(fc.property(text, text, (one, two) => {
    const { before, after } = changedWords(one, two);
    const whole = (words: typeof before) => words.map((part) => part.text).join("");
    const kept = (words: typeof before) => words.flatMap((part) => (part.isChanged ? [] : part.text.trim().split(" "))).join(" ");
    expect([whole(before), whole(after)]).toEqual([one, two]);
    expect(kept(before)).toBe(kept(after));
  }), { numRuns: 300 });
});

test("a sentence of thousands of words is not compared word by word, but still is whole", () => {
  const long = Array.from({ length: 4_000 }, (_, index) => `w${index}`).join(" ");
  const { before, after } = changedWords(`x ${long} y`, `${long}z`);
  expect(before.map(({ text }) => text).join("")).toBe(`x ${long} y`);
  expect(after.every(({ isChanged }) => isChanged)).toBe(true);
});
