// Sixty people of whom the n-th has spent n dollars, in a segment whose limit was moved twice.
import { beforeAll, expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import type { Definition } from "./definition.ts";
import { compareVersions } from "./difference.server.ts";
import type { Side } from "./difference-rows.server.ts";
import { pin } from "./pin.server.ts";
import { createSegment, saveSegment } from "./save.server.ts";

const PEOPLE = 60;
const world = await aWorld();
const segment = SegmentId.parse(1);
const spent = (limit: number): Definition => ({ version: 1, node: { kind: "agg", measure: "sum", event: "order", field: "order.net", test: { op: "ge", value: limit } } });
let shop: ShopId;

beforeAll(async () => {
  shop = await aShop(world);
  const facts = noFacts();
  const at = START.toISOString();
  for (let id = 1; id <= PEOPLE; id++) {
    facts.customers.push({ customerId: String(id), createdAt: at, updatedAt: at, firstName: `Sam${id}`, lastName: null, email: null, metafields: {} });
    facts.orders.push({ orderId: String(id), customerId: String(id), name: `#${id}`, processedAt: at, updatedAt: at, currency: "USD", grossMinor: 100 * id, discountCodes: [] });
  }
  await writeFacts(world, shop, facts, { now: START, live: true });
  await createSegment(world, shop, { name: "Spent", definition: spent(20) });
  await saveSegment(world, shop, segment, { definition: spent(30) });
  await saveSegment(world, shop, segment, { definition: spent(5) });
});

const compared = async (from: number, to: number, side: Side = "enter") => compareVersions(world, shop, segment, { from, to }, side, {});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(to - index));

test("who comes in, who leaves and who stays is counted and named, in either direction", async () => {
  expect(await compared(1, 2)).toMatchObject({ counted: { entering: 0, leaving: 10, staying: 31 } });
  expect(await compared(2, 1)).toMatchObject({ counted: { entering: 10, leaving: 0, staying: 31 } });
  const people = async (from: number, to: number, side: Side) => {
    const found = await compared(from, to, side);
    return found && "people" in found.counted ? found.counted.people.lines.map(({ customerId }) => customerId) : [];
  };
  expect(await people(1, 2, "leave")).toEqual(range(20, 29));
  expect(await people(1, 3, "enter")).toEqual(range(5, 19));
  expect(await people(1, 2, "stay")).toEqual(range(30, 60));
});

test("of those who come in and who leave it is told how many are in running flows", async () => {
  const enter = (customer: number, ended: boolean) => world.db.run(sql`
    insert into flow_run (shop_id, flow_id, version, customer_id, key, control, run, entered_at, ended_at)
    values (${shop}, 1, 1, ${customer}, ${`${customer}/${ended}`}, false, '{}', ${START}, ${ended ? START : null})`);
  for (const customer of [20, 21, 35, 60]) await enter(customer, false);
  // Twice under way is once somebody; what has ended counts no more.
  await world.db.run(sql`insert into flow_run (shop_id, flow_id, version, customer_id, key, control, run, entered_at) values (${shop}, 2, 1, 20, 'again', false, '{}', ${START})`);
  await enter(22, true);
  expect(await compared(1, 2)).toMatchObject({ counted: { leaving: 10, leavingInFlows: 2, enteringInFlows: 0 } });
  expect(await compared(2, 1)).toMatchObject({ counted: { entering: 10, leavingInFlows: 0, enteringInFlows: 2 } });
});

test("the words that changed are marked on both sides", async () => {
  const found = await compared(1, 3);
  const changed = (words: { text: string; isChanged: boolean }[] = []) => words.filter(({ isChanged }) => isChanged).map(({ text }) => text.trim());
  expect([changed(found?.before.sentence), changed(found?.after.sentence)]).toEqual([["$20."], ["$5."]]);
});

test("whoever is pinned makes no difference", async () => {
  expect(await pin(world, shop, segment, CustomerId.parse("25"), { side: "in", reason: "asked for it" })).toEqual([]);
  expect(await compared(1, 2)).toMatchObject({ counted: { entering: 0, leaving: 9, staying: 32 } });
});

test("a version that there never was is not found, and one that cannot be asked any more says so", async () => {
  expect(await compared(1, 9)).toBeNull();
  await world.db.run(sql`update segment_version set definition = jsonb_set(definition, '{node,field}', '"order.gone"') where shop_id = ${shop} and segment_id = 1 and version = 2`);
  const found = await compared(2, 3);
  expect(found?.counted).toMatchObject({ problems: [{ message: expect.stringContaining("Version 2 cannot be asked any more") }] });
});

test("what was noted of a version goes along with its sentence", async () => {
  const noted = { ...spent(5), node: { ...spent(5).node, note: "Whoever bought at all" } };
  await saveSegment(world, shop, segment, { definition: noted });
  expect(await compared(1, 3)).toMatchObject({ before: { notes: [] }, after: { version: 3, notes: [{ note: "Whoever bought at all", of: null }] } });
});
