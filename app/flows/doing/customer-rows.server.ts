// What doing something about customers, or texting them, needs to know of them.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const Row = z.object({ customer: CustomerId, phone: z.string() });

export const phonesOf = async (world: World, shop: ShopId, customers: readonly CustomerId[]): Promise<Map<CustomerId, string>> =>
  new Map((await world.db.rows(Row, sql`
    select customer_id::text as customer, phone from customer where shop_id = ${anyShop(shop)} and customer_id = any(${customers}::bigint[]) and phone is not null order by customer_id`)).map(({ customer, phone }) => [customer, phone]));
