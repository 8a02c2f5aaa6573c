import { expect, test } from "vitest";
import { decide, type Held, onRemoval } from "./mirror.ts";

const held = (state: NonNullable<Held>["state"], tag = "segue:vip", problem: string | null = null): Held => ({ state, tag, problem });

// [what we believe Shopify holds, step if wanted, step if not]
test.each([
  ["nothing", null, "add", "nothing"],
  ["the tag", held("held"), "nothing", "remove"],
  ["the tag in other letters", held("held", "Segue:VIP"), "nothing", "remove"],
  ["an older tag", held("held", "segue:old"), "remove", "remove"],
  ["a tag that Shopify will not take away", held("held", "segue:vip", "No."), "nothing", "nothing"],
  ["an addition under way", held("adding"), "nothing", "nothing"],
  ["a removal under way", held("removing"), "nothing", "nothing"],
  ["a refusal", held("refused", "segue:vip", "No."), "nothing", "forget"],
  ["a refusal of an older tag", held("refused", "segue:old", "No."), "add", "forget"],
] as const)("Holding %s.", (_, state, ifWanted, ifNot) => {
  expect(decide(true, "segue:vip", state)).toBe(ifWanted);
  expect(decide(false, "segue:vip", state)).toBe(ifNot);
});

const at = (second: number) => new Date(Date.UTC(2026, 5, 15, 12, 0, second));

test.each([
  ["restore", -1, "ignore"],
  ["restore", 0, "restore"],
  ["restore", 3600, "restore"],
  ["pause", -1, "ignore"],
  ["pause", 30, "restore"],
  ["pause", 61, "pause"],
] as const)("Under the rule %s, a removal %i seconds after our own writing: %s.", (rule, seconds, expected) => {
  expect(onRemoval({ rule, removedAt: at(seconds), writtenAt: at(0) })).toBe(expected);
});
