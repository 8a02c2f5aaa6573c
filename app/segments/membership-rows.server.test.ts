// The diff alone, on answers written by hand.
import { expect, test } from "vitest";
import { z } from "zod";
import { SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Count, join, sql } from "#app/lib/sql.ts";
import { hours, later } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { moveAll, moveSome } from "./membership-rows.server.ts";

const world = await aWorld();
const one = SegmentId.parse(1);
const Stay = z.object({ customer_id: Count, stay: Count, cause: z.string(), left: z.string().nullable(), hours: Count.nullable() });

const people = (...ids: number[]) => sql`select unnest(${ids}::bigint[]) as customer_id`;
const verdicts = (ids: number[], unknown: number[] = []) => sql`
  select unnest(${ids}::bigint[]) as customer_id, true as verdict union all select unnest(${unknown}::bigint[]), null`;
const stays = (shop: ShopId) => world.db.rows(Stay, sql`
  select customer_id, stay, entered_cause as cause, left_cause as left, extract(epoch from left_at - entered_at) / 3600 as hours
  from membership where shop_id = ${shop} order by customer_id, stay`);
const changes = (shop: ShopId) => world.db.rows(z.object({ line: z.string() }), sql`
  select concat_ws(' ', kind, customer_id, cause) as line from membership_change where shop_id = ${shop} order by change_id`);

async function aSegment() {
  const shop = await aShop(world);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, created_at, updated_at) values (${shop}, 1, 'One', ${START}, ${START})`);
  return shop;
}

test("a whole evaluation opens and closes stays, counts the unknown and tells each change once", async () => {
  const shop = await aSegment();
  const ask = (ids: number[], hour: number) => moveAll(world, shop, { segment: one, version: 1, verdicts: verdicts(ids, [9]) }, later(START, hours(hour)), "import", 100);
  expect(await ask([1, 2, 3], 0)).toEqual({ entered: 3, left: 0, members: 3, unknown: 1, noted: true });
  expect(await ask([1, 2, 3], 1)).toEqual({ entered: 0, left: 0, members: 3, unknown: 1, noted: false });
  expect(await ask([2, 4], 2)).toEqual({ entered: 1, left: 2, members: 2, unknown: 1, noted: true });
  expect(await ask([1, 2, 4], 3)).toMatchObject({ entered: 1, left: 0 });
  expect(await stays(shop)).toEqual([
    { customer_id: 1, stay: 1, cause: "import", left: "import", hours: 2 },
    { customer_id: 1, stay: 2, cause: "import", left: null, hours: null },
    { customer_id: 2, stay: 1, cause: "import", left: null, hours: null },
    { customer_id: 3, stay: 1, cause: "import", left: "import", hours: 2 },
    { customer_id: 4, stay: 1, cause: "import", left: null, hours: null },
  ]);
  expect((await changes(shop)).map(({ line }) => line)).toEqual([
    "entered 1 import", "entered 2 import", "entered 3 import", "left 1 import", "left 3 import", "entered 4 import", "entered 1 import",
  ]);
});

test("more changes than may be noted are not noted at all", async () => {
  const shop = await aSegment();
  const whole = await moveAll(world, shop, { segment: one, version: 1, verdicts: verdicts([1, 2, 3]) }, START, "import", 2);
  expect(whole).toMatchObject({ entered: 3, noted: false });
  expect(await changes(shop)).toEqual([]);
});

test("candidates who match enter, those who do not leave, and nobody else moves", async () => {
  const shop = await aSegment();
  await moveAll(world, shop, { segment: one, version: 1, verdicts: verdicts([1, 2, 3]) }, START, "first", 0);
  await world.db.run(sql`update segment set member_count = 3 where shop_id = ${shop}`);
  const moved = await moveSome(world, shop, [], [{ segment: one, version: 2, asked: people(1, 2, 7, 7), members: people(2, 7) }], later(START, hours(1)), "fact");
  expect(moved).toEqual([{ segment: one, entered: 1, left: 1 }]);
  expect((await stays(shop)).filter(({ left }) => left === null).map(({ customer_id }) => customer_id)).toEqual([2, 3, 7]);
  expect(await world.db.rows(z.object({ member_count: Count }), sql`select member_count from segment where shop_id = ${shop}`)).toEqual([{ member_count: 3 }]);
});

test("a stay that begins on a machine whose clock is behind begins when the last one ended", async () => {
  const shop = await aSegment();
  for (const [hour, ids] of [[2, [1]], [3, []], [0, [1]]] as const) {
    await moveAll(world, shop, { segment: one, version: 1, verdicts: verdicts([...ids]) }, later(START, hours(hour)), "fact", 9);
  }
  const gaps = await world.db.rows(z.object({ gap: Count }), sql`
    select extract(epoch from b.entered_at - a.left_at) as gap from membership a join membership b on b.shop_id = a.shop_id and b.stay = 2 and a.stay = 1 where a.shop_id = ${shop}`);
  expect(gaps).toEqual([{ gap: 0 }]);
});

test("another shop's members stay where they are", async () => {
  const [mine, theirs] = [await aSegment(), await aSegment()];
  for (const shop of [mine, theirs]) await moveAll(world, shop, { segment: one, version: 1, verdicts: verdicts([1, 2]) }, START, "fact", 9);
  const before = await stays(theirs);
  await moveSome(world, mine, [sql`everyone as (${people(1, 2)})`], [{ segment: one, version: 1, asked: sql`select customer_id from everyone`, members: join([people(1)]) }], later(START, 1), "clock");
  expect(await stays(theirs)).toEqual(before);
});

test("stays that begin and end are told to those who listen: by a fact or by time under one name, else under another", async () => {
  const shop = await aSegment();
  await world.db.run(sql`insert into listened (shop_id, flow_id, what) select ${shop}::int, 1, what from unnest(array['entered/1', 'left/1', 'entered/1/any', 'changed']) as what`);
  await world.db.run(sql`insert into flow_run (shop_id, flow_id, version, customer_id, key, control, run, entered_at) values (${shop}, 1, 1, 2, '2', false, '{}', ${START})`);
  const told = async () => (await world.db.rows(z.object({ line: z.string() }), sql`delete from happened where shop_id = ${shop} returning concat_ws(' ', what, customer_id, case when what = 'changed' then null else fact end, detail ->> 'cause') as line`)).map(({ line }) => line).sort();
  await moveAll(world, shop, { segment: one, version: 1, verdicts: verdicts([1, 2, 3]) }, START, "first", 0);
  expect(await told()).toEqual(["changed 2", "entered/1/any 1 entered/1/1 first", "entered/1/any 2 entered/1/1 first", "entered/1/any 3 entered/1/1 first"]);
  await moveSome(world, shop, [], [{ segment: one, version: 1, asked: people(1, 2, 7), members: people(7) }], later(START, 1), "clock");
  expect(await told()).toEqual(["changed 2", "entered/1 7 entered/1/1 clock", "left/1 1 left/1/1 clock", "left/1 2 left/1/1 clock"]);
  await moveSome(world, shop, [], [{ segment: one, version: 1, asked: people(1), members: people(1) }], later(START, 2), "fact");
  expect(await told()).toEqual(["entered/1 1 entered/1/2 fact"]);
  await moveAll(world, shop, { segment: one, version: 2, verdicts: verdicts([1]) }, later(START, 3), "edit", 0);
  expect(await told()).toEqual([]);
});
