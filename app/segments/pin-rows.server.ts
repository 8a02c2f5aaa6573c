// Pins: a customer whom the merchant keeps in a segment, or out of it, whatever its question says.
import { z } from "zod";
import { CustomerId, SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export const Side = z.enum(["in", "out"]);
export type Side = z.infer<typeof Side>;

const Pin = z.object({
  customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
  side: Side, reason: z.string(), at: Instant,
});
export type Pin = z.infer<typeof Pin>;

/** All pins of a segment (at most PINS_MAX), newest first. */
export const listPins = (world: World, shop: ShopId, segment: SegmentId): Promise<Pin[]> => world.db.rows(Pin, sql`
  select p.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, p.side, p.reason, p.pinned_at as at
  from segment_pin p left join customer c on c.shop_id = ${shop} and c.customer_id = p.customer_id
  where p.shop_id = ${shop} and p.segment_id = ${segment} order by p.pinned_at desc, p.customer_id`);

const PinOf = z.object({ segmentId: SegmentId, side: Side, reason: z.string(), at: Instant });
export type PinOf = z.infer<typeof PinOf>;

export const pinsOf = (world: World, shop: ShopId, customer: CustomerId): Promise<PinOf[]> => world.db.rows(PinOf, sql`
  select segment_id as "segmentId", side, reason, pinned_at as at from segment_pin
  where shop_id = ${shop} and customer_id = ${customer} order by segment_id`);

export async function countPins(world: World, shop: ShopId, segment: SegmentId): Promise<number> {
  const counted = await row(world.db, z.object({ count: Count }), sql`select count(*) from segment_pin where shop_id = ${shop} and segment_id = ${segment}`);
  return counted?.count ?? 0;
}

/** In a transaction: false where there is no such customer; else they are not merged or deleted until it ends. */
export async function holdCustomer(world: World, shop: ShopId, customer: CustomerId): Promise<boolean> {
  return (await world.db.run(sql`select 1 from customer where shop_id = ${shop} and customer_id = ${customer} for key share`)) > 0;
}

type NewPin = { customer: CustomerId; side: Side; reason: string };

export const upsertPin = (world: World, shop: ShopId, segment: SegmentId, { customer, side, reason }: NewPin, now: Date) => world.db.run(sql`
  insert into segment_pin (shop_id, segment_id, customer_id, side, reason, pinned_at)
  values (${shop}, ${segment}, ${customer}, ${side}, ${reason}, ${now})
  on conflict (shop_id, segment_id, customer_id) do update set side = excluded.side, reason = excluded.reason, pinned_at = excluded.pinned_at`);

export const deletePin = (world: World, shop: ShopId, segment: SegmentId, customer: CustomerId) =>
  world.db.run(sql`delete from segment_pin where shop_id = ${shop} and segment_id = ${segment} and customer_id = ${customer}`);
