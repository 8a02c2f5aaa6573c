import fc from "fast-check";
import { expect, test } from "vitest";
import { type Beside, decideTarget, mustAsk, movesOf, SKIPPED, UNSURE } from "./target.ts";

const nobody: Beside = { wanted: false, skip: null, state: null, reason: null, moved: false, shared: false, blocked: false };

test.each<[string, Partial<Beside>, string]>([
  ["a member who is not there", { wanted: true }, "add"],
  ["a member whose phone another's removal is just using", { wanted: true, blocked: true }, "nothing"],
  ["a member whom a platform could not tell from another", { wanted: true, skip: "phone" }, "skip"],
  ["one who was left out for the same reason", { wanted: true, skip: "phone", state: "skipped", reason: SKIPPED.phone }, "nothing"],
  ["one who was left out for another reason", { wanted: true, skip: "nameless", state: "skipped", reason: SKIPPED.phone }, "skip"],
  ["one who was left out and has a phone now", { wanted: true, state: "skipped", reason: SKIPPED.nameless }, "add"],
  ["one who was left out and is no member any more", { state: "skipped", reason: SKIPPED.nameless }, "forget"],
  ["a member who is there", { wanted: true, state: "held" }, "nothing"],
  ["one who is there and no member", { state: "held" }, "remove"],
  ["one who is there as another member", { state: "held", shared: true }, "forget"],
  ["a member who is there under an old phone", { wanted: true, state: "held", moved: true }, "remove"],
  ["a member whose old phone is another member's", { wanted: true, state: "held", moved: true, shared: true }, "add"],
  ["a member whose phone became another member's", { wanted: true, skip: "phone", state: "held", shared: true }, "skip"],
  ["one whom the platform refused to let go", { state: "held", reason: "No." }, "nothing"],
  ["a member of whom it is not known", { wanted: true, state: "held", reason: UNSURE }, "add"],
  ["a member of whom it is not known, under an old phone", { wanted: true, state: "held", reason: UNSURE, moved: true }, "remove"],
  ["one of whom it is not known and who is no member", { state: "held", reason: UNSURE }, "remove"],
  ["a refused member", { wanted: true, state: "refused", reason: "No." }, "nothing"],
  ["a refused member with a new phone", { wanted: true, state: "refused", reason: "No.", moved: true }, "add"],
  ["a refused one who is no member", { state: "refused", reason: "No." }, "forget"],
  ["one with a command under way", { state: "adding" }, "nothing"],
])("What is done about %s.", (_, facts, step) => {
  expect(decideTarget({ ...nobody, ...facts })).toBe(step);
});

test("Nobody who is no member is added, and nobody is removed whose phone a member there has.", () => {
  const beside = fc.record<Beside>({
    wanted: fc.boolean(), skip: fc.constantFrom("nameless", "phone", "email", null), state: fc.constantFrom("adding", "held", "removing", "refused", "skipped", null),
    reason: fc.constantFrom(null, "No.", UNSURE), moved: fc.boolean(), shared: fc.boolean(), blocked: fc.boolean(),
  });
  fc.assert(fc.property(beside, (facts) => {
    const step = decideTarget(facts);
    if (step === "add") expect([facts.wanted, facts.skip, facts.blocked]).toEqual([true, null, false]);
    if (step === "remove") expect(facts.shared).toBe(false);
  }), { seed: 20261126, numRuns: 300 });
});

const limits = { limitShare: 0.2, limitPeople: 500 };
const change = { adds: 0, removes: 0, allowedAdd: 0, allowedRemove: 0, moved: 0, people: 1_000 };

test.each([
  ["a fifth of few", { ...change, removes: 300 }, false],
  ["many, but a small share", { ...change, adds: 600, people: 10_000 }, false],
  ["many and a large share", { ...change, removes: 501 }, true],
  ["the same in parts", { ...change, removes: 101, moved: 400 }, true],
  ["exactly what the merchant said yes to", { ...change, removes: 900, allowedRemove: 900 }, false],
  ["a few more than that", { ...change, removes: 920, allowedRemove: 900 }, false],
  ["many more than that", { ...change, removes: 900, adds: 700, allowedRemove: 900 }, true],
])("The merchant is asked before %s: %o is %s.", (_, counted, asks) => {
  expect(mustAsk(counted, limits)).toBe(asks);
});

test("Each beginning and end of a stay has its own number.", () => {
  expect([movesOf(1, "add"), movesOf(1, "remove"), movesOf(2, "add"), movesOf(2, "remove")]).toEqual([1, 2, 3, 4]);
});
