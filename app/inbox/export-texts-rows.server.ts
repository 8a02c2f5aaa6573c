// What was said to and by one person, and about texting them, for the file that they may ask for.
import { z } from "zod";
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Row = z.object({ row: z.record(z.string(), z.unknown()) });

type Rows = Record<string, unknown>[];

/** `ids`: every number they had at Shopify; `numbers`: of phones they have or had. What names somebody else with the same phone is not theirs. */
export async function exportedTexts(world: World, shop: ShopId, ids: string[], numbers: NumberHash[]): Promise<Record<string, Rows>> {
  const read = async (query: Sql): Promise<Rows> => (await world.db.rows(Row, query)).map(({ row }) => row);
  const ofNumber = (column: Sql) => sql`${column} in (select decode(number, 'hex') from unnest(${numbers}::text[]) as one (number))`;
  const isTheirs = (column: Sql) => sql`${column} = any(${ids}::bigint[])`;
  const theirs = sql`(${isTheirs(sql`customer_id`)} or customer_id is null and ${ofNumber(sql`number`)})`;
  const texts = sql`select text_id from person_text where shop_id = ${shop} and ${theirs}`;
  return {
    consent: await read(sql`
      select jsonb_strip_nulls(e.entry - 'evidence' || jsonb_build_object('said_at', e.at, 'heard_at', e.heard_at, 'evidence', e.evidence -> 'evidence', 'address', t.address, 'browser', t.agent)) as row
      from consent_entry e left join consent_trace t on t.shop_id = ${shop} and t.number = e.number and t.seq = e.seq
      where e.shop_id = ${shop} and ${ofNumber(sql`e.number`)} order by e.number, e.seq`),
    textPreferences: await read(sql`select jsonb_build_object('consent', state, 'preference', preference, 'reach', reach, 'last_wrote_at', wrote_at, 'rests_since', rested_at) as row from number_state where shop_id = ${shop} and ${ofNumber(sql`number`)} order by number`),
    signUps: await read(sql`select jsonb_build_object('state', state, 'language', locale, 'for', scopes, 'wording', disclosure, 'asked_at', asked_at, 'confirmed_at', confirmed_at) as row from opt_in where shop_id = ${shop} and ${theirs} order by asked_at, number`),
    texts: await read(sql`
      select jsonb_strip_nulls(jsonb_build_object('text', body, 'picture', media, 'class', class, 'state', state, 'because', reason, 'created_at', created_at, 'sent_at', sent_at, 'delivered_at', delivered_at)) as row
      from person_text where shop_id = ${shop} and ${theirs} order by text_id`),
    textDecisions: await read(sql`
      select jsonb_strip_nulls(jsonb_build_object('at', at, 'verdict', verdict, 'because', reason, 'until', until, 'record', record)) as row from decision where shop_id = ${shop} and (${theirs} or text_id in (${texts})) order by decision_id`),
    replies: await read(sql`select jsonb_build_object('text', body, 'pictures', pictures, 'understood_as', meaning, 'at', at) as row from reply where shop_id = ${shop} and ${theirs} order by reply_id`),
    links: await read(sql`select jsonb_build_object('code', code, 'url', url, 'at', at, 'expires_at', expires_at) as row from link where shop_id = ${shop} and (${isTheirs(sql`customer_id`)} or text_id in (${texts})) order by at, code`),
    clicks: await read(sql`
      select jsonb_build_object('code', c.code, 'at', c.at, 'address', c.address, 'headers', c.headers, 'is_human', c.is_human) as row from click c
      join link l on l.shop_id = ${shop} and l.code = c.code where c.shop_id = ${shop} and (${isTheirs(sql`l.customer_id`)} or l.text_id in (${texts})) order by c.click_id`),
    couponCodes: await read(sql`select jsonb_build_object('code', code, 'state', state, 'at', at) as row from coupon_code where shop_id = ${shop} and ${isTheirs(sql`customer_id`)} order by coupon_id, code`),
  };
}
