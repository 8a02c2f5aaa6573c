import fc from "fast-check";
import { expect, test } from "vitest";
import { flowOf } from "#tests/support/flows.ts";
import { SEEDS, seedFlow } from "../seeds.ts";
import { turnAt } from "./activation.ts";
import { couponsBefore } from "./coupons-before.ts";
import { lineDifference, stepChanges } from "./difference.ts";
import { digestOf } from "./digest.ts";
import { ownTexts } from "./own-texts.ts";
import { Enters } from "./progress.ts";
import { suggestedMap } from "./publishing.ts";

const HEAD = "trigger event(event order) entry (reentry never()) first a";
const flow = (steps: string) => flowOf(`${HEAD} ${steps}`);
const shuffled = (value: unknown): unknown => (Array.isArray(value) ? value.map(shuffled) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, child]) => [key, shuffled(child)])) : value);

test("a definition's digest is the same in whatever order its keys were kept, and another for every other definition", () => {
  const definitions = SEEDS.map((seed) => seedFlow(seed));
  expect(new Set(definitions.map(digestOf)).size).toBe(definitions.length);
  for (const definition of definitions) expect(digestOf(shuffled(definition) as typeof definition)).toBe(digestOf(definition));
});

test("a text knows the coupon of the last coupon step on its way, and of two ways both", () => {
  const steps = 'step a branch.yesNo(when count(order) >= 1, yes c1, otherwise c2) step c1 coupon(coupon 1, saving percent(percent 5)) then m step c2 coupon(coupon 2, saving percent(percent 9)) then c3 step c3 coupon(coupon 3, saving percent(percent 9)) then m step m send(message own(text "Yours")) then e step e end()';
  expect(couponsBefore(flow(steps))).toEqual(new Map([["m", new Set([1, 3])]]));
  expect(couponsBefore(flow('step a send(message own(text "Yours")) then c step c coupon(coupon 1, saving percent(percent 5))'))).toEqual(new Map());
});

test("an own text is kept with the coupon that leads to it, a service text with none", () => {
  const texts = ownTexts("Thanks", flow('step a coupon(coupon 7, saving percent(percent 5)) then b step b send(message own(text "Yours")) then c step c send(message own(class transactional, text "On its way"))'));
  expect(texts.map(({ step, name, definition: { coupon } }) => [step, name, coupon])).toEqual([["b", "Thanks: b", 7], ["c", "Thanks: c", null]]);
});

test("whoever stands at a step that is gone is led to what followed it, or out", () => {
  const before = flow("step a wait.span(span 1 d) then b step b wait.span(span 2 d) then c step c wait.span(span 3 d) then d step d end()");
  expect(suggestedMap(before, flow("step a wait.span(span 1 d) then c step c end()"))).toEqual({ a: "a", b: "c", c: "c", d: null });
});

test("steps that differ are told apart from those that only lead elsewhere", () => {
  const before = flow("step a wait.span(span 1 d) then b step b wait.span(span 2 d) then c step c end()");
  const after = flow("step a wait.span(span 1 d) then n step n wait.span(span 5 h) then b step b wait.span(span 9 d)");
  expect(stepChanges(before, after)).toEqual([
    { step: "a", is: "changed", kind: "wait", onlyWays: true }, { step: "n", is: "added", kind: "wait", onlyWays: false }, { step: "b", is: "changed", kind: "wait", onlyWays: false }, { step: "c", is: "removed", kind: "end", onlyWays: false },
  ]);
});

test("a difference of lines holds both texts whole, and keeps what both have as often as it can", () => {
  const lines = fc.array(fc.constantFrom("one", "two", "three", "four"), { maxLength: 12 });
  fc.assert(fc.property(lines, lines, (before, after) => {
    const told = lineDifference(before, after);
    expect(told.filter(({ is }) => is !== "added").map(({ text }) => text)).toEqual(before);
    expect(told.filter(({ is }) => is !== "removed").map(({ text }) => text)).toEqual(after);
    if (JSON.stringify(before) === JSON.stringify(after)) expect(told.every(({ is }) => is === "same")).toBe(true);
  }), { numRuns: 200 });
  expect(lineDifference(["a", "b", "c"], ["a", "x", "c"])).toEqual([{ is: "same", text: "a" }, { is: "removed", text: "b" }, { is: "added", text: "x" }, { is: "same", text: "c" }]);
});

test("turns come so many an hour, evenly; a sample is a number of people or a share of them, never both", () => {
  expect([0, 1, 2, 3].map((place) => turnAt(0, place, 2) / 60_000)).toEqual([0, 30, 60, 90]);
  expect(turnAt(5, 1_000, null)).toBe(5);
  expect(Enters.safeParse({ how: "sample", perHour: null, people: 3, percent: 5 }).success).toBe(false);
  expect(Enters.safeParse({ how: "sample", perHour: null, people: null, percent: 5 }).success).toBe(true);
});
