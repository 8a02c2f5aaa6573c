// What carriers say of somebody's phone, beside the customer: whether texts reach it, of which phone that was said, and since when.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { Id, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Reach } from "./reach.ts";

export type PhoneReach = { phone: string; reach: Reach };
const SAID: Columns<PhoneReach> = { phone: "text", reach: "text" };

/** Of everybody who has one of these phones. Returns those of whom it is news. */
export async function setReaches(world: World, shop: ShopId, said: readonly PhoneReach[], at: Date): Promise<string[]> {
  if (said.length === 0) return [];
  const changed = await world.db.rows(z.object({ id: Id }), sql`
    update customer c set sms_reach = f.reach, sms_reach_phone = f.phone, sms_reach_at = ${at} from ${recordset(SAID, said)}
    where c.shop_id = ${shop} and c.phone = f.phone and (c.sms_reach, c.sms_reach_phone) is distinct from (f.reach, f.phone) returning c.customer_id as id`);
  return changed.map(({ id }) => id);
}

export type PersonReach = { customerId: string; reach: Reach };
const ASKED: Columns<PersonReach> = { customerId: "bigint", reach: "text" };
const Apart = z.object({ customerId: Id, phone: z.string() });

/** Those of whose phone something else is known, or nothing. */
export const reachesApart = (world: World, shop: ShopId, said: readonly PersonReach[]): Promise<z.infer<typeof Apart>[]> => world.db.rows(Apart, sql`
  select c.customer_id as "customerId", c.phone from ${recordset(ASKED, said)} join customer c on c.shop_id = ${shop} and c.customer_id = f."customerId"
  where c.phone is not null and (c.sms_reach, c.sms_reach_phone) is distinct from (f.reach, c.phone) order by 1`);
