// Workers that carry changes to a platform are killed (kill -9) between taking, sending and recording, while shoppers
// buy. At rest the platform's list is the segment, each move was told once, and nothing is stuck.
//
// PLATFORM_KILLS says how many deaths are wanted.
import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { startTarget } from "#app/sync/target.server.ts";
import { connected } from "#tests/support/platforms.ts";
import { runWorker } from "./kill/run-worker.ts";
import { aShopUnderFire, shopOn } from "./kill/shop-under-fire.ts";

const KILLS = Number(process.env.PLATFORM_KILLS ?? 3);
const POINTS = ["relay:after-claim", "relay:after-send", "relay:before-record"];

test("A platform's list comes to equal its segment, wherever the workers die on the way there.", async () => {
  const fire = await aShopUnderFire(11);
  const { world, shop, sandbox } = fire;
  const { platforms } = sandbox.platformDoors;
  world.network.on((request) => (request.url.includes("klaviyo") ? platforms.http.send(request) : undefined));
  const buyers = await createSegment(world, shop, { name: "Buyers", definition: { version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 2 } } } });
  if ("problems" in buyers) throw new Error(JSON.stringify(buyers.problems));
  const connection = await connected(world, shop, platforms, "klaviyo");
  platforms.control({ platform: "klaviyo", faults: { limits: 0, jobMs: [0, 0] } });
  expect(await startTarget(world, shop, connection, buyers.segment, { events: true })).toEqual([]);
  const order = { databaseUrl: world.databaseUrl, shop };
  const deaths = new Map<string, number>();
  let worker = 0;
  for (let killed = 0; killed < KILLS; ) {
    shopOn(fire);
    const among = POINTS[worker % POINTS.length] ?? "";
    const point = await runWorker({ ...order, among, dieAtPoint: fire.chance.whole(1, 3) }, ++worker, sandbox.url);
    if (point === null) continue;
    killed += 1;
    deaths.set(point, (deaths.get(point) ?? 0) + 1);
  }
  expect(await runWorker({ ...order, dieAtPoint: 0 }, ++worker, sandbox.url)).toBe(null);
  console.info(`Killed at: ${[...deaths].map(([point, count]) => `${point} ${count}`).sort().join(", ")}`);
  const wanted = await world.db.rows(z.object({ name: z.string() }), sql`
    select coalesce(c.email, c.phone) as name from membership m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id
    where m.shop_id = ${shop} and m.segment_id = ${buyers.segment} and m.left_at is null and (c.email is not null or c.phone is not null)`);
  const { places, events } = platforms.view("klaviyo");
  expect(wanted.length).toBeGreaterThan(3);
  expect(places.flatMap(({ members }) => members.map(({ email, phone }) => email ?? phone)).sort()).toEqual(wanted.map(({ name }) => name).sort());
  const told = events.map(({ uniqueId }) => uniqueId);
  expect(told).toEqual([...new Set(told)]);
  expect(await world.db.rows(z.object({ kind: z.string(), problem: z.string().nullable() }), sql`
    select kind, problem from outbox where shop_id = ${shop} and connection_id is not null and state <> 'done'`)).toEqual([]);
}, 600_000);
