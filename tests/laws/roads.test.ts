// The law of the roads: whatever happens, and whichever roads are taken in whatever order, once a shop
// is at rest the open stays of each segment are what its question says when everybody is asked afresh,
// and what match.ts says of each person, but for whom the merchant pinned; stays of one person follow each other; every change told has
// its stay; and no road, taken again, changes anything.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { addFacts, noFacts } from "#app/customers/fact.ts";
import { CustomerId, ListId, type SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { transact } from "#app/lib/world.ts";
import { setColumns } from "#app/lists/column-rows.server.ts";
import { list as reader } from "#app/lists/read.server.ts";
import { answerMapping, beginUpload, receivePart } from "#app/lists/receive.server.ts";
import { insertList } from "#app/lists/rows.server.ts";
import { takeOff } from "#app/lists/save.server.ts";
import { holdAsked, markAsked } from "#app/flows/run/asked.server.ts";
import { askOf } from "#app/segments/ask-rows.server.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import { compile } from "#app/segments/compile.ts";
import type { Node } from "#app/segments/definition.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { factsRoad } from "#app/segments/evaluate-facts.server.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { pinOf, verdictFor } from "#app/segments/match.ts";
import { pin, unpin } from "#app/segments/pin.server.ts";
import { roadSegments } from "#app/segments/road-rows.server.ts";
import { definitionOf } from "#app/segments/road.server.ts";
import { createSegment, saveSegment } from "#app/segments/save.server.ts";
import { dueAllSegments } from "#app/shops/rows.server.ts";
import { aFlow } from "#tests/support/flows.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { BEGIN, DUE, factsOf, Happening, PEOPLE, type Placed, POINTS, question, ZONE } from "./roads-life.ts";

const SEED = 20261125;
const RUNS = 60;

const world = await aWorld(BEGIN);
const everybody = Array.from({ length: PEOPLE }, (_, index) => CustomerId.parse(String(index + 1)));

test(`membership is what is asked, whatever road was taken (seed ${SEED}, ${RUNS} lives)`, async () => {
  await fc.assert(fc.asyncProperty(fc.array(question, { minLength: 4, maxLength: 7, size: "max" }), fc.array(Happening, { minLength: 30, maxLength: 60, size: "max" }), async (questions, life) => {
    world.clock.set(BEGIN);
    const shop = await aShop(world, { timeZone: ZONE });
    await anEmptyList(shop);
    await aFlow(world, shop, FLOW);
    const placed: Placed = { orders: [], refunds: 0, newest: 0 };
    const asked: SegmentId[] = [];
    for (const node of questions) await ask(shop, asked, node);
    for (const happening of life) await live(shop, asked, placed, happening);
    await rest(shop);
    await holds(shop);
    await changesNothing(shop);
  }), { seed: SEED, numRuns: RUNS });
  expect(await moved(), "what the lives moved, by cause").toSatisfy((causes: Moved[]) => CAUSES.every((cause) => causes.some((each) => each.cause === cause && each.stays > 20)));
}, 600_000);

/** A law that nothing tried would hold by itself. */
const CAUSES = ["fact", "clock", "edit", "first", "import"];
const Moved = z.object({ cause: z.string(), stays: Count });
type Moved = z.infer<typeof Moved>;
const moved = () => world.db.rows(Moved, sql`
  select cause, count(*) as stays from (
    select entered_cause as cause from membership union all select left_cause from membership where left_at is not null) stay
  group by cause order by cause`);

test("facts that arrive while roads are under way are never lost", async () => {
  world.clock.set(BEGIN);
  const shop = await aShop(world, { timeZone: ZONE });
  await anEmptyList(shop);
  await aFlow(world, shop, FLOW);
  const asked: SegmentId[] = [];
  for (const node of fc.sample(question, { seed: SEED, numRuns: 8 })) await ask(shop, asked, node);
  await rest(shop);
  const placed: Placed = { orders: [], refunds: 0, newest: 0 };
  const happenings = fc.sample(Happening, { seed: SEED, numRuns: 200 }).filter(({ do: what }) => ["order", "refund", "cancel", "describe", "merge"].includes(what));
  let isOver = false;
  const write = async () => {
    for (let next = happenings.pop(); next; next = happenings.pop()) await live(shop, asked, placed, next);
  };
  const drive = async (road: () => Promise<unknown>) => {
    while (!isOver) await road();
  };
  const roads = [
    drive(() => evaluate.step(world, shop)),
    drive(async () => { world.clock.advance(3_600_000); await clockRoad(world, shop); }),
    drive(() => live(shop, asked, placed, { do: "import" })),
  ];
  await Promise.all([write(), write()]);
  isOver = true;
  await Promise.all(roads);
  await rest(shop);
  await holds(shop);
}, 300_000);

async function live(shop: ShopId, asked: SegmentId[], placed: Placed, happening: Happening): Promise<void> {
  switch (happening.do) {
    case "wait": return world.clock.advance(happening.ms);
    case "ask": return ask(shop, asked, happening.node);
    case "edit": return edit(shop, asked, happening.pick, happening.node);
    case "list": return name(shop, happening);
    case "run": return move(shop, happening);
    case "pin": return decide(shop, asked, happening);
    case "import": return void (await dueAllSegments(world, shop));
    // Both ways of asking: in SQL, and customer by customer.
    case "facts": return void (await factsRoad(world, shop, placed.orders.length % 2 === 0 ? 0 : PEOPLE));
    case "full": return void (await fullRoad(world, shop));
    case "clock": return void (await clockRoad(world, shop, placed.orders.length % 2 === 0 ? 0 : PEOPLE));
    case "rest": return rest(shop);
    default: {
      const facts = noFacts();
      addFacts(facts, factsOf(happening, placed, world.now().getTime()));
      await world.db.transact((db) => writeFacts({ ...world, db }, shop, facts, { now: world.now(), live: true }));
    }
  }
}

async function ask(shop: ShopId, asked: SegmentId[], node: Node): Promise<void> {
  const saved = await createSegment(world, shop, { name: `Segment ${asked.length + 1}`, definition: { version: 1, node: placeMembers(node, asked) } });
  if ("segment" in saved) asked.push(saved.segment);
}

/** Refused where it would close a circle: then nothing happened. */
async function edit(shop: ShopId, asked: SegmentId[], pick: number, node: Node): Promise<void> {
  const segment = asked[pick % Math.max(1, asked.length)];
  if (segment) await saveSegment(world, shop, segment, { definition: { version: 1, node: placeMembers(node, asked) } });
}

/** Of somebody who is no customer yet, or no more, nothing can be decided. */
async function decide(shop: ShopId, asked: SegmentId[], { pick, person, side }: Extract<Happening, { do: "pin" }>): Promise<void> {
  const segment = asked[pick % Math.max(1, asked.length)];
  const customer = everybody[person - 1];
  if (!segment || !customer) return;
  if (side) await pin(world, shop, segment, customer, { side, reason: "because" });
  else await unpin(world, shop, segment, customer);
}

/** Into the shop's flow, or out of it, as the pump of flows writes it down. Who is no customer is let into none. */
const move = (shop: ShopId, { person, ends }: Extract<Happening, { do: "run" }>): Promise<void> => transact(world, async (inside) => {
  const asked = await holdAsked(inside, shop);
  const now = inside.now();
  const moved = ends === null
    ? await inside.db.run(sql`
      insert into flow_run (shop_id, flow_id, version, customer_id, key, state, control, run, entered_at)
      select ${shop}, 1, 1, customer_id, ${inside.ids.uuid()}, 'running', customer_id % 2 = 0, '{}', ${now} from customer where shop_id = ${shop} and customer_id = ${person}`)
    : await inside.db.run(sql`update flow_run set state = 'ended', ended_at = ${now}, reason = ${ends} where shop_id = ${shop} and customer_id = ${person} and ended_at is null`);
  if (moved > 0) await markAsked(inside, shop, asked, [{ flowId: 1, customerId: String(person) }], now);
});

/** The shop's list is filled by files, and emptied by hand. */
async function name(shop: ShopId, { people, on, points, due }: Extract<Happening, { do: "list" }>): Promise<void> {
  const list = ListId.parse(1);
  if (!on) return void (await Promise.all(people.map((person) => takeOff(world, shop, list, CustomerId.parse(String(person))))));
  const file = Buffer.from(`id,Points,Due\n${people.map((person) => `${person},${points},${due}`).join("\n")}`);
  const begun = await beginUpload(world, shop, { list, fileName: "people.csv", bytes: file.length });
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  await receivePart(world, shop, begun.upload, 0, file);
  expect(await answerMapping(world, shop, begun.upload, { id: 0, email: null, phone: null, country: null, heading: true, kept: [POINTS, DUE].map(({ name, type }, at) => ({ column: at + 1, name, type })) })).toEqual([]);
  while ((await reader.step(world, shop)) > 0) continue;
}

/** What it does is of no concern here: move() says who is in it. */
const FLOW = "trigger event(event order) entry (reentry never()) first e step e end(label Done)";

async function anEmptyList(shop: ShopId): Promise<void> {
  const list = await insertList(world, shop, { name: "People", source: "upload", segment: null, state: "ready" }, world.now());
  await setColumns(world, shop, list, [POINTS, DUE]);
}

/** Turns "the n-th newest segment" into its number. */
function placeMembers(node: Node, asked: SegmentId[]): Node {
  const read = JSON.stringify(node, (key, value: unknown) => ((key === "segment" || key === "among") && typeof value === "number" ? (asked.at(-value) ?? asked[0] ?? 1) : value));
  return JSON.parse(read) as Node;
}

/** Nothing lies ahead any more that already counts, and nothing is due. */
async function rest(shop: ShopId): Promise<void> {
  await clockRoad(world, shop);
  while ((await evaluate.step(world, shop)) > 0) continue;
}

const Member = z.object({ customer_id: CustomerId });

async function holds(shop: ShopId): Promise<void> {
  const ask = await askOf(world, shop);
  const people = await readPeople(world, shop, everybody);
  for (const segment of await roadSegments(world, shop)) {
    const definition = definitionOf(segment);
    const open = await world.db.rows(Member, sql`
      select customer_id from membership where shop_id = ${shop} and segment_id = ${segment.segment} and left_at is null order by customer_id`);
    const afresh = await world.db.rows(Member, sql`select customer_id from (${compile(definition, ask).members()}) m order by customer_id`);
    const matched = people.filter((person) => verdictFor(definition, person, ask) === true).map((person) => person.customer.customerId);
    const told = JSON.stringify(definition.node);
    const found = new Set(afresh.map((member) => member.customer_id));
    const wanted = people.filter((person) => pinOf(segment.segment, person) ?? found.has(person.customer.customerId as CustomerId)).map((person) => person.customer.customerId);
    expect(open.map((member) => member.customer_id), `members of ${told}`).toEqual(wanted);
    expect(matched, `match of ${told}`).toEqual(afresh.map((member) => member.customer_id));
  }
  expect(await wrongs(shop)).toEqual([]);
}

/** What may never be, each told in a word. */
const wrongs = (shop: ShopId) => world.db.rows(z.object({ wrong: z.string(), segment_id: Count }), sql`
  select 'overlap' as wrong, a.segment_id from membership a
  join membership b on b.shop_id = ${shop} and b.segment_id = a.segment_id and b.customer_id = a.customer_id and b.stay > a.stay
  where a.shop_id = ${shop} and (a.left_at is null or a.left_at > b.entered_at)
  union all
  select 'gap in numbering', segment_id from membership where shop_id = ${shop} group by segment_id, customer_id having max(stay) <> count(*)
  union all
  select 'ends before it began', segment_id from membership where shop_id = ${shop} and left_at < entered_at
  union all
  select 'change without its stay', c.segment_id from membership_change c
  where c.shop_id = ${shop} and c.kind <> 'rebuilt' and not exists (
    select 1 from membership m where m.shop_id = ${shop} and m.segment_id = c.segment_id and m.customer_id = c.customer_id
      and c.at <= case c.kind when 'entered' then m.entered_at else m.left_at end and c.cause = case c.kind when 'entered' then m.entered_cause else m.left_cause end)
  union all
  select 'wrong count', s.segment_id from segment s
  where s.shop_id = ${shop} and s.deleted_at is null and s.member_count <> (
    select count(*) from membership m where m.shop_id = ${shop} and m.segment_id = s.segment_id and m.left_at is null)
  union all
  select 'parked', segment_id from segment where shop_id = ${shop} and state = 'parked'`);

async function changesNothing(shop: ShopId): Promise<void> {
  const written = () => world.db.rows(z.object({ stays: Count, changes: Count }), sql`
    select (select count(*) + count(left_at) from membership where shop_id = ${shop}) as stays,
      (select count(*) from membership_change where shop_id = ${shop}) as changes`);
  const before = await written();
  await world.db.run(sql`update customer set changed_at = ${world.now()} where shop_id = ${shop}`);
  await factsRoad(world, shop);
  await world.db.run(sql`update segment set full_due = true where shop_id = ${shop}`);
  await rest(shop);
  await clockRoad(world, shop);
  expect(await written()).toEqual(before);
}
