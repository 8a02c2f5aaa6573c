// Customers as the screens of messages find them: by a phone, and by what a merchant types.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

export const customerOfPhone = async (world: World, shop: ShopId, phone: string): Promise<CustomerId | null> =>
  (await row(world.db, z.object({ id: CustomerId }), sql`select customer_id as id from customer where shop_id = ${shop} and phone = ${phone} order by customer_id limit 1`))?.id ?? null;
