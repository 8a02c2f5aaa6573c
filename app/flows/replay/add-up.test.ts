import { expect, test } from "vitest";
import { days, hours } from "#app/lib/time.ts";
import { aFlowPerson, anOrder } from "#tests/support/flow-person.ts";
import { aFlow, agreedAt, aPast, aReplaying } from "#tests/support/flow-replay.ts";
import { addUp } from "./add-up.ts";
import { pastLimits } from "./past-limits.ts";
import { replayPerson } from "./replay.ts";
import { busiest, EMPTY_RESULT, ReplayResult } from "./result.ts";
import type { Past } from "./replaying.ts";
import { standInsOf } from "./stand-ins.ts";

const NOON = Date.UTC(2026, 5, 1, 16);
const SPAN = { from: NOON - hours(2), until: NOON + days(60) };
const US = { countryCode: "US", provinceCode: "NY", zip: "10001", timeZone: "America/New_York" };
const flow = aFlow(`trigger event(event order) entry (reentry never()) first a step a send(message own(text Hi)) then w step w wait.span(span 2 d) then b step b send(message own(text Again)) then e step e end()
  exit (label Refunded, on (event refund)) goal (label Buys, on (event order), within 10 d)`);

function resultOf(...pasts: Past[]): ReplayResult {
  const result = structuredClone(EMPTY_RESULT);
  const replaying = aReplaying(flow, SPAN);
  for (const past of pasts) addUp(result, replaying, past, replayPerson(replaying, past), (_, country) => ({ parts: 1.5, micros: country === "US" ? 10 : 99, isEstimate: country !== "US" }));
  return result;
}

const buyer = (id: string, at: number, more: Parameters<typeof aFlowPerson>[0] = {}) => aPast(aFlowPerson({ customer: { ...US, customerId: id }, orders: [anOrder(`${id}1`, at), anOrder(`${id}2`, at + days(5), { grossMinor: 7_000 })], ...more }));

test("a result adds up people, texts by day and hour, cost, reasons, goals and what they were worth", () => {
  const refunded = buyer("2", NOON + days(1), { refunds: [{ orderId: "21", refundId: "5", processedAt: new Date(NOON + days(2)), amountMinor: 1 }] });
  const result = resultOf(buyer("1", NOON), refunded, { ...buyer("3", NOON + hours(15)), gate: agreedAt(NOON + days(40)) });
  expect(result).toMatchObject({
    people: 3, entries: 3, refused: { reentry: 3 }, asked: 5, sent: 3, skipped: { noConsent: 2 }, parts: 4.5, micros: 30, isEstimate: false, ended: { finished: 2, exit: 1 }, exits: { Refunded: 1 }, running: 0,
    goals: [{ reached: 3, orders: 3, minor: 21_000 }], firstHour: 0, firstDay: 1, firstWeek: 3, earliest: 720, latest: 720,
  });
  expect(result.days["2026-06-01"]).toEqual([1, 1, 0]);
  expect(result.spent).toEqual({ "2026-06-01": 10, "2026-06-02": 10, "2026-06-03": 10 });
  expect(result.steps.a).toEqual({ arrived: 3, asked: 3, sent: 2, deferred: 0, skipped: 1 });
  expect(result.localHours[12]).toBe(3);
  expect(busiest(result)).toEqual({ hour: { entries: 1, texts: 1 }, day: { entries: 2, texts: 1 } });
  expect(ReplayResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  expect(result.samples.map(({ customer, sent, ended }) => [customer, sent, ended])).toEqual([["1", 2, "finished"], ["2", 1, "exit"], ["3", 0, "finished"]]);
});

test("people who were in another flow meanwhile are counted once for each flow", () => {
  const other = (flow: number, from: number, until: number | null) => ({ run: "9", flow, group: null, priority: 50, from, until });
  const past = { ...buyer("1", NOON), others: [other(2, NOON - days(1), null), other(2, NOON + days(1), null), other(3, NOON - days(9), NOON - days(1)), other(4, NOON + days(50), null)] };
  expect(resultOf(past, buyer("2", NOON)).alsoIn).toEqual({ 2: 1 });
});

test("what stood in for what is said: segments that were made later, values without history, triggers that nothing tells of", () => {
  const asking = aFlow('trigger segment(segment 3, how entered) trigger stock(what back, audience {asked}) entry (reentry never(), when person.city is "Berlin" and in segment 4) first a step a send(message own(text Hi)) then p step p approval(says Go, within 1 d) then e step e end()');
  const said = standInsOf(asking, { from: NOON, recorded: { 3: NOON - days(1), 4: NOON + 1 }, nameOf: (segment) => `S${segment}` });
  expect(said.filter((each) => /S3|S4|City|stock|approv|budget/.test(each)).map((each) => each.slice(0, 20))).toEqual(["What was in stock at", "Who was in “S4” is k", "City: no history is ", "Phone numbers, addre", "Nobody approved anyt"]);
});

test("limits are not played, and it is told how often the replay went past each, and since when", () => {
  const counts = (entered: number): [number, number, number] => [entered, 0, 0];
  const result = { hours: { 5: [3, 0] as [number, number], 6: [1, 0] as [number, number] }, days: { "2026-06-02": counts(4), "2026-06-01": counts(2), "2026-06-03": counts(4) }, spent: { "2026-06-01": 30_000, "2026-06-02": 19_999 }, entries: 10 };
  expect(pastLimits(result, { perHour: 2, perDay: 3, total: 5, spendPerDay: 2 })).toEqual([
    { limit: "perHour", cap: 2, times: 1, most: 3, first: null },
    { limit: "perDay", cap: 3, times: 2, most: 4, first: "2026-06-02" },
    { limit: "total", cap: 5, times: 5, most: 10, first: "2026-06-02" },
    { limit: "spendPerDay", cap: 2, times: 1, most: 3, first: "2026-06-01" },
  ]);
  expect(pastLimits(result, { perHour: 3, perDay: null, total: 10, spendPerDay: null })).toEqual([{ limit: "perHour", cap: 3, times: 0, most: 3, first: null }, { limit: "total", cap: 10, times: 0, most: 10, first: null }]);
});
