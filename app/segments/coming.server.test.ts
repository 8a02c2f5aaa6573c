// Law: what is foretold comes. If nothing happens, the clock road moves on each day just those people who were
// named for it; and of random questions, whoever is foretold to be in or out on a day is so by match.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { type CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Id, sql } from "#app/lib/sql.ts";
import { definition } from "#tests/support/segments.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { COVERS, NOW, ZONE } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { askOf } from "./ask-rows.server.ts";
import { clockRoad } from "./clock.server.ts";
import { movements, samples } from "./coming.ts";
import { askedSegments } from "./coming-rows.server.ts";
import { foretell, whatComes } from "./coming.server.ts";
import type { Definition, Node } from "./definition.ts";
import { edges } from "./edges.ts";
import { fullRoad } from "./evaluate-full.server.ts";
import { readPeople } from "./facts.server.ts";
import { matchesOf, verdictFor } from "./match.ts";
import { hasOwnDays } from "./own-days.ts";
import { insertSegment, insertVersion } from "./save-rows.server.ts";

const PEOPLE = 60;
const DAYS = 12;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`coming: seed=${seed}; replay with PARITY_SEED=${seed}`);

const world = await aWorld(NOW);
const people = samplePeople(PEOPLE, seed);

async function plant(shop: ShopId, id: number, asked: Node | Definition, uses: number[] = []): Promise<SegmentId> {
  const segment = SegmentId.parse(id);
  await insertSegment(world, shop, segment, `Segment ${id}`, NOW);
  await insertVersion(world, shop, segment, { version: 1, definition: "version" in asked ? asked : { version: 1, node: asked }, sentence: "", uses, asked: { flows: [], byStep: [] }, createdBy: null }, NOW);
  return segment;
}

/** Whose orders lie ahead: nothing is foretold of them. */
const datedAhead = async (shop: ShopId) => (await world.db.rows(z.object({ id: Id }), sql`select customer_id as id from customer where shop_id = ${shop} and roll_again_at is not null`)).map(({ id }) => id);

const ordered = (n: number, clock: "calendar" | "rolling"): Node => ({ kind: "agg", measure: "count", event: "order", window: { kind: "last", n, unit: "day", clock }, test: { op: "ge", value: 1 } });
const quiet = (n: number): Node => ({ kind: "attr", field: "order.daysSinceLast", test: { op: "ge", value: n } });

test("what is foretold is what the clock road does, day by day, through segments that ask about segments", async () => {
  const shop = await aShop(world, { timeZone: ZONE });
  await writePeople(world, shop, people);
  await world.db.run(sql`delete from membership where shop_id = ${shop}`);
  const isIn = (segment: number): Node => ({ kind: "in", segment, how: { kind: "is" } });
  await plant(shop, 1, { kind: "any", nodes: [ordered(30, "calendar"), ordered(7, "rolling")] });
  await plant(shop, 2, { kind: "all", nodes: [quiet(5), { kind: "not", node: isIn(1) }] }, [1]);
  await plant(shop, 3, { kind: "any", nodes: [{ kind: "in", segment: 2, how: { kind: "joined", window: { kind: "last", n: 3, unit: "day" } } }, { kind: "in", segment: 1, how: { kind: "left", window: { kind: "last", n: 2, unit: "day", clock: "rolling" } } }, { kind: "not", node: { kind: "any", nodes: [isIn(1), isIn(2)] } }] }, [1, 2]);
  await plant(shop, 4, { kind: "attr", field: "person.birthDate", test: { op: "anniversary", from: 0, to: 3 } });
  await world.db.run(sql`
    insert into segment_pin (shop_id, segment_id, customer_id, side, reason, pinned_at) select ${shop}, 1, id, case when id % 2 = 0 then 'in' else 'out' end, 'asked', ${NOW} from generate_series(1, 6) id`);
  while ((await fullRoad(world, shop)) > 0) continue;
  const ahead = await datedAhead(shop);
  const ends = samples(NOW, ZONE, DAYS);
  const told = new Map([1, 2, 3, 4].map((id) => [id, new Set<string>()]));
  for (const [id, flips] of told) for (const { customer, day, enters } of (await foretell(world, shop, await askedSegments(world, shop, SegmentId.parse(id)), await askOf(world, shop), ends))?.get(SegmentId.parse(id)) ?? []) flips.add(`${day} ${customer} ${enters}`);
  for (const at of ends.slice(1)) {
    world.clock.set(at);
    await clockRoad(world, shop);
  }
  world.clock.set(NOW);
  const Moved = z.object({ segment: z.number(), customer: Id, at: z.date(), enters: z.boolean() });
  const moved = await world.db.rows(Moved, sql`
    select segment_id as segment, customer_id as customer, entered_at as at, true as enters from membership where shop_id = ${shop} and entered_at > ${NOW} and customer_id <> all(${ahead}::bigint[])
    union all select segment_id, customer_id, left_at, false from membership where shop_id = ${shop} and left_at > ${NOW} and customer_id <> all(${ahead}::bigint[])`);
  expect(moved.length).toBeGreaterThan(10);
  for (const [id, flips] of told) {
    const road = moved.filter(({ segment }) => segment === id).map(({ customer, at, enters }) => `${ends.findIndex((end) => end.getTime() === at.getTime()) - 1} ${customer} ${enters}`);
    expect([id, [...flips].sort()]).toEqual([id, road.sort()]);
  }
});

