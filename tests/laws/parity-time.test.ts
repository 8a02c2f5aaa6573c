// Laws of time alone. A verdict holds until the instant match gives as its next flip. And whoever's
// verdict differs between two instants, with no new fact, is among those the clock road looks at.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { CustomerId, SegmentId } from "#app/lib/ids.ts";
import { Count, Id, join, sql } from "#app/lib/sql.ts";
import type { Ask } from "#app/segments/ask.ts";
import type { Definition, Filter, Leaf, NumberTest } from "#app/segments/definition.ts";
import { crossed, crossedParts } from "#app/segments/crossed.ts";
import { crossers } from "#app/segments/crosser-rows.server.ts";
import { edges } from "#app/segments/edges.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { match, verdictFor } from "#app/segments/match.ts";
import { breaksOf } from "#app/segments/match/breaks.ts";
import { makeHistory } from "#app/segments/match/history.ts";
import type { PersonFacts } from "#app/segments/person.ts";
import { definition, goodLeaf, someCutoffs } from "#tests/support/segments.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { ALWAYS, CODES, COVERS, DAYS, NOBODY, NOW, ZONE, ZONES } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const PEOPLE = 60;
const HOUR = 3_600_000;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`parity-time: seed=${seed}; replay with PARITY_SEED=${seed}`);

const world = await aWorld(NOW);
const ordersSince = DAYS[7 * 7] ?? NOW;
const shop = await aShop(world, { timeZone: ZONE });
await world.db.run(sql`update shop set orders_since = ${ordersSince} where shop_id = ${shop}`);
await writePeople(world, shop, samplePeople(PEOPLE, seed));
const people = await readPeople(world, shop, Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId));

