// The statements that erase what was said to and by a person whose number is known by its hash (consent/number.ts), in hex.
// The ledger's lines stay without their evidence: they prove what was sent lawfully, and a stop that was said must hold
// for whoever is imported again.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Id, join, raw, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** Those with a person's number, which may name the customer. */
export const NUMBER_TABLES = ["decision", "reply", "opt_in", "person_text", "number_owner"] as const;

const Number_ = z.object({ number: z.string() });

/** The numbers that these customers had or have, as far as anything was said to, by or of them. */
export async function numbersUsed(world: World, shop: ShopId, customerIds: string[]): Promise<string[]> {
  const each = NUMBER_TABLES.map((table) => sql`select number from ${raw(table)} where shop_id = ${shop} and customer_id = any(${customerIds}::bigint[])`);
  return (await world.db.rows(Number_, sql`select encode(number, 'hex') as number from (${join(each, " union ")}) used order by 1`)).map(({ number }) => number);
}

/** Of these numbers those that somebody else who is there had or has. */
export async function numbersShared(world: World, shop: ShopId, numbers: string[], customerIds: string[]): Promise<string[]> {
  const each = NUMBER_TABLES.map((table) => sql`
    select t.number from ${raw(table)} t join customer c on c.shop_id = ${shop} and c.customer_id = t.customer_id where t.shop_id = ${shop} and ${isOf(numbers, sql`t.number`)} and t.customer_id <> all(${customerIds}::bigint[])`);
  return (await world.db.rows(Number_, sql`select encode(number, 'hex') as number from (${join(each, " union ")}) used order by 1`)).map(({ number }) => number);
}

/** Of these phones those that somebody else has, too. */
export async function phonesShared(world: World, shop: ShopId, phones: string[], customerIds: string[]): Promise<Set<string>> {
  const rows = await world.db.rows(z.object({ phone: z.string() }), sql`
    select distinct phone from customer where shop_id = ${shop} and phone = any(${phones}::text[]) and customer_id <> all(${customerIds}::bigint[]) order by phone`);
  return new Set(rows.map(({ phone }) => phone));
}

const isOf = (numbers: string[], column: Sql): Sql => sql`${column} in (select decode(number, 'hex') from unnest(${numbers}::text[]) as one (number))`;

export async function eraseTexts(world: World, shop: ShopId, customerIds: string[], numbers: string[]): Promise<void> {
  const theirs = sql`(customer_id = any(${customerIds}::bigint[]) or ${isOf(numbers, sql`number`)})`;
  const texts = (await world.db.rows(z.object({ id: Id }), sql`select text_id as id from person_text where shop_id = ${shop} and ${theirs} order by text_id`)).map(({ id }) => id);
  const ofTexts = sql`text_id = any(${texts}::bigint[])`;
  await world.db.run(sql`
    with gone as (delete from link where shop_id = ${shop} and (${ofTexts} or customer_id = any(${customerIds}::bigint[])) returning code)
    delete from click c using gone where c.shop_id = ${shop} and c.code = gone.code`);
  await world.db.run(sql`
    delete from receipt r using person_text t
    where r.shop_id = ${shop} and t.shop_id = ${shop} and t.${ofTexts} and r.connection_id = t.connection_id and r.provider_id = t.provider_id`);
  await world.db.run(sql`delete from decision where shop_id = ${shop} and (${ofTexts} or ${theirs})`);
  await world.db.run(sql`delete from outbox where shop_id = ${shop} and kind = 'customerCreate' and payload->>'number' = any(${numbers}::text[])`);
  for (const table of ["reply", "opt_in", "person_text"]) await world.db.run(sql`delete from ${raw(table)} where shop_id = ${shop} and ${theirs}`);
}

/** What is left of a number: its lines without evidence, and what they add up to; of one that nothing was ever said of, nothing. */
export async function eraseEvidence(world: World, shop: ShopId, numbers: string[]): Promise<void> {
  if (numbers.length === 0) return;
  await world.db.run(sql`delete from consent_trace where shop_id = ${shop} and ${isOf(numbers, sql`number`)}`);
  await world.db.run(sql`update consent_entry set evidence = null where shop_id = ${shop} and evidence is not null and ${isOf(numbers, sql`number`)}`);
  await world.db.run(sql`delete from number_state where shop_id = ${shop} and entries = 0 and ${isOf(numbers, sql`number`)}`);
  await world.db.run(sql`update number_state set preference = '{}', wrote_at = null, reach = 'ok', link_seq = link_seq + 1 where shop_id = ${shop} and ${isOf(numbers, sql`number`)}`);
}
