import { expect, test } from "vitest";
import { foldOf } from "../fold.ts";
import type { Decision, Line } from "../ledger.ts";
import type { Step } from "./decide-run.ts";
import { followUp } from "./follow-up.ts";

const AT = 1_000;
const line = (decided: Decision[]): Line => ({ version: 1, at: AT, heard: [{ kind: "changed" }], seen: {}, decided });
const asks = (step: string, fence: number): Decision => ({ kind: "asks", step, key: `${step}/1`, first: AT, expires: 9_000, until: 9_000, fence });
const BEGUN: Decision[] = [{ kind: "entered", person: "7", trigger: 0, since: 1, about: {}, control: false }, { kind: "at", step: "a", pass: 1, base: 1 }];

function steps(...lines: Decision[][]): Step[] {
  const all = lines.map(line);
  return all.map((each, index) => ({ before: foldOf(all.slice(0, index)), line: each, after: foldOf(all.slice(0, index + 1)) as Step["after"] }));
}

test("of each text the last word counts, and what stands still is the text that is asked for then", () => {
  const sent: Decision = { kind: "sent", step: "a", key: "a/1", at: AT, lag: 0, base: AT, late: false };
  const { texts } = followUp(steps([...BEGUN, asks("a", 1)], [sent, { kind: "at", step: "b", pass: 1, base: AT }, asks("b", 2), { kind: "paused" }]), 1);
  expect(texts).toEqual([expect.objectContaining({ say: "ask", key: "a/1", isNew: true }), expect.objectContaining({ say: "ask", key: "b/1", isNew: true, isHeld: true })]);
});

test("a text that is asked for again at the instant of the first asking is the same text", () => {
  const [, again] = steps([...BEGUN, asks("a", 1)], [asks("a", 2)]);
  expect(followUp(again ? [again] : [], 2).texts).toEqual([expect.objectContaining({ say: "ask", key: "a/1", isNew: false, fence: 2 })]);
});

test("what is asked for and taken back in one breath is never written", () => {
  expect(followUp(steps([...BEGUN, asks("a", 1), { kind: "withdrawn", step: "a", key: "a/1", reason: "exit" }]), 1).texts).toEqual([{ say: "withdraw", key: "a/1" }]);
});

test("what goes on after a pause is let go on, unless it is overdue or the gate deferred it", () => {
  const resumed = (until: number | null): Decision => ({ kind: "resumed", until, fence: 2, expire: false });
  const after = (...decided: Decision[]) => followUp(steps([...BEGUN, asks("a", 1)], decided).slice(1), 2).texts.map(({ say }) => say);
  expect(after({ kind: "paused" }, resumed(null))).toEqual(["release"]);
  expect(after({ kind: "paused" }, resumed(2_000))).toEqual(["hold"]);
  expect(after({ kind: "deferred", step: "a", key: "a/1", reason: "lawHours", until: 5_000, fence: 2 }, { kind: "paused" }, resumed(null))).toEqual(["hold"]);
});
