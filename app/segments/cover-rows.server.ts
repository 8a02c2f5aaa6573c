// Since when which events are told to us, as one column of the statement that reads the shop. What Segue alone does needs no
// telling: there was none before the shop had Segue. A row says otherwise where some came before they were told.
import { z } from "zod";
import { CONSENT_KINDS, OWN_KINDS } from "../customers/event-kind.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Sql, sql } from "../lib/sql.ts";
import type { Covers } from "./cover.ts";

export const CoverRows: z.ZodType<Covers> = z.record(z.string(), z.number());

/** Of consent Shopify tells us from the day on which the app was installed. Within a statement on `shop`. */
export const coversSql = (shop: ShopId): Sql => sql`(
  select coalesce(json_object_agg(told.key, told.since), '{}') from (
    select each.key, min(each.since) as since from (
      select v.kind || case when v.name = '' then '' else '/' || v.name end as key, round(extract(epoch from v.since) * 1000)::float8 as since from event_cover v where v.shop_id = ${shop}
      union all
      select consent.kind, round(extract(epoch from shop.installed_at) * 1000)::float8 from unnest(${[...CONSENT_KINDS]}::text[]) as consent(kind) where shop.installed_at is not null
      union all
      select own.kind, 0 from unnest(${[...OWN_KINDS]}::text[]) as own(kind) where not exists (select from event_cover v where v.shop_id = ${shop} and v.kind = own.kind)) each
    group by each.key) told)`;
