// Attributes are written beside the customer's metafields and into them, so that segments read one thing, and a
// description of Shopify's leaves them alone (tables.ts).
import { z } from "zod";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { Id, row, sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import { lockSettings, saveSettings } from "../shops/rows.server.ts";
import { METAFIELDS_MAX } from "../shops/settings.ts";
import { type Attributes, ATTRIBUTES_MAX, Kept, kept, published, type PublishedAttributes } from "./attribute.ts";
import { noteHappened } from "./happened-rows.server.ts";
import { lockFacts, markChanged } from "./rows.server.ts";

const Customer = z.object({ id: Id, attributes: Kept });

/** Null: nobody of this number, nor was there. A name that is new to the shop can be asked about from then on. */
export function setAttributes(world: World, shop: ShopId, asked: CustomerId, attributes: Attributes): Promise<z.infer<typeof PublishedAttributes> | { problems: Problem[] } | null> {
  return transact(world, async (inside) => {
    await lockFacts(inside, shop);
    const { set, gone } = kept(attributes);
    const before = await row(inside.db, Customer, sql`
      select c.customer_id as id, coalesce(c.attributes, '{}') as attributes from customer c
      where c.shop_id = ${shop} and c.customer_id = coalesce((select g.merged_into from customer_gone g where g.shop_id = ${shop} and g.customer_id = ${asked}), ${asked}::bigint)`);
    if (!before) return null;
    const after = Object.fromEntries(Object.entries({ ...before.attributes, ...set }).filter(([name]) => !gone.includes(name)));
    if (Object.keys(after).length > ATTRIBUTES_MAX) return { problems: [{ path: ["attributes"], message: `A customer has at most ${ATTRIBUTES_MAX} attributes.` }] };
    const problems = await mapNames(inside, shop, Object.keys(set));
    if (problems.length > 0) return { problems };
    await inside.db.run(sql`
      update customer c set attributes = ${JSON.stringify(after)}::jsonb, metafields = (c.metafields - ${Object.keys(before.attributes)}::text[]) || ${JSON.stringify(after)}::jsonb
      where c.shop_id = ${shop} and c.customer_id = ${before.id}`);
    const now = inside.now();
    const changed = [...new Set([...Object.keys(before.attributes), ...Object.keys(after)])].filter((name) => before.attributes[name]?.value !== after[name]?.value);
    await noteHappened(inside, shop, changed.map((field) => ({ what: "metafield", customerId: before.id, fact: `metafield/${field}/${now.getTime()}/${before.id}`, at: now, about: {}, detail: { field } })), now);
    await markChanged(inside, shop, [before.id], now);
    await wake(inside, shop, "evaluate");
    return published(before.id, after);
  });
}

/** Among the metafields that the merchant's segments may ask about. */
async function mapNames(world: World, shop: ShopId, names: string[]): Promise<Problem[]> {
  const settings = await lockSettings(world, shop);
  const fresh = names.filter((name) => !settings.metafields.includes(name));
  if (fresh.length === 0) return [];
  if (settings.metafields.length + fresh.length > METAFIELDS_MAX) return [{ path: ["attributes"], message: `Names one too many: a shop's segments can ask about ${METAFIELDS_MAX} metafields and attributes together.` }];
  await saveSettings(world, shop, { ...settings, metafields: [...settings.metafields, ...fresh] });
  return [];
}
