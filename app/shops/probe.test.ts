import { expect, test } from "vitest";
import { days, hours, later } from "#app/lib/time.ts";
import { nextProbe } from "./probe.ts";

const PAUSED = new Date("2026-06-15T12:00:00Z");
const gap = (lastedMs: number) => nextProbe(PAUSED, later(PAUSED, lastedMs)).getTime() - later(PAUSED, lastedMs).getTime();

test("A shop that is shut is asked for hourly at first, then less and less often, and once a day in the end.", () => {
  expect([0, hours(4), hours(8), days(2), days(30)].map(gap)).toEqual([hours(1), hours(1), hours(2), hours(12), days(1)]);
});