const asks: Ask[] = [{ now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: ALWAYS }, { now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: COVERS, ordersSince }];
const spans = [1, 1000, HOUR, 5 * HOUR, 13 * HOUR, 24 * HOUR, 30 * HOUR, 7 * 24 * HOUR, 31 * 24 * HOUR, 366 * 24 * HOUR, 1200 * 24 * HOUR];
/** Drawn at random, hardly one turns because its events fade: these do. */
const FADING: Definition[] = [4, 12, 30].flatMap((halfLife) => [20, 40, 50, 66.6, 150].flatMap((value): Leaf[] => [
  { kind: "share", of: "count", event: "order", part: [{ field: "order.net", test: { op: "ge", value: 50 } }], halfLife, test: { op: "ge", value } },
  { kind: "share", of: "money", event: "item", by: "item.product", halfLife, test: { op: "lt", value } },
  { kind: "share", of: "affinity", event: "item", part: [{ field: "item.vendor", test: { op: "known" } }], halfLife, test: { op: "lt", value } },
  { kind: "attr", field: "sms.score", with: { halfLife, draw: 1, full: 40 }, test: { op: "ge", value } },
  { kind: "top", of: "money", event: "item", field: "item.product", halfLife, test: { op: "anyOf", values: [CODES[Math.round(value) % 5] ?? "1", "2"] } },
  { kind: "top", of: "count", event: "productViewed", field: "event.product", halfLife, test: { op: "noneOf", values: [CODES[Math.round(value) % 5] ?? "1", "3"] } },
  { kind: "rate", event: "item", per: "order", halfLife, test: { op: "ge", value } },
  { kind: "rate", event: "cartAdded", per: "productViewed", halfLife, test: { op: "within", from: value, to: 2 * value } },
])).map((node) => ({ version: 1, node }));
/** So do these, by what is asked of each event. */
const MOVING: Definition[] = ([["last", 2], ["last", 30], ["next", 3], ["ago", 7], ["ago", 90]] as const).flatMap(([kind, n]) => (["day", "hour"] as const).flatMap((unit): Leaf[] => {
  const within = (field: string): Filter => ({ field, test: { op: "in", window: { kind, n, unit } } });
  const test: NumberTest = { op: "ge", value: 1 };
  return [
    { kind: "agg", measure: "count", event: "couponGiven", where: [within("event.ends")], test },
    { kind: "agg", measure: "daysSinceLast", event: "item", where: [within("order.processed"), within("order.shipped")], whereAny: true, test },
    { kind: "agg", measure: "days", event: "item", where: [within("item.restocked")], test },
    { kind: "agg", measure: "sum", field: "item.quantity", event: "item", where: [within("item.priceFell")], test },
    { kind: "nth", k: -1, event: "refund", where: [within("order.delivered")], field: "refund.amount", test: { op: "known" } },
    { kind: "share", of: "count", event: "order", part: [within("order.processed")], test: { op: "ge", value: 50 } },
    { kind: "top", of: "count", event: "item", where: [within("order.processed")], field: "item.vendor", test: { op: "known" } },
    { kind: "some", by: "item.product", measure: "count", event: "item", where: [within("order.delivered")], test },
    { kind: "rate", event: "order", where: [within("order.shipped")], per: "couponGiven", perWhere: [within("event.ends")], test: { op: "ge", value: 50 } },
    { kind: "seq", event: "order", first: [within("order.processed")], then: [within("order.delivered")], within: { n: 90, unit: "day" } },
    { kind: "seq", event: "productViewed", first: [], thenEvent: "couponGiven", then: [within("event.ends")], within: { n: 90, unit: "day" } },
  ];
})).map((node) => ({ version: 1, node }));
/** What their comparison knows turns, while what unknown counts as stays. */
const NEGATED: Definition[] = [2, 15, 30, 60].map((n) => ({
  version: 1, node: { kind: "not", node: { kind: "cmp", left: { kind: "attr", field: "person.daysSinceCreated" }, cmp: "gt", right: { kind: "nth", k: 1, event: "item", field: "item.quantity", window: { kind: "last", n, unit: "day" } }, factor: 30, ifUnknown: "no" } },
}));
/** And these, because one side of them is the time since something. */
const MEETING: Definition[] = ([["gt", 1.5, 0], ["le", 1, -2], ["ge", 0.5, 7.25], ["lt", -0.1, 40]] as const).flatMap(([cmp, factor, plus]): Leaf[] => [
  { kind: "cmp", left: { kind: "attr", field: "order.daysSinceLast" }, cmp, factor, right: { kind: "attr", field: "order.gapDays" }, plus },
  { kind: "cmp", left: { kind: "agg", measure: "daysSinceLast", event: "item" }, cmp, factor, right: { kind: "agg", measure: "daysSinceFirst", event: "order" }, plus },
  { kind: "cmp", left: { kind: "agg", measure: "avg", event: "order", field: "order.net" }, cmp, factor, right: { kind: "attr", field: "order.daysSinceFirst" }, plus },
  { kind: "cmp", left: { kind: "agg", measure: "daysSinceLast", event: "order" }, cmp, factor, right: { kind: "agg", measure: "count", event: "order", window: { kind: "last", n: 90, unit: "day" } }, plus },
]).map((node) => ({ version: 1, node }));
const leaves = (numRuns: number, from: number): Definition[] => fc.sample(goodLeaf, { numRuns, seed: from }).map((node) => ({ version: 1, node }));

