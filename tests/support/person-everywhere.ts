// Whoever must be exported or erased is looked for in every table.
import type { ShopId } from "#app/lib/ids.ts";
import { type Sql, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { aPersonInFlows } from "./in-flows.ts";
import { aTextedPerson } from "./texted.ts";

/** A person with a row in every table that can name one; 777001 was merged into 777002. */
export async function aPersonEverywhere(world: World, shop: ShopId, name = "sarah"): Promise<void> {
  const run = (query: Sql) => world.db.run(query);
  const now = world.now();
  await run(sql`insert into segment (shop_id, segment_id, name, member_count, created_at, updated_at) values (${shop}, 1, 'S', 2, ${now}, ${now})`);
  await run(sql`insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at) values (${shop}, 1, 1, '{}', 'S', ${now})`);
  await run(sql`insert into segment_use (shop_id, segment_id, uses_id) values (${shop}, 1, 1)`);
  await run(sql`insert into customer (shop_id, customer_id, email, phone) values (${shop}, 777002, ${`${name}@example.com`}, '+12125550777'), (${shop}, 9, 'other@example.com', null)`);
  await run(sql`insert into customer_tag (shop_id, customer_id, tag_key, tag, present, changed_at) values (${shop}, 777002, 'vip', 'VIP', true, ${now})`);
  await run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 777001, 777002, ${now})`);
  await run(sql`insert into forgotten (shop_id, who, at) values (${shop}, '\\x01', ${now})`);
  await run(sql`insert into orders (shop_id, order_id, customer_id, processed_at) values (${shop}, 5001, 777002, ${now}), (${shop}, 5002, null, ${now}), (${shop}, 5003, 9, ${now})`);
  await run(sql`insert into order_line (shop_id, order_id, line_id, customer_id, quantity, current_quantity, amount_minor) values (${shop}, 5001, 1, 777002, 1, 1, 1), (${shop}, 5002, 2, null, 1, 1, 1)`);
  await run(sql`insert into order_refund (shop_id, order_id, refund_id, customer_id, processed_at, amount_minor) values (${shop}, 5001, 1, 777002, ${now}, 1)`);
  await run(sql`insert into event (shop_id, event_id, customer_id, who, at, kind, source) values
    (${shop}, md5('1')::uuid, 777002, null, ${now}, 'productViewed', 'api'), (${shop}, md5('2')::uuid, null, md5(${`${name}@example.com`})::uuid, ${now}, 'searched', 'api')`);
  await run(sql`insert into event_cover (shop_id, kind, since) values (${shop}, 'productViewed', ${now})`);
  await run(sql`insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version) values (${shop}, 1, 777002, 1, ${now}, 'fact', 1), (${shop}, 1, 9, 1, ${now}, 'fact', 1)`);
  await run(sql`insert into membership_change (shop_id, segment_id, customer_id, kind, cause, version, at) values (${shop}, 1, 777002, 'entered', 'fact', 1, ${now})`);
  await run(sql`insert into mirror_member (shop_id, segment_id, customer_id, tag, state, changed_at) values (${shop}, 1, 777002, 'segue:s', 'held', ${now})`);
  await run(sql`insert into outbox (shop_id, kind, key, payload, due_at, created_at, customer_id) values (${shop}, 'tagsAdd', 'a', '{"customerId":"777002"}', ${now}, ${now}, 777002)`);
  await run(sql`insert into outbox (shop_id, kind, key, payload, due_at, created_at, command_id) values (${shop}, 'bulkTags', 'b', '{}', ${now}, ${now}, 99)`);
  await run(sql`insert into outbox_person (shop_id, command_id, customer_id) values (${shop}, 99, 777002)`);
  await run(sql`insert into segment_pin (shop_id, segment_id, customer_id, side, reason, pinned_at) values (${shop}, 1, 777002, 'in', 'asked for it', ${now})`);
  await run(sql`insert into list (shop_id, list_id, name, source, state, member_count, created_at, updated_at, columns) values (${shop}, 1, 'L', 'upload', 'ready', 2, ${now}, ${now}, '[{"key": "word", "type": "text", "name": "Word"}]')`);
  await run(sql`insert into cutoff (shop_id, ranking, number, at, people, cuts) values (${shop}, 'r', 1, ${now}, 2, '[]')`);
  await run(sql`insert into list_native (shop_id, list_id, native_id, name, query) values (${shop}, 1, 5, 'N', 'number_of_orders > 1')`);
  await run(sql`insert into list_member (shop_id, list_id, customer_id, added_at, kept) values (${shop}, 1, 777002, ${now}, jsonb_build_object('text.word', ${`${name} said it`}::text)), (${shop}, 1, 9, ${now}, null)`);
  await run(sql`insert into list_upload (shop_id, upload_id, list_id, file_name, state, bytes, due_at, created_at) values (${shop}, 1, 1, 'f.csv', 'done', 1, ${now}, ${now})`);
  await run(sql`insert into list_chunk (shop_id, upload_id, at, bytes) values (${shop}, 1, 0, 'x')`);
  await run(sql`insert into list_reject (shop_id, upload_id, line, reason) values (${shop}, 1, 2, 'unknown')`);
  await run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, due_at, state, body) values
    (${shop}, 'shopify', 'customers/update', 'p1', ${now}, ${now}, ${now}, 'parked', '{"id":777002,"odd":true}'), (${shop}, 'shopify', 'customers/update', 'p2', ${now}, ${now}, ${now}, 'parked', ${`{"email":"${name.toUpperCase()}@Example.com"}`}),
    (${shop}, 'shopify', 'orders/create', 'p3', ${now}, ${now}, ${now}, 'parked', '{"id":17770029}')`);
  await run(sql`with one as (insert into hook (shop_id, hook_id, url, secret, changes, created_at) values (${shop}, 1, 'https://example.com/', 's', '{entered}', ${now})) insert into hook_attempt (shop_id, hook_id, at, changes) values (${shop}, 1, ${now}, 1)`);
  await run(sql`with one as (insert into flow_trigger (shop_id, handle, enabled, told_at) values (${shop}, 'h', true, ${now})) insert into api_use (shop_id, minute, calls) values (${shop}, ${now}, 1)`);
  await run(sql`with one as (insert into connection (shop_id, connection_id, platform, account_id, account_name, hook_key, created_at) values (${shop}, 1, 'klaviyo', 'a', 'A', 'k', ${now})) insert into connection_person (shop_id, connection_id, customer_id, platform_id, seen_at) values (${shop}, 1, 777002, 'p', ${now})`);
  await run(sql`with one as (insert into target (shop_id, connection_id, segment_id, place_key, place_name, model, created_at) values (${shop}, 1, 1, 'segue-1', 'S', 'list', ${now})) insert into target_member (shop_id, connection_id, segment_id, customer_id, state, told_phone, told_email, changed_at)
    values (${shop}, 1, 1, 777002, 'held', '+12125550777', ${`${name}@example.com`}, ${now})`);
  await run(sql`insert into customer_reworded (shop_id, customer_id) values (${shop}, 777002)`);
  await run(sql`insert into budget (shop_id, connection_id, class, span, used, at) values (${shop}, 1, 'c', 'second', 0, ${now})`);
  await run(sql`insert into list_decision (shop_id, decision_id, key, asked, list_id, customer_id, outcome, at) values (${shop}, md5('d')::uuid, 'k', 'a', 1, 777002, 'added', ${now})`);
  await run(sql`insert into product (shop_id, product_id, title, updated_at) values (${shop}, 1, 'P', ${now})`);
  await run(sql`insert into collection (shop_id, collection_id, title) values (${shop}, 1, 'C')`);
  await aTextedPerson(world, shop, "777002");
  await aPersonInFlows(world, shop, "777002");
}
