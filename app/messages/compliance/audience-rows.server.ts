// Counts of who could be texted as rows, and the people of a page of one.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { Count, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { Counted, Counting } from "./audience-count.ts";

/** 0: the whole shop. */
export const WHOLE_SHOP = 0;

const Row = z.object({ done: Counted.nullable(), running: Counting.nullable() });
export type AudienceRow = z.infer<typeof Row>;

export const readAudience = async (world: World, shop: ShopId, segment: number): Promise<AudienceRow> =>
  (await row(world.db, Row, sql`select done, running from audience_count where shop_id = ${shop} and segment_id = ${segment}`)) ?? { done: null, running: null };

/** Until the transaction ends nobody else takes this count further. */
export async function lockAudience(world: World, shop: ShopId, segment: number): Promise<AudienceRow> {
  await world.db.run(sql`insert into audience_count (shop_id, segment_id) values (${shop}, ${segment}) on conflict (shop_id, segment_id) do nothing`);
  return (await row(world.db, Row, sql`select done, running from audience_count where shop_id = ${shop} and segment_id = ${segment} for no key update`)) ?? { done: null, running: null };
}

export async function saveAudience(world: World, shop: ShopId, segment: number, { done, running }: AudienceRow): Promise<void> {
  const [finished, underWay] = [done && JSON.stringify(done), running && JSON.stringify(running)];
  await world.db.run(sql`update audience_count set done = ${finished}::jsonb, running = ${underWay}::jsonb where shop_id = ${shop} and segment_id = ${segment}`);
}

const among = (shop: ShopId, segment: number): Sql =>
  segment === WHOLE_SHOP
    ? sql`customer c where c.shop_id = ${shop}`
    : sql`membership m join customer c on c.shop_id = m.shop_id and c.customer_id = m.customer_id where m.shop_id = ${shop} and c.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null`;

const Sizes = z.object({ withPhone: Count, without: Count });

export async function audienceSize(world: World, shop: ShopId, segment: number): Promise<z.infer<typeof Sizes>> {
  const found = await row(world.db, Sizes, sql`select count(c.phone) as "withPhone", count(*) - count(c.phone) as without from ${among(shop, segment)}`);
  return found ?? { withPhone: 0, without: 0 };
}

const Person = z.object({ customerId: CustomerId, phone: z.string() });

/** Those with a phone, behind the cursor; of `every` so many one, whichever way the numbers fall. */
export const audiencePage = (world: World, shop: ShopId, segment: number, { every, cursor }: Pick<Counting, "every" | "cursor">, limit: number): Promise<z.infer<typeof Person>[]> =>
  world.db.rows(Person, sql`
    select c.customer_id::text as "customerId", c.phone from ${among(shop, segment)}
      and c.phone is not null and c.customer_id > ${cursor ?? "0"}::bigint and (${every}::int = 1 or hashint8(c.customer_id) % ${every}::int = 0)
    order by c.customer_id limit ${limit}`);
