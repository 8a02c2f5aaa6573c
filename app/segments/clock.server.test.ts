// The clock road costs what ages, not what exists: dates that most customers of a shop have, and dates that few have.
import { expect, test } from "vitest";
import { z } from "zod";
import { SegmentId } from "#app/lib/ids.ts";
import { Count, type Db, row, sql } from "#app/lib/sql.ts";
import { days, earlier, later, seconds } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { clockRoad } from "./clock.server.ts";
import type { Definition, Window } from "./definition.ts";
import { evaluate } from "./evaluate.server.ts";
import { createSegment } from "./save.server.ts";

const MANY = 3_000;
const world = await aWorld();
const ago = (n: number): Window => ({ kind: "ago", n, unit: "day", clock: "rolling" });
const dated = (field: string, window: Window): Definition => ({ version: 1, node: { kind: "attr", field, test: { op: "in", window } } });

const QUESTIONS: Definition[] = [
  dated("sms.updated", ago(30)), dated("email.updated", ago(30)), dated("sms.rested", ago(30)), dated("person.merged", ago(30)),
  dated("sms.ends", { kind: "next", n: 30, unit: "day", clock: "rolling" }),
];

const rowsRead = async (db: Db): Promise<number> =>
  (await row(db, z.object({ read: Count }), sql`select seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_xact_user_tables where relname = 'customer'`))?.read ?? 0;

test("whoever's consent, rest or merge comes to lie so far back, or so near, is found in that minute, and nobody else is read", async () => {
  const shop = await aShop(world);
  const soon = later(START, seconds(30));
  const [before, ahead] = [earlier(soon, days(30)), later(soon, days(30))];
  // Years of others, one an hour; none of them near.
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, phone, sms_updated_at, email_updated_at)
    select ${shop}, n, '+1303' || (5000000 + n), ${before}::timestamptz - n * interval '1 hour', ${before}::timestamptz - n * interval '1 hour' from generate_series(10, ${MANY}::int) as n`);
  // The fourth has another phone by now: what was held of the old one is not asked about.
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, phone, sms_held_phone, sms_held_at, sms_updated_at, email_updated_at, sms_rested_at, sms_ends_at, merged_at)
    select ${shop}, n, '+1303400000' || n, '+1303400000' || (case when n = 4 then 5 else n end), ${before}, case when n = 1 then ${before}::timestamptz end, case when n = 2 then ${before}::timestamptz end,
      case when n in (3, 4) then ${before}::timestamptz end, case when n in (4, 6) then ${ahead}::timestamptz end, case when n = 5 then ${before}::timestamptz end
    from generate_series(1, 6) as n`);
  await world.db.run(sql`analyze customer`);
  for (const [at, definition] of QUESTIONS.entries()) await createSegment(world, shop, { name: `Question ${at}`, definition });
  while ((await evaluate.step(world, shop)) > 0) continue;
  await clockRoad(world, shop);
  const near = () => world.db.rows(z.object({ segment: SegmentId, customer: Count }), sql`
    select segment_id as segment, customer_id as customer from membership where shop_id = ${shop} and customer_id < 10 and left_at is null order by segment_id, customer_id`);
  expect(await near()).toEqual([]);
  world.clock.advance(60_000);
  const read = await world.db.transact(async (db) => {
    const within: World = { ...world, db };
    const until = await rowsRead(db);
    await clockRoad(within, shop);
    return (await rowsRead(db)) - until;
  });
  expect(await near()).toEqual([[1, 1], [2, 2], [3, 3], [4, 5], [5, 6]].map(([segment, customer]) => ({ segment, customer })));
  expect(read).toBeLessThan(MANY / 10);
});
