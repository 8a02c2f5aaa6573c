// Decisions about lists, and who is meant by them.
import { z } from "zod";
import { CustomerId, ListId, type ShopId } from "../lib/ids.ts";
import { Instant, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { Outcome } from "./decision.ts";

const Decision = z.object({ decisionId: z.string(), asked: z.string(), listId: ListId, customerId: CustomerId.nullable(), outcome: Outcome, at: Instant });
export type Decision = z.infer<typeof Decision>;

const COLUMNS = sql`decision_id as "decisionId", asked, list_id as "listId", customer_id as "customerId", outcome, at`;

export const decisionOfKey = (world: World, shop: ShopId, key: string): Promise<Decision | null> =>
  row(world.db, Decision, sql`select ${COLUMNS} from list_decision where shop_id = ${shop} and key = ${key}`);

export const readDecision = (world: World, shop: ShopId, id: string): Promise<Decision | null> =>
  row(world.db, Decision, sql`select ${COLUMNS} from list_decision where shop_id = ${shop} and decision_id = ${id}::uuid`);

export const insertDecision = (world: World, shop: ShopId, key: string, { decisionId, asked, listId, customerId, outcome, at }: Decision) => world.db.run(sql`
  insert into list_decision (shop_id, decision_id, key, asked, list_id, customer_id, outcome, at)
  values (${shop}, ${decisionId}::uuid, ${key}, ${asked}, ${listId}, ${customerId}, ${outcome}, ${at})`);

const Target = z.object({ listId: ListId, source: z.string(), state: z.string() });

/** A list by its number or its name; what was made of a segment in Shopify is no list to anybody. */
export const targetList = (world: World, shop: ShopId, named: number | string): Promise<z.infer<typeof Target> | null> => row(world.db, Target, sql`
  select list_id as "listId", source, state from list where shop_id = ${shop} and source <> 'copy'
    and ${typeof named === "number" ? sql`list_id = ${named}` : sql`lower(name) = lower(${named}::text)`} order by list_id limit 1`);

const Person = z.object({ customerId: CustomerId });

export const byPhone = async (world: World, shop: ShopId, phone: string): Promise<CustomerId | null> =>
  (await row(world.db, Person, sql`select customer_id as "customerId" from customer where shop_id = ${shop} and phone = ${phone} order by customer_id limit 1`))?.customerId ?? null;

export async function addOne(world: World, shop: ShopId, list: ListId, customer: CustomerId, now: Date): Promise<boolean> {
  const added = await world.db.run(sql`
    insert into list_member (shop_id, list_id, customer_id, added_at) values (${shop}, ${list}, ${customer}, ${now}) on conflict (shop_id, list_id, customer_id) do nothing`);
  if (added > 0) await world.db.run(sql`update list set member_count = member_count + 1, updated_at = ${now} where shop_id = ${shop} and list_id = ${list}`);
  return added > 0;
}

