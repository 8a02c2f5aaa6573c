// A shop with many people and two orders each, for the benches of flows.
import { z } from "zod";
import { ShopId } from "#app/lib/ids.ts";
import { row, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { type Cpu, cpuNow, cpuSince } from "./cpu.ts";

export const NOON = new Date("2026-06-16T18:00:00Z");

export async function aShopWithPeople({ db }: World, name: string, count: number): Promise<ShopId> {
  const made = await row(db, z.object({ shop: ShopId }), sql`
    insert into shop (domain, name, time_zone, state, created_at, installed_at, clocked_at) values (${`${name}.myshopify.com`}, 'Acme', 'America/New_York', 'active', ${NOON}, ${NOON}, ${NOON}) returning shop_id as shop`);
  if (!made) throw new Error("the shop was made");
  const { shop } = made;
  await db.run(sql`insert into customer (shop_id, customer_id, phone, order_count) select ${shop}, n, '+1212' || (5550000 + n), 2 from generate_series(1, ${count}::int) as n`);
  await db.run(sql`insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor) select ${shop}, n, 1 + (n - 1) / 2, ${new Date(NOON.getTime() - days(3))}, 5000 from generate_series(1, ${count * 2}::int) as n`);
  for (const table of [sql`customer`, sql`orders`]) await db.run(sql`vacuum analyze ${table}`);
  return shop;
}

export async function took(world: World, work: () => Promise<void>): Promise<{ ms: number; cpu: Cpu }> {
  const [before, from] = [await cpuNow(world.db), performance.now()];
  await work();
  const ms = performance.now() - from;
  return { ms, cpu: cpuSince(before, await cpuNow(world.db)) };
}
