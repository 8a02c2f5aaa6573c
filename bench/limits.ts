// At the limits: a shop with 1,000 live segments (an order that comes in, a minute that goes by, the page that lists
// them, one more), a question of 200 conditions, and one of 10,000 values. In larger shops most segments hold a draw of
// their people: all questions are asked of everybody, but 1,000 times a fifth of 1,000,000 memberships would be 40 GB.
import { z } from "zod";
import { rollAndMark } from "#app/customers/roll.server.ts";
import { lockFacts } from "#app/customers/rows.server.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { minutes, seconds } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import { BUCKETS, type Definition, LEAVES_MAX, type Node, VALUES_MAX } from "#app/segments/definition.ts";
import { factsRoad } from "#app/segments/evaluate-facts.server.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { createSegment, deleteSegment } from "#app/segments/save.server.ts";
import { SEGMENTS_MAX } from "#app/segments/save-rows.server.ts";
import { listSegments } from "#app/segments/screen-rows.server.ts";
import { sentenceOf } from "#app/segments/sentence.server.ts";
import { parse, print } from "#app/segments/text.ts";
import { plantFifty, variant } from "./clock.ts";
import { measured, type Measured, times } from "./measure.ts";
import { plant } from "./segments.ts";
import type { Question } from "./segments-questions.ts";
import { END, type Size, SIZES } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

/** Above every generated order. */
const FIRST_ORDER = 6_000_000_000;
const ORDERS = 100;
const MINUTES = 10;
const RUNS = 5;

export async function limitsBench(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  let now = END;
  world.clock.set(new Date(now));
  const go = (ms: number) => world.clock.set(new Date((now += ms)));
  await plantFifty(world, shop);
  const planted = performance.now();
  const segments = (await listSegments(world, shop)).length;
  for (let index = segments; index < SEGMENTS_MAX - 2; index++) await plant(world, shop, drawn(index, size));
  const first: number[] = [];
  for (let from = performance.now(); (await fullRoad(world, shop)) > 0; from = performance.now()) first.push(performance.now() - from);
  console.log(`${SEGMENTS_MAX - 2} segments planted and counted in ${Math.round(performance.now() - planted)} ms.`);
  for (const table of ["membership", "segment"]) await world.db.run(table === "segment" ? sql`vacuum analyze segment` : sql`vacuum analyze membership`);
  const large = [...(await ofOne(world, shop, size, "200 conditions", conditions())), ...(await ofOne(world, shop, size, "10,000 values", values()))];
  for (let last = SEGMENTS_MAX - 2; last < SEGMENTS_MAX; last++) await plant(world, shop, drawn(last, size));
  while ((await fullRoad(world, shop)) > 0) continue;
  const buyers = await world.db.rows(z.object({ customer_id: CustomerId }), sql`
    select customer_id from customer where shop_id = ${shop} and order_count > 0 order by md5(customer_id::text) limit ${ORDERS}`);
  const bench = `${SEGMENTS_MAX} segments`;
  const road = () => factsRoad(world, shop);
  const order = async (index: number) => {
    go(seconds(1));
    for (const { customer_id: customer } of buyers.slice(index, index + 1)) await buy(world, shop, customer, index);
  };
  return [
    ...large,
    measured(bench, size, "the first count of one of them", first.sort((a, b) => a - b)),
    measured(bench, size, "an order of one customer: all of them looked at", await times(ORDERS, road, order)),
    measured(bench, size, "twenty customers at once", await times(RUNS, road, (index) => several(world, shop, buyers.slice(index * 20, index * 20 + 20)))),
    measured(bench, size, "a minute of the clock", await times(MINUTES, () => clockRoad(world, shop), async () => go(minutes(1)))),
    measured(bench, size, "the page of segments", await times(RUNS, () => listSegments(world, shop))),
    measured(bench, size, "one more is refused", await times(RUNS, () => createSegment(world, shop, { name: "One more", definition: { version: 1, node: variant(0) } }))),
  ];
}

