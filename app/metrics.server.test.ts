import { expect, test } from "vitest";
import { sql } from "#app/lib/sql.ts";
import { earlier, minutes } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { scrape } from "./metrics.server.ts";

const world = await aWorld();

test("each segment's lag is told: since its last count, or since the oldest fact that is not in it yet", async () => {
  const shop = await aShop(world);
  const ago = (n: number) => earlier(START, minutes(n));
  const plant = (id: number, state: string, fullDue: boolean, evaluatedAt: Date | null) => world.db.run(sql`
    insert into segment (shop_id, segment_id, name, state, full_due, evaluated_at, created_at, updated_at)
    values (${shop}, ${id}, ${`Segment ${id}`}, ${state}, ${fullDue}, ${evaluatedAt}, ${ago(4)}, ${ago(4)})`);
  await world.db.run(sql`update shop set state = 'active', clocked_at = ${ago(1)} where shop_id = ${shop}`);
  await plant(1, "live", false, ago(200));
  await plant(2, "live", true, ago(10));
  await plant(3, "calculating", true, null);
  const told = async () => (await scrape(world)).split("\n").filter((line) => /^segue_segment(s_lagging|_lag)/.test(line));
  const lines = (worst: number, ...within: number[]) => [...["60", "120", "300", "900", "3600", "86400", "+Inf"].map((le, place) => `segue_segments_lagging{le="${le}"} ${within[place]}`), `segue_segment_lag_seconds_max ${worst}`];
  expect(await told()).toEqual(lines(600, 1, 1, 2, 3, 3, 3, 3));
  await world.db.run(sql`insert into customer (shop_id, customer_id, changed_at) values (${shop}, 1, ${ago(30)})`);
  expect(await told()).toEqual(lines(1_800, 0, 0, 0, 0, 3, 3, 3));
});

test("how far behind the commands to a platform are is told by platform; of one that is paused nothing waits", async () => {
  const shop = await aShop(world, { domain: "relayed.myshopify.com" });
  const due = earlier(START, minutes(2));
  await world.db.run(sql`
    insert into connection (shop_id, connection_id, platform, account_id, account_name, hook_key, state, created_at)
    values (${shop}, 1, 'klaviyo', 'a', 'A', 'k', 'on', ${due}), (${shop}, 2, 'postscript', 'b', 'B', 'l', 'paused', ${due})`);
  await world.db.run(sql`
    insert into outbox (shop_id, connection_id, kind, key, payload, due_at, created_at)
    select ${shop}::int, id, 'platformPlace', 'p' || id, '{}', ${due}::timestamptz, ${due}::timestamptz from generate_series(1, 2) as id`);
  const told = (await scrape(world)).split("\n").filter((line) => /^segue_relay_\w+\{platform="(klaviyo|postscript)"\}/.test(line));
  expect(told.sort()).toEqual([
    'segue_relay_oldest_due_seconds{platform="klaviyo"} 120', 'segue_relay_oldest_due_seconds{platform="postscript"} 0',
    'segue_relay_waiting_rows{platform="klaviyo"} 1', 'segue_relay_waiting_rows{platform="postscript"} 0',
  ]);
});
