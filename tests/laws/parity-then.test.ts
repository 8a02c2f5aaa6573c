// Laws of the past. A question as of an instant means the same in SQL and in plain code; and over all facts
// it gives what it would have given at that instant over a database that held no later fact.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { rollCustomers } from "#app/customers/roll-rows.server.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { Count, Id, join, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "#app/segments/ask.ts";
import { compile } from "#app/segments/compile.ts";
import { CUSTOMER_MADE, CUSTOMER_ROW, ORDER_MADE, ORDER_ROW } from "#app/segments/compile/then.ts";
import { withRankings } from "#app/segments/cutoff.server.ts";
import { type Definition, leavesOf } from "#app/segments/definition.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { FIELDS } from "#app/segments/fields.ts";
import { verdictFor } from "#app/segments/match.ts";
import { wasCustomer } from "#app/segments/match/then.ts";
import { askThen, gapsOf } from "#app/segments/then.ts";
import { definition, someCutoffs } from "#tests/support/segments.ts";
import { eventIdOf, samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { COVERS, DAYS, NOW, ZONE, ZONES } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const PEOPLE = 40;
const BATCH = 40;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`parity-then: seed=${seed}; replay with PARITY_SEED=${seed}`);

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
/**
 * As in life, no order is refunded before it is made, and nobody is twice in a segment at once. An event keeps its id where others
 * are left out: of two at one instant it says which was first.
 */
const drawn = samplePeople(PEOPLE, seed).map((person, at) => ({
  ...person, events: person.events.map((event, index) => ({ ...event, event_id: eventIdOf(at + 1, index) })),
  stays: person.stays.filter(({ segment_id }, at, all) => all.findIndex((each) => each.segment_id === segment_id) === at),
  orders: person.orders.map((order) => ({ ...order, refunds: order.refunds.filter(({ processed_at }) => order.processed_at !== null && processed_at >= order.processed_at) })),
}));
await writePeople(world, shop, drawn);
const ids = Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId);
const people = await readPeople(world, shop, ids);

const RECORDED = { 1: 0, 2: (DAYS[5 * 7] ?? NOW).getTime() };
const instants = [DAYS[3 * 7 + 1], DAYS[7 * 7 + 4], DAYS[10 * 7], DAYS[13 * 7 + 2]].map((at) => at ?? NOW);
const ask = (asked: ShopId): ShopAsk => ({ shop: asked, now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: COVERS });

const Row = z.object({ at: Count, id: Id, verdict: z.boolean().nullable() });
async function verdictsOf(queries: Sql[]): Promise<(boolean | null | undefined)[][]> {
  const rows = await world.db.rows(Row, join(queries.map((query, at) => sql`SELECT ${at}::int AS at, v.customer_id AS id, v.verdict FROM (${query}) v`), " UNION ALL "));
  const found = new Map(rows.map(({ at, id, verdict }) => [`${at}/${id}`, verdict]));
  return queries.map((_, at) => ids.map((id) => found.get(`${at}/${id}`)));
}

test("everything that a field reads of a customer or an order is there of the past, too", () => {
  const texts = FIELDS.flatMap((field) => ("sql" in field ? [field.sql, typeof field.history === "object" ? field.history.sql : ""] : []));
  const readOf = (alias: string) => [...new Set(texts.flatMap((text) => [...text.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, "g"))].map(([, column]) => column)))];
  const [customer, order] = [[...CUSTOMER_ROW, ...CUSTOMER_MADE], [...ORDER_ROW, ...ORDER_MADE]].map((columns) => columns.map(String));
  expect(readOf("c").length).toBeGreaterThan(30);
  expect(readOf("c").filter((column) => !customer?.includes(column ?? ""))).toEqual([]);
  expect(readOf("o").filter((column) => !order?.includes(column ?? ""))).toEqual([]);
});

test("the past means the same in SQL and in plain code, for everybody who was a customer then", { timeout: 120_000 }, async () => {
  const seen = { yes: 0, no: 0, unknown: 0, absent: 0 };
  const definitions = fc.sample(definition, { numRuns: 320, seed });
  for (let from = 0; from < definitions.length; from += BATCH) {
    const batch = definitions.slice(from, from + BATCH);
    const round = from / BATCH;
    const at = instants[round % instants.length] ?? NOW;
    const then = { ...askThen({ ...ask(shop), ordersSince: round % 3 === 2 ? (DAYS[11 * 7] ?? NOW) : null }, at, round % 2 === 0, RECORDED), cutoffs: someCutoffs(batch) };
    const inSql = await verdictsOf(batch.map((each) => compile(each, then).verdicts(round % 5 === 4 ? sql`SELECT unnest(${ids}::bigint[]) AS customer_id` : undefined)));
    for (const [index, each] of batch.entries()) {
      const inCode = people.map((person) => (wasCustomer(person, at) ? verdictFor(each, person, then) : undefined));
      expect(inSql[index], `${JSON.stringify(each)} at ${at.toISOString()} ${JSON.stringify(then.past)}`).toEqual(inCode);
      for (const verdict of inCode) seen[verdict === undefined ? "absent" : verdict === null ? "unknown" : verdict ? "yes" : "no"] += 1;
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(definitions.length);
});

/** Nothing but what had happened by then. */
function upTo(at: Date): ReturnType<typeof samplePeople> {
  const by = (date: Date | null) => (date !== null && date <= at ? date : null);
  return drawn.map((person) => ({
    ...person,
    orders: person.orders.filter(({ processed_at }) => by(processed_at) !== null).map((order) => {
      const isVoid = by(order.void_at) !== null;
      return { ...order, void_at: by(order.void_at), cancel_reason: isVoid ? order.cancel_reason : null, shipped_at: by(order.shipped_at), delivered_at: by(order.delivered_at), refunds: order.refunds.filter((refund) => refund.processed_at <= at) };
    }),
    events: person.events.filter((event) => event.at <= at),
    stays: person.stays.filter(({ entered_at }) => entered_at <= at).map((stay) => ({ ...stay, left_at: by(stay.left_at) })),
  }));
}

const isKnown = (each: Definition) => leavesOf(each.node).every(({ leaf }) => gapsOf(leaf).every((gap) => gap.kind === "unrecorded"));

test("a question as of an instant gives what it would have given then, when no later fact was known", { timeout: 120_000 }, async () => {
  const seen = { yes: 0, no: 0 };
  for (const [index, at] of instants.entries()) {
    const before = await aShop(world, { timeZone: ZONE });
    await writePeople(world, before, upTo(at));
    await rollCustomers(world, before, ids, at);
    await world.db.run(sql`delete from customer where shop_id = ${before} and (created_at is null or created_at > ${at}) and order_count = 0`);
    const definitions = fc.sample(definition.filter(isKnown), { numRuns: 40, seed: seed + index });
    // Rankings are taken from the facts of then, by both.
    const thenAsk = await withRankings(world, askThen(ask(shop), at, false, { 1: 0, 2: 0 }), definitions);
    const beforeAsk = await withRankings(world, { ...ask(before), now: at }, definitions);
    const then = await verdictsOf(definitions.map((each) => compile(each, thenAsk).verdicts()));
    const asIfThen = await verdictsOf(definitions.map((each) => compile(each, beforeAsk).verdicts()));
    for (const [place, each] of definitions.entries()) {
      expect(then[place], `${JSON.stringify(each)} at ${at.toISOString()}`).toEqual(asIfThen[place]);
      for (const verdict of then[place] ?? []) if (typeof verdict === "boolean") seen[verdict ? "yes" : "no"] += 1;
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(400);
});
