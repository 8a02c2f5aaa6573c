import { expect, test } from "vitest";
import { hours } from "#app/lib/time.ts";
import { factsAt } from "#tests/golden/flows/life.ts";
import { advance, type Version } from "../advance.ts";
import { afterLine, type Run } from "../fold.ts";
import type { Heard } from "../ledger.ts";
import { parse } from "../text.ts";
import { type Count, countsOf, summed } from "./count.ts";

const START = Date.UTC(2026, 5, 1, 16);
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

function flowOf(text: string): Version {
  const read = parse(text);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return { version: 3, definition: read.definition };
}

/** What somebody's way through a flow adds to its counts. */
function counted(flow: Version, control: boolean, told: [number, Heard][]): Count[] {
  let run: Run | null = null;
  const all: [number, Heard][] = [[0, { kind: "enter", person: "7", trigger: 0, id: "order/1", at: START, about: { order: "1" }, control }], ...told];
  return all.flatMap(([after, heard]) => {
    const line = advance(flow, run, [heard], factsAt([], START + after), START + after);
    const counts = line ? countsOf(9, line, run, dayOf) : [];
    run = line ? afterLine(run, line) : run;
    return counts;
  });
}

const words = (counts: Count[]): string[] => counts.map(({ step, what, reason, ms }) => [step, what, reason, ms === 0 ? "" : ms / hours(1)].filter((word) => word !== "").join(" "));

const TEXTS = flowOf('trigger event(event order) entry (reentry never()) first a step a send(message own(text Hi)) then w step w wait.span(span 7 d) exit (label Refunded, on (event refund)) goal (label Again, on (event order), within 30 d)');

test("a text that had to wait counts as asked once, deferred with the time lost, and sent", () => {
  const answer = (fence: number, more: Partial<Extract<Heard, { kind: "answer" }>>): Heard => ({ kind: "answer", key: "a/1", fence, verdict: "defer", reason: "lawHours", at: START, until: null, ...more });
  const counts = counted(TEXTS, false, [[0, answer(1, { until: START + hours(10) })], [hours(10), { kind: "timer", fence: 2 }], [hours(10), answer(3, { verdict: "sent", reason: "allowed", at: START + hours(10) })]]);
  expect(words(counts)).toEqual(["entered 0", "a arrived", "a asked", "a deferred lawHours 10", "a askedAgain", "a sent 10", "w arrived", "w waits span 168"]);
  expect(new Set(counts.map(({ day }) => day))).toEqual(new Set(["2026-06-01", "2026-06-02"]));
});

test("whoever is in the control group counts as such at every step, and what ended them counts where they stood", () => {
  const counts = counted(TEXTS, true, [[hours(1), { kind: "fact", id: "refund/1", event: "refund", at: START + hours(1), about: { order: "1" }, text: null }]]);
  expect(words(counts)).toEqual(["entered 0", "a arrived", "a skipped control", "w arrived", "w waits span 168", "w exited 0", "w ended exit"]);
  expect(counts.every(({ control }) => control)).toBe(true);
});

test("a run counts once for the arm that it drew, and the arm without texts is not the control group", () => {
  const split = flowOf('trigger event(event order) entry (reentry never()) first s step s split(salt x, arms {(name A, weight 1, next w, hold yes), (name B, weight 1, next w, hold yes)}) step w wait.span(span 1 d) then g step g goTo(to s, times 2) goal (label Again, on (event order), within 30 d)');
  const order: Heard = { kind: "fact", id: "order/2", event: "order", at: START + hours(25), about: { order: "2" }, text: null };
  const counts = counted(split, false, [[hours(24), { kind: "timer", fence: 1 }], [hours(25), order], [hours(26), { kind: "stop", reason: "byMerchant" }]]);
  const of = (what: Count["what"]) => counts.filter((count) => count.what === what);
  expect([of("chose").length, of("drew").length, of("reached").length, of("drewReached").length]).toEqual([2, 1, 1, 1]);
  expect(of("drewReached")[0]?.reason).toBe(`${of("drew")[0]?.reason ?? ""}/0`);
  expect(counts.some(({ control }) => control)).toBe(false);
});

test("counts with one key are added up, whatever their order", () => {
  const counts = counted(TEXTS, false, []);
  const twice = summed([...counts, ...counts.toReversed()]);
  expect(twice).toEqual(summed(counts).map((count) => ({ ...count, count: 2 })));
});
