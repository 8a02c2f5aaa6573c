// Law: on how many days somebody did something is counted by the calendar, of the shop's zone or of each customer's own, and
// is the same in both meanings at midnight and where a day has 23 or 25 hours.
import { expect, test } from "vitest";
import { z } from "zod";
import type { CustomerId } from "#app/lib/ids.ts";
import { Id } from "#app/lib/sql.ts";
import { compile } from "#app/segments/compile.ts";
import type { Definition, EventKey } from "#app/segments/definition.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { verdictFor } from "#app/segments/match.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { ALWAYS, ZONE, ZONES } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const NOW = new Date("2026-11-05T12:00:00Z");

/** When they viewed a product: `shop` and `own` are the days of it, `visits` those on which a visit began, in the shop's zone. */
type Case = { name: string; zone: string | null; at: string[]; shop: number; own: number; visits: number };
const CASES: Case[] = [
  { name: "nothing", zone: null, at: [], shop: 0, own: 0, visits: 0 },
  { name: "a millisecond before midnight, and midnight", zone: null, at: ["2026-03-05T04:59:59.999Z", "2026-03-05T05:00:00.000Z"], shop: 2, own: 2, visits: 1 },
  { name: "the whole of a day of 23 hours", zone: "America/New_York", at: ["2026-03-08T05:00:00.000Z", "2026-03-09T03:59:59.999Z"], shop: 1, own: 1, visits: 1 },
  { name: "the midnight after it", zone: "America/New_York", at: ["2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"], shop: 2, own: 2, visits: 2 },
  { name: "the whole of a day of 25 hours", zone: "Pacific/Auckland", at: ["2026-11-01T04:00:00.000Z", "2026-11-02T04:59:59.999Z"], shop: 1, own: 2, visits: 1 },
  { name: "both hours from one to two", zone: null, at: ["2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z"], shop: 1, own: 1, visits: 1 },
  { name: "the midnight after it in the shop, one day where they live", zone: "Asia/Kathmandu", at: ["2026-11-02T04:59:59.999Z", "2026-11-02T05:00:00.000Z"], shop: 2, own: 1, visits: 1 },
  { name: "25 hours of Auckland", zone: "Pacific/Auckland", at: ["2026-04-04T11:00:00.000Z", "2026-04-05T11:59:59.999Z"], shop: 2, own: 1, visits: 2 },
  { name: "a zone that no calendar knows", zone: "Mars/Base", at: ["2026-03-05T04:59:59.999Z", "2026-03-05T05:00:00.000Z", "2026-03-07T05:00:00.000Z"], shop: 3, own: 3, visits: 2 },
  { name: "what lies ahead", zone: null, at: ["2026-11-05T11:00:00.000Z", "2026-11-08T12:00:00.000Z"], shop: 1, own: 1, visits: 1 },
];

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
const [drawn] = samplePeople(1, 1);
const [event] = samplePeople(9, 1).flatMap(({ events }) => events);
if (!drawn || !event) throw new Error("Somebody does something.");
await writePeople(world, shop, CASES.map(({ zone, at }) => ({
  ...drawn, customer: { ...drawn.customer, time_zone: zone }, orders: [], tags: [], stays: [], runs: [], draws: [], events: at.map((each) => ({ ...event, kind: "productViewed" as const, at: new Date(each) })),
})));
const people = await readPeople(world, shop, CASES.map((_, place) => String(place + 1) as CustomerId));

const Row = z.object({ customer_id: Id, verdict: z.boolean().nullable() });
const onDays = (event: EventKey, value: number, clock: Pick<Definition, "clock">): Definition => ({ version: 1, ...clock, node: { kind: "agg", measure: "days", event, test: { op: "eq", value } } });

test.each([
  ["shop", "productViewed", {}], ["own", "productViewed", { clock: "customer" }], ["visits", "visit", {}],
] as const)("days as the %s count them", async (counted, event, clock) => {
  const ask = { now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: ALWAYS };
  for (const value of [0, 1, 2, 3, 4]) {
    const asked = onDays(event, value, clock);
    const expected = CASES.map((each) => [each.name, each[counted] === value]);
    const rows = new Map((await world.db.rows(Row, compile(asked, { ...ask, shop }).verdicts())).map((row) => [row.customer_id, row.verdict]));
    expect(CASES.map(({ name }, place) => [name, rows.get(String(place + 1) as CustomerId)])).toEqual(expected);
    expect(CASES.map(({ name }, place) => [name, people[place] && verdictFor(asked, people[place], ask)])).toEqual(expected);
  }
});
