// The time zones that a shop's customers live in: from one to the next by the index, as there are few of many.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { type Sql, sql } from "../lib/sql.ts";
import { isZone } from "./zones.ts";

/** Names that this process's calendar does not know count as none. */
export const ZoneRows = z.array(z.string()).transform((names) => names.filter(isZone));

/** A subquery: names in order. */
export const zonesSql = (shop: ShopId): Sql => {
  const next = (after: Sql) => sql`(select c.time_zone from customer c where c.shop_id = ${shop} and ${after} order by c.time_zone limit 1)`;
  return sql`array(
    with recursive zone (name) as (${next(sql`c.time_zone is not null`)} union all select ${next(sql`c.time_zone > zone.name`)} from zone where zone.name is not null)
    select name from zone where name is not null order by name)`;
};