async function buy(world: BenchWorld, shop: ShopId, customer: CustomerId, index: number): Promise<void> {
  const at = world.now();
  await transact(world, async (inside) => {
    await lockFacts(inside, shop);
    await inside.db.run(sql`
      insert into orders (shop_id, order_id, customer_id, name, processed_at, updated_at, currency, gross_minor, items_minor, discount_minor, quantity, financial_status)
      values (${shop}, ${FIRST_ORDER + index}, ${customer}, '#limits', ${at}, ${at}, 'USD', 9000, 9000, 0, 1, 'PAID')`);
    await inside.db.run(sql`
      insert into order_line (shop_id, order_id, line_id, customer_id, processed_at, product_id, title, vendor, quantity, current_quantity, amount_minor, updated_at)
      values (${shop}, ${FIRST_ORDER + index}, ${FIRST_ORDER + index}, ${customer}, ${at}, 1, 'Product 1', 'Vendor 3', 1, 1, 9000, ${at})`);
    await rollAndMark(inside, shop, [customer], at);
  });
}

async function several(world: BenchWorld, shop: ShopId, buyers: { customer_id: CustomerId }[]): Promise<void> {
  await transact(world, async (inside) => {
    await lockFacts(inside, shop);
    await inside.db.run(sql`update customer set changed_at = ${world.now()} where shop_id = ${shop} and customer_id = any(${buyers.map(({ customer_id: id }) => id)}::bigint[])`);
  });
}

/** What each step costs that a merchant or the worker takes with one question. */
async function ofOne(world: BenchWorld, shop: ShopId, size: Size, bench: string, definition: Definition): Promise<Measured[]> {
  const saving = performance.now();
  const saved = await createSegment(world, shop, { name: bench, definition });
  if ("problems" in saved) throw new Error(JSON.stringify(saved.problems));
  const saveMs = performance.now() - saving, counting = performance.now();
  await fullRoad(world, shop);
  const countMs = performance.now() - counting;
  const text = print(definition);
  const all = [
    measured(bench, size, "checked and saved", [saveMs]),
    measured(bench, size, "counted and its members written", [countMs]),
    await previewed(world, shop, size, bench, definition),
    measured(bench, size, "as text, and read back", await times(RUNS, async () => {
      const read = parse(print(definition));
      if ("problems" in read) throw new Error(read.problems[0]?.message);
    }), { note: `${text.length} characters` }),
    measured(bench, size, "as a sentence", await times(RUNS, () => sentenceOf(world, shop, definition))),
  ];
  await deleteSegment(world, shop, saved.segment);
  return all;
}

/** What takes too long is stopped, which a merchant reads in its place. */
async function previewed(world: BenchWorld, shop: ShopId, size: Size, bench: string, definition: Definition): Promise<Measured> {
  const refused = new Set<string>();
  const taken = await times(RUNS, async () => {
    const found = await previewSegment(world, shop, definition);
    if ("problems" in found) for (const { message } of found.problems) refused.add(message);
  });
  return measured(bench, size, "previewed", taken, refused.size === 0 ? {} : { note: [...refused].join(" ") });
}

/** As many people in each as in the smallest shop. */
function drawn(index: number, size: Size): Question {
  const share = BUCKETS * (SIZES.S.customers / SIZES[size].customers);
  const node: Node = size === "S" ? variant(index) : { kind: "all", nodes: [variant(index), { kind: "bucket", salt: `limits ${index}`, from: 0, to: share - 1 }] };
  return { id: `L${index}`, title: "a variant", node, hand: () => sql`` };
}

/** Ten groups of twenty, of which one must hold. */
function conditions(): Definition {
  const groups = Array.from({ length: 10 }, (_, group): Node => ({ kind: "all", nodes: Array.from({ length: LEAVES_MAX / 10 }, (_, index) => variant(group * 20 + index)) }));
  return { version: 1, node: { kind: "any", nodes: groups } };
}

/** Products bought and places lived in, both from long lists. */
function values(): Definition {
  const numbers = Array.from({ length: VALUES_MAX }, (_, index) => String(index + 1));
  return { version: 1, node: { kind: "all", nodes: [
    { kind: "agg", measure: "count", event: "item", where: [{ field: "item.product", test: { op: "anyOf", values: numbers } }], window: { kind: "last", n: 365, unit: "day", clock: "rolling" }, test: { op: "ge", value: 2 } },
    { kind: "attr", field: "person.email", test: { op: "noneOf", values: numbers.map((number) => `person${number}@example.com`) } },
  ] } };
}
