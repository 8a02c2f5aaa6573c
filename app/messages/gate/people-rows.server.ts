// What the gate must know of many people at once, as the tables have it.
import { z } from "zod";
import { NumberHash } from "#app/consent/number.ts";
import { smsWord } from "../../customers/sms-word-rows.server.ts";
import { CustomerId, SegmentId, type ShopId } from "#app/lib/ids.ts";
import { anyShop } from "#app/lib/merge.server.ts";
import { empty, sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { HANDED_WITHIN_MS } from "../person-text.ts";
import type { Sent } from "./facts.ts";
import { MessageClass } from "./facts.ts";

const Maybe = z.string().nullable();

const Known = z.object({
  customerId: CustomerId,
  country: Maybe, province: Maybe, postal: Maybe,
  smsState: Maybe, smsOptInLevel: Maybe, smsUpdatedAt: z.date().nullable(),
  isMinor: z.boolean(),
  rfmGroup: Maybe, spendTier: Maybe,
});
export type Known = z.infer<typeof Known>;

/** `adultsSince`: the day on which those who are 18 today were born at the latest, as 2008-11-26. */
export const knownPeople = (world: World, shop: ShopId, customers: CustomerId[], adultsSince: string): Promise<Known[]> =>
  world.db.rows(Known, sql`
    select customer_id as "customerId", country_code as country, province_code as province, zip as postal, said.state as "smsState", said.level as "smsOptInLevel",
      said.at as "smsUpdatedAt", coalesce(birth_date > ${adultsSince}::date, false) as "isMinor", rfm_group as "rfmGroup", spend_tier as "spendTier"
    from customer c ${smsWord(shop, "c")} where c.shop_id = ${anyShop(shop)} and c.customer_id = any(${customers}::bigint[])`);

const Member = z.object({ customerId: CustomerId, segment: SegmentId });

export const membersOf = (world: World, shop: ShopId, customers: CustomerId[], segments: number[]): Promise<z.infer<typeof Member>[]> =>
  world.db.rows(Member, sql`
    select customer_id as "customerId", segment_id as segment from membership
    where shop_id = ${anyShop(shop)} and segment_id = any(${segments}::int[]) and customer_id = any(${customers}::bigint[]) and left_at is null
    order by customer_id, segment_id`);

const SentRow = z.object({ number: NumberHash, at: z.date(), class: MessageClass, reply: z.enum(["stop", "help", "optIn"]).nullable(), subject: Maybe, cart: Maybe, state: z.string() });

/** Whose answer nobody has yet, or ever will, counts as gone, at the last instant at which it may have. What surely failed is no text. */
const OUTCOMES: Readonly<Record<string, Sent["outcome"]>> = { leased: "uncertain", doubt: "uncertain", sent: "accepted", delivered: "accepted", undelivered: "accepted" };

/** Oldest first. `but`: as if this flow had never sent any. */
export async function sentSince(world: World, shop: ShopId, numbers: NumberHash[], since: Date, but: number | null = null): Promise<Map<NumberHash, Sent[]>> {
  const rows = await world.db.rows(SentRow, sql`
    select encode(t.number, 'hex') as number, t.sent_at as at, t.class, t.reply_kind as reply, t.subject, t.cart ->> 'key' as cart, t.state
    from unnest(${numbers}::text[]) as asked (number) join person_text t on t.shop_id = ${anyShop(shop)} and t.number = decode(asked.number, 'hex') and t.sent_at > ${since} and t.sent_at is not null
    where t.state = any(${Object.keys(OUTCOMES)}::text[]) ${but === null ? empty : sql`and t.flow_id is distinct from ${but}::int`}
    order by t.number, t.sent_at, t.text_id`);
  const found = new Map<NumberHash, Sent[]>();
  for (const { number, at, state, ...rest } of rows) {
    const list = found.get(number) ?? [];
    if (list.length === 0) found.set(number, list);
    const outcome = OUTCOMES[state] ?? "uncertain";
    list.push({ ...rest, at: at.getTime() + (outcome === "uncertain" ? HANDED_WITHIN_MS : 0), outcome });
  }
  return found;
}
