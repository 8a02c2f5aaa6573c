// One person's rows of every table, without the columns that only serve us.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Id, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { EVENT_KINDS } from "./event-kind.ts";

const Row = z.object({ row: z.record(z.string(), z.unknown()) });

type Rows = Record<string, unknown>[];

export async function exportedRows(world: World, shop: ShopId, customerId: string): Promise<Record<string, Rows>> {
  const read = async (query: Sql): Promise<Rows> => (await world.db.rows(Row, query)).map(({ row }) => row);
  return {
    customer: await read(sql`select to_jsonb(c) - 'shop_id' - 'changed_at' - 'roll_again_at' - 'detail_asked_at' as row from customer c where shop_id = ${shop} and customer_id = ${customerId}`),
    tags: await read(sql`
      select jsonb_build_object('tag', tag, 'since', changed_at) as row from customer_tag where shop_id = ${shop} and customer_id = ${customerId} and present order by tag_key`),
    mergedFrom: await read(sql`
      select jsonb_build_object('customer_id', customer_id, 'at', gone_at) as row from customer_gone where shop_id = ${shop} and merged_into = ${customerId} order by customer_id`),
    orders: await read(sql`select to_jsonb(o) - 'shop_id' - 'detail_asked_at' as row from orders o where shop_id = ${shop} and customer_id = ${customerId} order by processed_at, order_id`),
    orderLines: await read(sql`
      select to_jsonb(l) - 'shop_id' as row from order_line l where shop_id = ${shop} and customer_id = ${customerId} order by processed_at, order_id, line_id`),
    refunds: await read(sql`
      select to_jsonb(r) - 'shop_id' as row from order_refund r where shop_id = ${shop} and customer_id = ${customerId} order by processed_at, order_id, refund_id`),
    events: await read(sql`
      select jsonb_strip_nulls(to_jsonb(e) - 'shop_id' - 'event_id' - 'who') as row from event e
      where shop_id = ${shop} and kind = any(${[...EVENT_KINDS]}::text[]) and customer_id = ${customerId} order by at, event_id`),
    segments: await read(sql`
      select jsonb_build_object('segment', s.name, 'entered_at', m.entered_at, 'left_at', m.left_at) as row from membership m
      join segment s on s.shop_id = ${shop} and s.segment_id = m.segment_id
      where m.shop_id = ${shop} and m.customer_id = ${customerId} order by m.segment_id, m.stay`),
    pins: await read(sql`
      select jsonb_build_object('segment', s.name, 'side', p.side, 'reason', p.reason, 'at', p.pinned_at) as row from segment_pin p
      join segment s on s.shop_id = ${shop} and s.segment_id = p.segment_id
      where p.shop_id = ${shop} and p.customer_id = ${customerId} order by p.segment_id`),
    lists: await read(sql`
      select jsonb_build_object('list', l.name, 'added_at', m.added_at, 'columns', coalesce((
        select jsonb_object_agg(k.name, m.kept -> (k.type || '.' || k.key)) from jsonb_to_recordset(l.columns) as k (key text, type text, name text) where m.kept -> (k.type || '.' || k.key) is not null), '{}')) as row
      from list_member m
      join list l on l.shop_id = ${shop} and l.list_id = m.list_id
      where m.shop_id = ${shop} and m.customer_id = ${customerId} order by m.list_id`),
    tagsInShopify: await read(sql`
      select jsonb_build_object('tag', tag, 'state', state, 'at', changed_at) as row from mirror_member where shop_id = ${shop} and customer_id = ${customerId} order by segment_id`),
    platforms: await read(sql`
      select jsonb_build_object('platform', n.platform, 'phone', p.phone, 'email', p.email, 'known_as', p.platform_id, 'at', p.seen_at) as row from connection_person p
      join connection n on n.shop_id = ${shop} and n.connection_id = p.connection_id
      where p.shop_id = ${shop} and p.customer_id = ${customerId} order by p.connection_id`),
    segmentsAtPlatforms: await read(sql`
      select jsonb_build_object('platform', n.platform, 'segment', s.name, 'state', m.state, 'reason', m.reason, 'phone', m.told_phone, 'email', m.told_email, 'at', m.changed_at) as row
      from target_member m join connection n on n.shop_id = ${shop} and n.connection_id = m.connection_id join segment s on s.shop_id = ${shop} and s.segment_id = m.segment_id
      where m.shop_id = ${shop} and m.customer_id = ${customerId} order by m.connection_id, m.segment_id`),
    decisions: await read(sql`
      select jsonb_build_object('list', l.name, 'outcome', d.outcome, 'at', d.at) as row from list_decision d
      join list l on l.shop_id = ${shop} and l.list_id = d.list_id
      where d.shop_id = ${shop} and d.customer_id = ${customerId} order by d.at, d.decision_id`),
  };
}

/** Who they are since Shopify merged them. */
export async function survivorOf(world: World, shop: ShopId, customerId: string): Promise<string> {
  const found = await row(world.db, z.object({ id: Id }), sql`
    select merged_into as id from customer_gone where shop_id = ${shop} and customer_id = ${customerId} and merged_into is not null`);
  return found?.id ?? customerId;
}

export const isAskedFor = async (world: World, shop: ShopId, numbers: string[]): Promise<boolean> =>
  (await world.db.run(sql`select 1 from data_request where shop_id = ${shop} and customer_id = any(${numbers}::bigint[]) limit 1`)) > 0;

export async function noteFetched(world: World, shop: ShopId, numbers: string[], now: Date): Promise<void> {
  await world.db.run(sql`update data_request set fetched_at = ${now} where shop_id = ${shop} and customer_id = any(${numbers}::bigint[]) and fetched_at is null`);
}
