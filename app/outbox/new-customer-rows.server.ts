// The phones of those who are to become customers, opened when they go. Whoever took their word back meanwhile, was
// erased, or became a customer by another way, is not among them.
import { numberStates } from "../consent/ledger-rows.server.ts";
import { NumberHash } from "../consent/number.ts";
import { openPhone } from "../consent/number.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { z } from "zod";
import { phoneOwners } from "../inbox/reply-rows.server.ts";
import type { World } from "../lib/world.ts";
import type { CustomerCreate } from "./command.ts";

const Sealed = z.object({ number: NumberHash, phone: z.string() });

export async function phonesToTell(world: World, shop: ShopId, commands: readonly CustomerCreate[]): Promise<Map<NumberHash, string>> {
  if (commands.length === 0) return new Map();
  const states = await numberStates(world, shop, commands.map(({ number }) => number));
  const isIn = (number: NumberHash) => states.get(number)?.state.consent.marketing.state === "subscribed";
  const wanted = [...new Set(commands.map(({ number }) => number))].filter(isIn);
  const rows = await world.db.rows(Sealed, sql`
    select encode(o.number, 'hex') as number, o.phone from unnest(${wanted}::text[]) as w (number) join opt_in o on o.shop_id = ${shop} and o.number = decode(w.number, 'hex') order by o.number`);
  const opened = rows.map(({ number, phone }) => ({ number, phone: openPhone(world, shop, number, phone) }));
  const known = new Set((await phoneOwners(world, shop, opened.map(({ phone }) => phone))).map(({ phone }) => phone));
  return new Map(opened.flatMap(({ number, phone }) => (known.has(phone) ? [] : [[number, phone] as const])));
}
