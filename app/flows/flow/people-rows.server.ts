// What people are called whom a screen of flows names, and how many match a flow by the segments that start it.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { Count, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const Person = z.object({ customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable() });

export const nameOfPeople = async (world: World, shop: ShopId, customers: readonly string[]): Promise<z.infer<typeof Person>[]> => (customers.length === 0 ? [] : world.db.rows(Person, sql`
  select customer_id as "customerId", first_name as "firstName", last_name as "lastName", email from customer where shop_id = ${shop} and customer_id = any(${[...customers]}::bigint[]) order by customer_id`));

export async function membersIn(world: World, shop: ShopId, segments: readonly number[]): Promise<number> {
  if (segments.length === 0) return 0;
  const found = await row(world.db, z.object({ people: Count }), sql`
    select count(distinct customer_id) as people from membership where shop_id = ${shop} and segment_id = any(${[...segments]}::int[]) and left_at is null`);
  return found?.people ?? 0;
}
