// Shopify's word on texts is of one phone, and is read for the phone that somebody has now: of another one it says nothing. Whoever
// survived a merge and has taken over the other's phone has the other's word on it, until Shopify says one of its own. It is derived where
// it is read, because stored it would depend on what came first: the merge, the phone or the word.
//
// A no of either is a no of both, as of the merge. A yes that comes from the other one is only what they said of this very phone while
// they had it, and any no is stronger.
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { raw, type Sql, sql } from "../lib/sql.ts";

/** What Shopify itself says of the phone that the customer `of` has; where nobody said whose it was, it is theirs. */
export const ownSmsWord = (of: string): Sql => raw(`case when ${of}.sms_phone is null or ${of}.sms_phone = ${of}.phone then ${of}.sms_state end`);

/** What holds, to be joined to the customer `of`, as said.state, said.level and said.at; all null where nothing does. */
export function smsWord(shop: ShopId, of: string): Sql {
  const c = raw(of);
  const isOther = sql`not e.own and (e.is_it or e.had_it)`;
  // Who was merged with nobody, as nearly everybody, costs no more than a look at their own row.
  return sql`left join lateral (
    select ${ownSmsWord(of)} as state, ${c}.sms_opt_in_level as level, ${c}.sms_updated_at as at where ${c}.merged_at is null
    union all (select w.state, w.level, w.at from (
      select e.state, e.level, e.own, e.is_it, e.is_last, e.gone_at, bool_or(${isOther}) over () as takes_over, bool_or(e.own and e.is_it and e.state is not null) over () as has_own,
        case when e.state = 'UNSUBSCRIBED' and not (e.own and e.is_it) then greatest(e.at, coalesce(e.gone_at, ${c}.merged_at)) else e.at end as at
      from (${ownWord(c)} union all ${othersWords(shop, c)}) e) w
    where ${c}.merged_at is not null and w.state is not null and case
      when w.state = 'UNSUBSCRIBED' then w.is_it or (w.takes_over and w.is_last)
      when w.own then w.is_it
      else w.state in ('SUBSCRIBED', 'PENDING') and w.is_it and w.is_last and not w.has_own and coalesce(w.at <= w.gone_at, true) end
    order by coalesce(w.at, 'epoch') desc, array_position(array['SUBSCRIBED', 'PENDING', 'NOT_SUBSCRIBED', 'INVALID', 'UNSUBSCRIBED', 'REDACTED'], w.state) desc limit 1)) said on true`;
}

/** `is_it`: of the phone that the customer has now. `is_last`: of the phone that its sayer had last, as far as we know. `had_it`: the sayer had the customer's last. */
const ownWord = (c: Sql): Sql => sql`select ${c}.sms_state as state, ${c}.sms_opt_in_level as level, ${c}.sms_updated_at as at, true as own,
  coalesce(${c}.sms_phone = ${c}.phone, ${c}.sms_phone is null) as is_it, true as is_last, false as had_it, null::timestamptz as gone_at`;

const othersWords = (shop: ShopId, c: Sql): Sql => sql`
  select g.sms_state, g.sms_opt_in_level, g.sms_updated_at, false, coalesce(g.sms_phone = ${c}.phone, h.had_it), g.sms_phone is null or g.phone_who is null or g.phone_who = md5(lower(g.sms_phone))::uuid, h.had_it, g.gone_at
  from customer_gone g cross join lateral (select coalesce(g.phone_who = md5(lower(${c}.phone))::uuid, false) as had_it) h
  where g.shop_id = ${anyShop(shop)} and g.merged_into = ${c}.customer_id`;
