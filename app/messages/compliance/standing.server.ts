// One customer's standing and their last texts, as their page shows them.
import { numberHasher } from "../../consent/number.server.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { ANY_PROMOTION } from "../gate/audience.server.ts";
import { gatePeople } from "../gate/people.server.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { LastText, type Standing, standingOf } from "./standing.ts";

/** Null: they have no phone. */
export async function standingOfCustomer(world: World, shop: ShopId, { customerId, phone }: { customerId: CustomerId; phone: string | null }): Promise<Standing | null> {
  if (phone === null) return null;
  const now = world.now();
  const [by, hash] = await Promise.all([rulesOf(world, shop), numberHasher(world, shop)]);
  const number = hash(phone);
  const found = (await gatePeople(world, shop, by, [{ number, customerId, phone }], now)).get(number);
  return found ? standingOf(by.rules, found.person, ANY_PROMOTION, found.history, now.getTime()) : null;
}

const LAST_SHOWN = 5;

/** Newest first. */
export const lastTexts = (world: World, shop: ShopId, customer: CustomerId): Promise<LastText[]> =>
  world.db.rows(LastText, sql`
    select text_id::text as "textId", coalesce(sent_at, due_at) as at, state, source, left(body, 200) as body, decision_id::text as "decisionId", reason
    from person_text where shop_id = ${shop} and customer_id = ${customer} order by text_id desc limit ${LAST_SHOWN}`);
