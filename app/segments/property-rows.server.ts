// What events of this shop carried along, and the texts they said, for the builder to offer. However many events
// there are, only the newest of each kind are looked at: what was told long ago alone can still be typed.
import { z } from "zod";
import { EVENT_KINDS, OWN_KINDS } from "../customers/event-kind.ts";
import type { ShopId } from "../lib/ids.ts";
import { raw, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { eventField } from "./fields.ts";
import { isSaid, type Properties } from "./offered.ts";
import { PICKS_MAX } from "./picker-rows.server.ts";
import { prefix, SEARCH_MAX } from "./search.ts";

const NEWEST_MAX = 1_000;
const PROPERTIES_MAX = 500;

const newest = (shop: ShopId, kind: Sql): Sql => sql`lateral (
  select * from event e where e.shop_id = ${shop} and e.kind = ${kind} and e.customer_id is not null order by e.at desc, e.event_id desc limit ${NEWEST_MAX}) e`;

const Seen = z.object({ kind: z.enum(EVENT_KINDS), name: z.string(), type: z.enum(["text", "number", "bool"]) });

/** Of each kind that is told, the keys of its properties: event.number.score. */
export async function propertiesSeen(world: World, shop: ShopId): Promise<Properties> {
  const rows = await world.db.rows(Seen, sql`
    select distinct each.kind, property.key as name, case jsonb_typeof(property.value) when 'string' then 'text' when 'number' then 'number' else 'bool' end as type
    from (select kind from event_cover where shop_id = ${shop} union select unnest(${[...OWN_KINDS]}::text[])) each cross join ${newest(shop, raw("each.kind"))} cross join lateral jsonb_each(e.props) property
    where jsonb_typeof(property.value) in ('string', 'number', 'boolean') order by 1, 2, 3 limit ${PROPERTIES_MAX}`);
  const seen: Properties = {};
  for (const { kind, name, type } of rows) (seen[kind] ??= []).push(`event.${type}.${name}`);
  return seen;
}

/** The most frequent values of a text of events that begin, or hold a word that begins, with what was typed; null where the key is of no such text. */
export async function textsSeen(world: World, shop: ShopId, key: string, typed = ""): Promise<string[] | null> {
  const asked = EVENT_KINDS.flatMap((kind) => {
    const field = eventField(kind, key);
    // Of a product's columns there are pickers already; their table is not read here.
    return field && isSaid(field) ? [{ kind, column: field.sql }] : [];
  });
  if (!asked[0]) return null;
  const begun = prefix(typed.normalize("NFC").trim().toLowerCase().slice(0, SEARCH_MAX));
  const rows = await world.db.rows(z.object({ value: z.string() }), sql`
    select value from (
      select ${raw(asked[0].column)} as value from unnest(${asked.map(({ kind }) => kind)}::text[]) as each (kind) cross join ${newest(shop, raw("each.kind"))}) said
    where value <> '' and (lower(value) like ${begun} or lower(value) like ${`% ${begun}`})
    group by value order by count(*) desc, lower(value), value limit ${PICKS_MAX}`);
  return rows.map(({ value }) => value);
}