test("a verdict holds until the instant that match gives as its next flip", () => {
  let flips = 0;
  let turns = 0;
  const wrong: string[] = [];
  for (const [index, each] of [...leaves(1000, seed), ...FADING, ...MOVING, ...MEETING, ...fc.sample(definition, { numRuns: 150, seed: seed + 1 })].entries()) {
    const ask = { ...(asks[index % 2] ?? { now: NOW, zone: ZONE, currency: "USD" }), cutoffs: someCutoffs([each]) };
    for (const person of people.slice(index % 6, 60).filter((_, at) => at % 6 === 0)) {
      const { verdict, nextFlipAt } = match(each, person, ask);
      if (nextFlipAt) flips += 1;
      if (nextFlipAt && verdictFor(each, person, { ...ask, now: nextFlipAt }) !== verdict) turns += 1;
      const later = [...spans.map((span) => NOW.getTime() + span), ...(nextFlipAt ? [nextFlipAt.getTime() - 1] : [])].filter((at) => nextFlipAt === null || at < nextFlipAt.getTime());
      for (const at of later) {
        const then = verdictFor(each, person, { ...ask, now: new Date(at) });
        if (then !== verdict) wrong.push(`${String(verdict)} became ${String(then)} at ${new Date(at).toISOString()} before ${nextFlipAt?.toISOString()}: ${JSON.stringify(each.node)} ${person.customer.customerId}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  // And it is worth something: there are flips, and nearly all that are promised happen.
  expect(flips).toBeGreaterThan(500);
  expect(turns / flips).toBeGreaterThan(0.9);
});

test("whoever's verdict differs between two instants is among those who crossed an edge", async () => {
  const wrong: string[] = [];
  let differing = 0;
  const definitions = [...leaves(2000, seed + 2), ...FADING, ...MOVING, ...NEGATED, ...MEETING, ...fc.sample(definition, { numRuns: 100, seed: seed + 3 })];
  for (let from = 0; from < definitions.length; from += 50) {
    const batch = definitions.slice(from, from + 50).map((each, index) => ({ each, t0: NOW, t1: new Date(NOW.getTime() + (spans[(index + from / 50) % spans.length] ?? HOUR)) }));
    const span = { shop, zone: ZONE, zones: ZONES, currency: "USD", ordersSince, covers: COVERS };
    const queries = batch.map(({ each, t0, t1 }, at) => sql`SELECT ${at}::int AS at, x.customer_id AS id FROM (${crossed(each, { ...span, t0, t1, cutoffs: someCutoffs([each]) }) ?? NOBODY}) x`);
    const rows = await world.db.rows(z.object({ at: Count, id: Id }), join(queries, " UNION "));
    const found = new Set(rows.map(({ at, id }) => `${at}/${id}`));
    // All of them asked together name the same people.
    const together = await crossers(world, shop, batch.map(({ each, t0, t1 }, at) => ({ segment: { segment: (at + 1) as SegmentId }, ...crossedParts(each, { ...span, t0, t1, cutoffs: someCutoffs([each]) }) })), 1_000_000);
    expect(new Set(together?.map(({ segment, customer }) => `${segment - 1}/${customer}`))).toEqual(found);
    for (const [at, { each, t0, t1 }] of batch.entries()) {
      for (const person of people.filter((someone) => !hasFactWithin(someone, t0, t1))) {
        const ask: Ask = { now: t0, zone: ZONE, zones: ZONES, currency: "USD", ordersSince, covers: COVERS, cutoffs: someCutoffs([each]) };
        if (verdictFor(each, person, ask) === verdictFor(each, person, { ...ask, now: t1 })) continue;
        differing += 1;
        if (!found.has(`${at}/${person.customer.customerId}`)) wrong.push(`${person.customer.customerId} until ${t1.toISOString()}: ${JSON.stringify(each.node)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(differing).toBeGreaterThan(500);
});

test("a favourite that fades is looked at whenever a share of the same events is: what falls together seldom turns one", () => {
  const same = { event: "item", halfLife: 4 } as const;
  const share: Leaf = { kind: "share", of: "count", by: "item.product", ...same, test: { op: "ge", value: 50 } };
  const top: Leaf = { kind: "top", of: "count", field: "item.product", ...same, test: { op: "is", value: "1" } };
  expect(edges({ version: 1, node: top }, ZONE)).toEqual(edges({ version: 1, node: share }, ZONE));
  for (const person of people) {
    const history = makeHistory(person, { now: NOW, zone: ZONE, currency: "USD" });
    expect(new Set(breaksOf(top, history).instants)).toEqual(new Set(breaksOf(share, history).instants));
  }
});

/** Orders and refunds that begin to count, and stays that begin or end, are facts of their instant. */
function hasFactWithin({ orders, refunds, stays }: PersonFacts, t0: Date, t1: Date): boolean {
  const instants = [...orders.flatMap(({ processedAt, voidAt }) => [processedAt, voidAt]), ...refunds.map(({ processedAt }) => processedAt), ...stays.flatMap(({ enteredAt, leftAt }) => [enteredAt, leftAt])];
  return instants.some((at) => at !== null && at > t0 && at <= t1);
}
