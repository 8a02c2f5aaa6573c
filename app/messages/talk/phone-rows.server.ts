// To which phone a text goes: the number is a keyed hash, the phone stands on the customer, or sealed with the sign-up
// that nobody has made a customer of yet, or with what they wrote. A phone that is not of this number is not taken.
import { z } from "zod";
import { numberHasher, openPhone } from "../../consent/number.server.ts";
import { NumberHash } from "../../consent/number.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const OfCustomer = z.object({ customerId: CustomerId, phone: z.string() });
const Sealed = z.object({ number: NumberHash, phone: z.string() });

/** By number; of some nobody knows the phone any more. */
export async function phonesOf(world: World, shop: ShopId, asked: readonly { number: NumberHash; customerId: CustomerId | null }[]): Promise<Map<NumberHash, string>> {
  const found = new Map<NumberHash, string>();
  if (asked.length === 0) return found;
  const hash = await numberHasher(world, shop);
  const wanted = new Set(asked.map(({ number }) => number));
  const customers = await world.db.rows(OfCustomer, sql`
    select customer_id as "customerId", phone from customer
    where shop_id = ${anyShop(shop)} and customer_id = any(${[...new Set(asked.flatMap(({ customerId }) => customerId ?? []))]}::bigint[]) and phone is not null order by customer_id`);
  for (const { phone } of customers) {
    const number = hash(phone);
    if (wanted.has(number)) found.set(number, phone);
  }
  const missing = [...wanted].filter((number) => !found.has(number));
  if (missing.length === 0) return found;
  const sealed = await world.db.rows(Sealed, sql`
    select distinct on (number) encode(number, 'hex') as number, phone from (
      select number, phone, 1 as rank from opt_in where shop_id = ${shop} and number = any(select decode(one, 'hex') from unnest(${missing}::text[]) as one)
      union all
      select number, phone, 2 from reply where shop_id = ${shop} and is_last and phone is not null and number = any(select decode(one, 'hex') from unnest(${missing}::text[]) as one)) as kept
    order by number, rank`);
  for (const { number, phone } of sealed) found.set(number, openPhone(world, shop, number, phone));
  return found;
}
