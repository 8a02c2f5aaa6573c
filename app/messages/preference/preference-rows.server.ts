// What the preference page knows of its holder, and the numbers of the links that lead to it.
import { z } from "zod";
import { NumberHash } from "../../consent/number.ts";
import { NumberState } from "../../consent/number-state.ts";
import { smsWord } from "../../customers/sms-word-rows.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Holder } from "./preference-link.ts";
import { TextSettings } from "../settings/text-settings.ts";

const Known = z.object({
  domain: z.string(), name: z.string().nullable(), settings: TextSettings.nullable(), seq: z.int(), state: NumberState.shape.state.nullable(), preference: NumberState.shape.preference.nullable(),
  phone: z.string().nullable(), locale: z.string().nullable(), smsState: z.string().nullable(), smsOptInLevel: z.string().nullable(), smsUpdatedAt: Instant.nullable(),
  askedPhone: z.string().nullable(), askedLocale: z.string().nullable(), topics: z.array(z.string()),
});
export type Known = z.infer<typeof Known>;

export const TOPICS_MAX = 50;

/** Null: there is no such shop. A number that nobody has met has no state. */
export const readHolder = (world: World, { shop, number, customerId }: Holder): Promise<Known | null> => row(world.db, Known, sql`
  select s.domain, s.name, (select t.settings from text_settings t where t.shop_id = ${shop} order by t.version desc limit 1) as settings,
    coalesce(n.link_seq, 0) as seq, n.state, n.preference, c.phone, c.locale, said.state as "smsState", said.level as "smsOptInLevel", said.at as "smsUpdatedAt",
    o.phone as "askedPhone", o.locale as "askedLocale", array(
      select distinct v.definition ->> 'topic' from message m join message_version v on v.shop_id = ${shop} and v.message_id = m.message_id and v.version = m.version
      where m.shop_id = ${shop} and m.state in ('on', 'flow') and v.definition ->> 'topic' <> '' order by 1 limit ${TOPICS_MAX}) as topics
  from shop s left join number_state n on n.shop_id = ${shop} and n.number = decode(${number}, 'hex') left join customer c on c.shop_id = ${shop} and c.customer_id = ${customerId}::bigint ${smsWord(shop, "c")}
  left join opt_in o on o.shop_id = ${shop} and o.number = decode(${number}, 'hex') where s.shop_id = ${shop}`);

const Seq = z.object({ number: NumberHash, seq: z.int() });

/** Of those that were ever counted up. */
export const linkSeqs = (world: World, shop: ShopId, numbers: readonly NumberHash[]): Promise<z.infer<typeof Seq>[]> => world.db.rows(Seq, sql`
  select encode(n.number, 'hex') as number, n.link_seq as seq from unnest(${[...new Set(numbers)]}::text[]) as asked (number)
  join number_state n on n.shop_id = ${shop} and n.number = decode(asked.number, 'hex') where n.link_seq > 0`);

export const countUpLinks = (world: World, shop: ShopId, number: NumberHash): Promise<number> =>
  world.db.run(sql`update number_state set link_seq = link_seq + 1 where shop_id = ${shop} and number = decode(${number}, 'hex')`);
