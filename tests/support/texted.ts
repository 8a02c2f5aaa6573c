// A person of whom there is a row in every table about texts, consent and links.
import type { ShopId } from "#app/lib/ids.ts";
import { type Sql, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";

export async function aTextedPerson(world: World, shop: ShopId, customerId: string): Promise<void> {
  const now = world.now();
  const number = sql`decode(md5(${customerId}), 'hex')`;
  const rows: Sql[] = [
    sql`insert into consent_entry (shop_id, number, seq, entry, evidence, hash, at, heard_at) values (${shop}, ${number}, 1, '{}', '{}', ${number}, ${now}, ${now})`,
    sql`insert into number_state (shop_id, number, state, entries, head, changed_at) values (${shop}, ${number}, '{}', 1, ${number}, ${now})`,
    sql`insert into consent_trace (shop_id, number, seq, address, agent, at) values (${shop}, ${number}, 1, '192.0.2.1', 'A', ${now})`,
    sql`insert into opt_in (shop_id, number, phone, customer_id, locale, scopes, disclosure, asked_at, expires_at) values (${shop}, ${number}, 'sealed', ${customerId}, 'en', '{marketing}', '{}', ${now}, ${now})`,
    sql`insert into text_settings (shop_id, version, settings, at) values (${shop}, 1, '{}', ${now})`,
    sql`insert into message (shop_id, message_id, name, version, created_at, changed_at) values (${shop}, 1, 'M', 1, ${now}, ${now})`,
    sql`insert into message_version (shop_id, message_id, version, definition, at) values (${shop}, 1, 1, '{}', ${now})`,
    sql`insert into campaign (shop_id, campaign_id, name, version, created_at, changed_at) values (${shop}, 1, 'C', 1, ${now}, ${now})`,
    sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) values (${shop}, 1, 1, '{}', ${now})`,
    sql`insert into campaign_dry (shop_id, campaign_id, version, started_at) values (${shop}, 1, 1, ${now})`,
    sql`insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, due_at, body, created_at) values (${shop}, 1, 'k', 'campaign', ${customerId}, ${number}, 'marketing', 2, ${now}, 'Hi', ${now})`,
    sql`insert into decision (shop_id, text_id, customer_id, number, at, verdict, reason, settings_version, record) values (${shop}, 1, ${customerId}, ${number}, ${now}, 'send', 'allowed', 1, '{}')`,
    sql`insert into spend (shop_id, day) values (${shop}, ${now})`,
    sql`insert into receipt (shop_id, connection_id, key, provider_id, status, at, heard_at) values (${shop}, 1, 'k', 'p', 'delivered', ${now}, ${now})`,
    sql`insert into reply (shop_id, connection_id, key, number, customer_id, body, meaning, at, heard_at) values (${shop}, 1, 'k', ${number}, ${customerId}, 'Hi', 'none', ${now}, ${now})`,
    sql`insert into link (shop_id, code, text_id, customer_id, url, at, expires_at) values (${shop}, 'code', 1, ${customerId}, 'https://example.com/', ${now}, ${now})`,
    sql`insert into click (shop_id, code, at, method, headers, is_human, score, rule, version) values (${shop}, 'code', ${now}, 'GET', '{}', true, 0, 'none', '1')`,
    sql`insert into coupon (shop_id, coupon_id, name, settings, created_at) values (${shop}, 1, 'C', '{}', ${now})`,
    sql`insert into coupon_code (shop_id, coupon_id, customer_id, code, at) values (${shop}, 1, ${customerId}, 'X', ${now})`,
  ];
  for (const each of rows) await world.db.run(each);
}
