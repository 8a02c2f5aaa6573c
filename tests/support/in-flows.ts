// A person of whom there is a row in every table about flows.
import type { ShopId } from "#app/lib/ids.ts";
import { type Sql, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";

export async function aPersonInFlows(world: World, shop: ShopId, customerId: string): Promise<void> {
  const now = world.now();
  const line = JSON.stringify({ decided: [{ kind: "entered", person: customerId }] });
  const rows: Sql[] = [
    sql`insert into flow (shop_id, flow_id, name, draft, created_at, changed_at) values (${shop}, 1, 'F', '{}', ${now}, ${now})`,
    sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, 1, 1, 'F', '{}', ${now})`,
    sql`insert into flow_message (shop_id, flow_id, version, step, message_id, message_version) values (${shop}, 1, 1, 'a', 1, 1)`,
    sql`insert into listened (shop_id, flow_id, what) values (${shop}, 1, 'order')`,
    sql`insert into happened (shop_id, what, customer_id, fact, at, heard_at) values (${shop}, 'order', ${customerId}, 'order/5001', ${now}, ${now})`,
    sql`insert into flow_watch (shop_id, flow_id, trigger, customer_id, key, version, at, due_at) values (${shop}, 1, 0, ${customerId}, 'checkout/1', 1, ${now}, ${now})`,
    sql`insert into flow_entry (shop_id, flow_id, customer_id, trigger, fact, at, state, due_at, told_at, run_id) values (${shop}, 1, ${customerId}, 0, 'order/5001', ${now}, 'entered', ${now}, ${now}, 1)`,
    sql`insert into flow_run (shop_id, run_id, flow_id, version, customer_id, key, state, control, run, entered_at) values (${shop}, 1, 1, 1, ${customerId}, ${customerId}, 'paused', false, ${JSON.stringify({ person: customerId })}::jsonb, ${now})`,
    sql`insert into flow_line (shop_id, run_id, seq, at, line) values (${shop}, 1, 1, ${now}, ${line}::jsonb)`,
    sql`insert into flow_heard (shop_id, run_id, heard, at) values (${shop}, 1, ${JSON.stringify({ kind: "fact", id: "order/5001" })}::jsonb, ${now})`,
    sql`insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, due_at, at) values (${shop}, 1, 1, 1, ${customerId}, 'a', 'a/1', 'update', ${now}, ${now})`,
    sql`insert into flow_experiment (shop_id, flow_id, step, key, version, design, figures, begun_at) values (${shop}, 1, 'x', 'k', 1, '{}', '[]', ${now})`,
    sql`insert into flow_experiment_look (shop_id, flow_id, step, key, seq, at, what, figures, verdict) values (${shop}, 1, 'x', 'k', 1, ${now}, 'counted', '[]', '{}')`,
    sql`insert into flow_draw (shop_id, flow_id, step, key, customer_id, run_id, arm, at, until) values (${shop}, 1, 'x', 'k', ${customerId}, 1, 0, ${now}, ${now})`,
    sql`insert into flow_count (shop_id, flow_id, version, step, what, control, day, count) values (${shop}, 1, 1, '', 'entered', false, ${now}, 1)`,
    sql`insert into flow_replay (shop_id, flow_id, digest, definition, days, until, started_at, result) values (${shop}, 1, 'd', '{}', 90, ${now}, ${now}, ${JSON.stringify({ samples: [{ customer: customerId }, { customer: "9" }] })}::jsonb)`,
    // What products' stock and prices do is news to flows, and names nobody.
    sql`insert into variant (shop_id, variant_id, product_id, updated_at) values (${shop}, 1, 1, ${now})`,
    sql`insert into variant_news (shop_id, variant_id, product_id, at) values (${shop}, 1, 1, ${now})`,
  ];
  for (const each of rows) await world.db.run(each);
}
