import fc from "fast-check";
import { expect, test } from "vitest";
import { live } from "#tests/golden/flows/life.ts";
import { flow } from "#tests/golden/flows/random-flow.ts";
import { afterLine, type Run } from "../fold.ts";
import type { Line } from "../ledger.ts";
import { type Count, countsOf, summed } from "./count.ts";
import type { Known } from "./known.ts";
import { stepsOf } from "./steps.ts";

const SEED = 20_261_126;

function countedIn(lines: readonly Line[]): Count[] {
  let run: Run | null = null;
  return summed(lines.flatMap((line) => {
    const counts = countsOf(1, line, run, () => "2026-06-01");
    run = afterLine(run, line);
    return counts;
  }));
}

/** Who came to a step otherwise than by a way of another: at first, by an exit, by a move. */
function jumps(lines: readonly Line[], step: string): number {
  return lines.flatMap(({ decided }) => decided.filter((decision, index) => {
    const before = decided.slice(0, index).findLast(({ kind }) => kind !== "withdrawn" && kind !== "starts");
    return decision.kind === "at" && decision.step === step && (before === undefined || before.kind === "entered" || before.kind === "left" || before.kind === "moved");
  })).length;
}

test("whoever came to a step came by a way that counts them, or jumped there", () => {
  fc.assert(fc.property(flow, fc.integer({ min: 1, max: 1_000_000 }), (definition, seed) => {
    const { lines, run } = live(definition, seed, false, () => undefined);
    const standing: Known["standing"] = run.place ? [{ step: run.place.step, control: false, waits: "wait", people: 1, hour: 0, day: 0, week: 0 }] : [];
    const steps = stepsOf({ versions: [{ version: 1, definition }], messages: new Map(), counts: countedIn(lines), standing, texts: [], clicks: [], optOuts: [], people: [], reached: [], ordered: [], orderDays: 30 });
    for (const { id, arrived } of steps) {
      const came = steps.flatMap(({ ways }) => ways.filter(({ to }) => to === id)).reduce((sum, { count }) => sum + count, 0);
      expect([id, came + jumps(lines, id)]).toEqual([id, arrived.texts + arrived.control]);
    }
  }), { numRuns: 60, seed: SEED });
});
