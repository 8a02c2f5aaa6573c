// Whom triggers that go by time alone concern, as sets: nobody is read one by one to find out.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { recordset } from "../../lib/recordset.ts";
import { empty, Id, join, raw, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { EVENTS } from "../../segments/events.ts";
import { customerField } from "../../segments/fields.ts";
import { eventOf, type Told } from "../happening.ts";
import type { Look, Target } from "./by-clock.ts";

/** Their own zone where it is one of the shop's known ones, else the shop's. */
const zoneOf = (shopZone: string, zones: readonly string[]): Sql => sql`case when c.time_zone = any(${[...zones]}::text[]) then c.time_zone else ${shopZone}::text end`;

type Members = { trigger: number; segment: number; ticks: readonly { zone: string; at: number }[]; shopZone: string; zones: readonly string[]; ofPerson: boolean };

/** Who is in the segment at each tick; of each zone its own people. */
export function membersAt(shop: ShopId, { trigger, segment, ticks, shopZone, zones, ofPerson }: Members): Sql {
  const at = ticks.map((tick) => ({ zone: tick.zone, at: new Date(tick.at), fact: `schedule/${trigger}/${tick.at}` }));
  return sql`
    select m.customer_id, t.fact, t.at, '{}'::jsonb as about from ${recordset({ zone: "text", at: "timestamptz", fact: "text" }, at, "t")}
    join membership m on m.shop_id = ${shop} and m.segment_id = ${segment} and m.entered_at <= t.at and (m.left_at is null or m.left_at > t.at)
    ${ofPerson ? sql`join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id and ${zoneOf(shopZone, zones)} = t.zone` : empty}`;
}

type Dated = { flow: number; trigger: number; field: string; yearly: boolean; targets: readonly Target[]; shopZone: string; zones: readonly string[]; ofPerson: boolean };

/** Told of once for each cycle: a date that moved by a day or two does not make another. */
export const NEAR_DAYS = 2;

/** Null: no such date is known of anybody. */
export function datedOn(shop: ShopId, { flow, trigger, field: key, yearly, targets, shopZone, zones, ofPerson }: Dated): Sql | null {
  const field = customerField(key);
  if ((field?.type !== "date" && field?.type !== "day") || field.missing !== undefined) return null;
  const zone = zoneOf(shopZone, zones);
  const day = field.type === "day" ? sql`(${raw(field.sql)})` : sql`((${raw(field.sql)}) at time zone ${zone})::date`;
  const rows = targets.flatMap(({ zone: of, days, returns, at }) => days.map((each) => ({ zone: of, day: each, returns, at: new Date(at) })));
  return sql`
    select dated.customer_id, ${`date/${trigger}/`}::text || t.returns as fact, t.at, '{}'::jsonb as about
    from (select c.customer_id, ${zone} as zone, ${day} as day from customer c ${field.list === undefined ? empty : sql`join list_member lm on lm.shop_id = ${shop} and lm.list_id = ${field.list} and lm.customer_id = c.customer_id`}
      where c.shop_id = ${shop}) dated
    join ${recordset({ zone: "text", day: "text", returns: "date", at: "timestamptz" }, rows, "t")} on ${ofPerson ? sql`t.zone = dated.zone and` : empty} t.day = to_char(dated.day, ${yearly ? "MM-DD" : "YYYY-MM-DD"})
    where not exists (
      select 1 from flow_entry e where e.shop_id = ${shop} and e.flow_id = ${flow} and e.customer_id = dated.customer_id and e.trigger = ${trigger}
        and case when e.fact like ${`date/${trigger}/%`} then abs(split_part(e.fact, '/', 3)::date - t.returns) between 1 and ${NEAR_DAYS} else false end)`;
}

/** In the order of their numbers, from there on. */
export async function cameIn(world: World, shop: ShopId, of: readonly Pick<Told, "event">[], look: Look, after: string, limit: number): Promise<string[]> {
  const parts = [...new Set(of.map(({ event }) => eventOf(event)))].map((event) => {
    const { table, alias, at, counts } = EVENTS[event];
    const [row, when] = [raw(alias), raw(at)];
    const own = counts(sql`${new Date(look.to)}::timestamptz`);
    return sql`select ${row}.customer_id from ${raw(table)} ${row} where ${row}.shop_id = ${shop} and ${when} > ${new Date(look.from)} and ${when} <= ${new Date(look.to)} and ${row}.customer_id > ${after}::bigint${own ? sql` and ${own}` : empty}`;
  });
  const rows = await world.db.rows(z.object({ customer: Id }), sql`select distinct customer_id as customer from (${join(parts, " union all ")}) came where customer_id is not null order by customer_id limit ${limit}`);
  return rows.map(({ customer }) => customer);
}