test("of random questions, everybody is on each day where match says they are", async () => {
  const shop = await aShop(world, { timeZone: ZONE });
  await writePeople(world, shop, people);
  // Stays that lie ahead are somebody's act.
  await world.db.run(sql`delete from membership where shop_id = ${shop} and (entered_at > ${NOW} or left_at > ${NOW})`);
  const ahead = await datedAhead(shop);
  const known = (await readPeople(world, shop, Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId))).filter(({ customer }) => !ahead.includes(customer.customerId));
  expect(known.length).toBeGreaterThan(PEOPLE / 4);
  const ends = samples(NOW, ZONE, 4);
  const wrong: string[] = [];
  let flipped = 0;
  const moving: Definition = { version: 1, node: { kind: "agg", measure: "count", event: "order", window: { kind: "last", n: 180, unit: "day", clock: "rolling" }, test: { op: "within", from: 1, to: 2 } } };
  const moves = definition.filter((one) => edges(one, ZONE).length > 0);
  const random = [...fc.sample(moves, { numRuns: 4, seed }), ...fc.sample(moves.filter(hasOwnDays), { numRuns: 2, seed })];
  // Whose last order is so old leaves a window of a day or two more meanwhile.
  const ages = await world.db.rows(z.object({ days: z.int() }), sql`
    select distinct floor(extract(epoch from ${NOW}::timestamptz - max(processed_at)) / 86400)::int as days from orders
    where shop_id = ${shop} and processed_at < ${NOW} and customer_id <> all(${ahead}::bigint[]) group by customer_id order by days limit 4`);
  const leaving = ages.map(({ days }, index): Definition => ({ version: 1, node: ordered(days + 1 + (index % 2), index < 2 ? "rolling" : "calendar") }));
  const overdue = ages.map(({ days }, index): Definition => ({ version: 1, node: {
    kind: "cmp", left: { kind: "attr", field: "order.daysSinceLast" }, cmp: index % 2 === 0 ? "gt" : "le", factor: 0.25, right: { kind: "agg", measure: "count", event: "order" }, plus: days + 1 + (index % 2),
  } }));
  for (const [index, each] of [moving, ...leaving, ...overdue, ...random].entries()) {
    const segment = await plant(shop, index + 10, each);
    const ask = { ...(await askOf(world, shop)), covers: COVERS };
    const flips = (await foretell(world, shop, await askedSegments(world, shop, segment), ask, ends))?.get(segment) ?? [];
    flipped += flips.length;
    const insideAt = (now: Date) => new Set(known.filter((person) => matchesOf<{ segment: number; definition: Definition }>([{ segment, definition: each }], person, { ...ask, now }).length > 0).map(({ customer }) => customer.customerId));
    const inside = insideAt(ask.now);
    for (const [day, end] of ends.slice(1).entries()) {
      for (const flip of flips.filter((one) => one.day === day)) inside[flip.enters ? "add" : "delete"](flip.customer);
      const expected = insideAt(end);
      if (JSON.stringify([...inside].sort()) !== JSON.stringify([...expected].sort())) wrong.push(`day ${day}: ${JSON.stringify(each.node)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(flipped).toBeGreaterThan(0);
});

test("a picture has a line for each day, today first, and takes its days from the shop's zone", async () => {
  const [now, end] = samples(new Date("2026-03-28T23:30:00Z"), "Europe/London", 1);
  expect([now, end]).toEqual([new Date("2026-03-28T23:30:00Z"), new Date("2026-03-28T23:59:59.999Z")]);
  // Clocks go forward: the day has 23 hours.
  expect(samples(new Date("2026-03-28T23:30:00Z"), "Europe/London", 1)[2]).toEqual(new Date("2026-03-29T22:59:59.999Z"));
  expect(movements([{ customer: "1", day: 1, enters: true }, { customer: "2", day: 1, enters: false }, { customer: "3", day: 1, enters: true }], new Date("2026-03-28T23:30:00Z"), "Europe/London", 1)).toEqual([
    { day: "2026-03-28", entering: 0, leaving: 0 }, { day: "2026-03-29", entering: 2, leaving: 1 },
  ]);
});

test("each person is named with the instant of their turn, in pages in the order of days", async () => {
  const shop = await aShop(world, { timeZone: ZONE });
  await writePeople(world, shop, people);
  const segment = await plant(shop, 1, { kind: "any", nodes: [ordered(30, "rolling"), ordered(12, "calendar")] });
  const found = await whatComes(world, shop, segment, 40, { enters: false, day: null });
  if ("problems" in found) throw new Error(found.problems[0]?.message);
  const leaving = found.flips.filter(({ enters }) => !enters);
  expect(leaving.length).toBeGreaterThan(0);
  expect(found.people.lines.map(({ day, customerId }) => `${day} ${customerId}`)).toEqual(leaving.map(({ day, customer }) => `${day} ${customer}`));
  const ask = await askOf(world, shop);
  const known = await readPeople(world, shop, leaving.map(({ customer }) => customer as CustomerId));
  const question: Definition = { version: 1, node: { kind: "any", nodes: [ordered(30, "rolling"), ordered(12, "calendar")] } };
  for (const { customerId, at, day } of found.people.lines) {
    const person = known.find(({ customer }) => customer.customerId === customerId);
    if (!person || !at) throw new Error(`Nothing is told of ${customerId}.`);
    expect([samples(NOW, ZONE, 40).findIndex((end) => at <= end) - 1, verdictFor(question, person, { ...ask, now: new Date(at.getTime() - 1) }), verdictFor(question, person, { ...ask, now: at })]).toEqual([day, true, false]);
  }
  const rest = await whatComes(world, shop, segment, 40, { enters: false, day: null, after: `${leaving[0]?.day}-${leaving[0]?.customer}` });
  expect("people" in rest && rest.people.lines.map(({ customerId }) => customerId)).toEqual(leaving.slice(1).map(({ customer }) => customer));
});
