// A person of whom there is a row in every table about texts, consent and links, some of them by their number alone.
import { appendEntries } from "#app/consent/ledger.server.ts";
import { numberHasher, sealPhone } from "#app/consent/number.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { type Sql, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";

export async function aTextedPerson(world: World, shop: ShopId, customerId: string, phone = "+12125550777"): Promise<void> {
  const now = world.now();
  const hash = (await numberHasher(world, shop))(phone);
  const number = sql`decode(${hash}, 'hex')`;
  const evidence = { page: `https://acme.example/sign-up?for=${customerId}`, messageIds: ["SM777"], order: "5001", note: `Said by Sarah, ${phone}` };
  await appendEntries(world, shop, [{
    number: hash, trace: { address: "192.0.2.1", agent: "Sarah's browser" },
    entry: { kind: "optedIn", at: now.getTime(), source: "form", scopes: ["marketing"], disclosure: { version: "1", text: "Texts from Acme.", locale: "en" }, evidence, basis: "express", proof: "written", expiresAt: null },
  }], now);
  const rows: Sql[] = [
    sql`update number_state set preference = '{"declined":["sarah"]}', wrote_at = ${now} where shop_id = ${shop} and number = ${number}`,
    sql`insert into opt_in (shop_id, number, phone, customer_id, locale, scopes, disclosure, asked_at, expires_at) values (${shop}, ${number}, ${sealPhone(world, shop, hash, phone)}, ${customerId}, 'en', '{marketing}', '{}', ${now}, ${now})`,
    sql`insert into opt_in_try (shop_id, name, since, count) values (${shop}, 'hash', ${now}, 1)`,
    sql`insert into number_owner (shop_id, customer_id, number) values (${shop}, ${customerId}, ${number})`,
    sql`insert into outbox (shop_id, kind, key, payload, due_at, created_at) values (${shop}, 'customerCreate', ${`optIn/customer/${hash}`}, ${JSON.stringify({ number: hash })}::jsonb, ${now}, ${now})`,
    sql`insert into text_settings (shop_id, version, settings, at) values (${shop}, 1, '{}', ${now})`,
    sql`insert into message (shop_id, message_id, name, version, created_at, changed_at) values (${shop}, 1, 'M', 1, ${now}, ${now})`,
    sql`insert into message_version (shop_id, message_id, version, definition, at) values (${shop}, 1, 1, '{}', ${now})`,
    sql`insert into campaign (shop_id, campaign_id, name, version, created_at, changed_at) values (${shop}, 1, 'C', 1, ${now}, ${now})`,
    sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) values (${shop}, 1, 1, '{}', ${now})`,
    sql`insert into campaign_dry (shop_id, campaign_id, version, started_at) values (${shop}, 1, 1, ${now})`,
    sql`insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, due_at, body, created_at, connection_id, provider_id) values
      (${shop}, 1, 'k', 'campaign', ${customerId}, ${number}, 'marketing', 2, ${now}, 'Hi Sarah', ${now}, 1, 'p'), (${shop}, 2, 'k2', 'reply', null, ${number}, 'reply', 0, ${now}, 'Sarah, you are in', ${now}, 1, 'p2')`,
    sql`insert into decision (shop_id, text_id, customer_id, number, at, verdict, reason, settings_version, record) values (${shop}, 1, ${customerId}, ${number}, ${now}, 'send', 'allowed', 1, '{}'), (${shop}, 2, null, ${number}, ${now}, 'send', 'allowed', 1, '{}')`,
    sql`insert into audience_count (shop_id, segment_id) values (${shop}, 0)`,
    sql`insert into spend (shop_id, day) values (${shop}, ${now})`,
    sql`insert into receipt (shop_id, connection_id, key, provider_id, status, at, heard_at) values (${shop}, 1, 'k', 'p', 'delivered', ${now}, ${now}), (${shop}, 1, 'k2', 'p2', 'delivered', ${now}, ${now})`,
    sql`insert into reply (shop_id, connection_id, key, number, customer_id, body, meaning, at, heard_at) values (${shop}, 1, 'k', ${number}, ${customerId}, 'Hi, Sarah here', 'none', ${now}, ${now}), (${shop}, 1, 'k2', ${number}, null, 'sarah@example.com', 'none', ${now}, ${now})`,
    sql`insert into link (shop_id, code, text_id, customer_id, url, at, expires_at) values (${shop}, 'code', 1, ${customerId}, 'https://example.com/', ${now}, ${now}), (${shop}, 'code2', 2, null, 'https://example.com/sarah', ${now}, ${now})`,
    sql`insert into click (shop_id, code, at, method, headers, is_human, score, rule, version) values (${shop}, 'code', ${now}, 'GET', '{}', true, 0, 'none', '1'), (${shop}, 'code2', ${now}, 'GET', '{"referer":"sarah"}', true, 0, 'none', '1')`,
    sql`insert into coupon (shop_id, coupon_id, name, settings, created_at) values (${shop}, 1, 'C', '{}', ${now})`,
    sql`insert into coupon_code (shop_id, coupon_id, customer_id, code, at) values (${shop}, 1, ${customerId}, 'X', ${now})`,
  ];
  for (const each of rows) await world.db.run(each);
}
