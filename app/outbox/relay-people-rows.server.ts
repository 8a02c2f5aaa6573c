// Whom a command to a platform is about, in the words that the platform gets: phone, email and its own number of them.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { Id, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Seen } from "../platforms/adapter.ts";
import type { ConnectionId } from "../platforms/connection.ts";

const words = { phone: z.string().nullable(), email: z.string().nullable(), platformId: z.string().nullable() };
const Named = z.object({ customerId: CustomerId, ...words });
export type Named = z.infer<typeof Named>;
const OfCommand = Named.extend({ command_id: Id });

/** As they are now. The platform's number of them holds only for the words it was told with. */
const today = sql`c.phone as phone, c.email as email,
  case when p.phone is not distinct from c.phone and lower(p.email) is not distinct from lower(c.email) then p.platform_id end as "platformId"`;
/** As the platform was told last. */
const told = sql`coalesce(p.phone, case when p.customer_id is null then c.phone end) as phone,
  coalesce(p.email, case when p.customer_id is null then c.email end) as email, p.platform_id as "platformId"`;
/** As it was told for this one place, which may be behind the others. */
const toldFor = (() => {
  const isTold = sql`(m.told_phone is not null or m.told_email is not null)`;
  return sql`case when ${isTold} then m.told_phone else coalesce(p.phone, case when p.customer_id is null then c.phone end) end as phone,
    case when ${isTold} then m.told_email else coalesce(p.email, case when p.customer_id is null then c.email end) end as email,
    case when not ${isTold} or p.phone is not distinct from m.told_phone and lower(p.email) is not distinct from lower(m.told_email) then p.platform_id end as "platformId"`;
})();

/** One by one, by the whole key: PostgreSQL may believe a table that has just filled to be empty. */
const knownAs = (shop: ShopId, connection: ConnectionId, customer: Sql) => sql`left join lateral (
  select k.customer_id, k.phone, k.email, k.platform_id from connection_person k
  where k.shop_id = ${shop} and k.connection_id = ${connection} and k.customer_id = ${customer} order by k.customer_id limit 1) p on true`;

const customerAs = (shop: ShopId, customer: Sql) => sql`left join lateral (
  select k.phone, k.email from customer k where k.shop_id = ${shop} and k.customer_id = ${customer} order by k.customer_id limit 1) c on true`;

/** In the order of their numbers, so that a command that is gone on with names the same people. */
export async function peopleOf(world: World, shop: ShopId, connection: ConnectionId, commands: { ids: string[]; as: "today" | "told" }): Promise<Map<string, Named[]>> {
  if (commands.ids.length === 0) return new Map();
  const rows = await world.db.rows(OfCommand, sql`
    select o.command_id, o.customer_id as "customerId", ${commands.as === "today" ? today : toldFor}
    from outbox_person o
    cross join lateral (select k.segment_id from outbox k where k.shop_id = ${shop} and k.command_id = o.command_id order by k.command_id limit 1) w
    ${customerAs(shop, sql`o.customer_id`)}
    left join lateral (
      select t.told_phone, t.told_email from target_member t
      where t.shop_id = ${shop} and t.connection_id = ${connection} and t.segment_id = w.segment_id and t.customer_id = o.customer_id order by t.customer_id limit 1) m on true
    ${knownAs(shop, connection, sql`o.customer_id`)}
    where o.shop_id = ${shop} and o.command_id = any(${commands.ids}::bigint[])
    order by o.command_id, o.customer_id`);
  return Map.groupBy(rows.filter(isKnown), (row) => row.command_id);
}

/** People by their numbers alone; whom the platform was not told of yet, as they are now. */
export async function named(world: World, shop: ShopId, connection: ConnectionId, customers: CustomerId[]): Promise<Map<CustomerId, Named>> {
  if (customers.length === 0) return new Map();
  const rows = await world.db.rows(Named, sql`
    select asked.id as "customerId", ${told}
    from unnest(${customers}::bigint[]) as asked (id)
    ${customerAs(shop, sql`asked.id`)}
    ${knownAs(shop, connection, sql`asked.id`)}
    order by asked.id`);
  return new Map(rows.filter(isKnown).map((row) => [row.customerId, row]));
}

const isKnown = ({ phone, email, platformId }: Named) => phone !== null || email !== null || platformId !== null;

/** Before they are sent: by these words the platform knows them from now on. */
export async function noteTold(world: World, shop: ShopId, connection: ConnectionId, people: Named[], now: Date): Promise<void> {
  if (people.length === 0) return;
  await world.db.run(sql`
    insert into connection_person (shop_id, connection_id, customer_id, phone, email, platform_id, seen_at)
    select distinct on (customer_id) ${shop}::int, ${connection}::int, customer_id, phone, email, platform_id, ${now}::timestamptz
    from unnest(${people.map((p) => p.customerId)}::bigint[], ${people.map((p) => p.phone)}::text[], ${people.map((p) => p.email)}::text[],
      ${people.map((p) => p.platformId)}::text[]) as told (customer_id, phone, email, platform_id)
    order by customer_id
    on conflict (shop_id, connection_id, customer_id) do update set phone = excluded.phone, email = excluded.email, platform_id = excluded.platform_id, seen_at = excluded.seen_at
    where (connection_person.phone, connection_person.email, connection_person.platform_id) is distinct from (excluded.phone, excluded.email, excluded.platform_id)`);
}

/** For the places that they are being added to. */
export async function noteToldFor(world: World, shop: ShopId, connection: ConnectionId, people: (Named & { segment: SegmentId })[]): Promise<void> {
  if (people.length === 0) return;
  await world.db.run(sql`
    update target_member m set told_phone = told.phone, told_email = told.email
    from unnest(${people.map((p) => p.segment)}::int[], ${people.map((p) => p.customerId)}::bigint[], ${people.map((p) => p.phone)}::text[],
      ${people.map((p) => p.email)}::text[]) as told (segment_id, customer_id, phone, email)
    where m.shop_id = ${anyShop(shop)} and m.connection_id = ${connection} and m.segment_id = told.segment_id and m.customer_id = told.customer_id
      and (m.told_phone, m.told_email) is distinct from (told.phone, told.email)`);
}

const Place = z.object({ customer_id: CustomerId, key: z.string() });

/** Every place of the connection that is held, or being filled, under the phone or email of each of these people, whosever they are. */
export async function placesOfPeople(world: World, shop: ShopId, connection: ConnectionId, people: Named[]): Promise<Map<CustomerId, string[]>> {
  if (people.length === 0) return new Map();
  const there = sql`m.shop_id = ${anyShop(shop)} and m.connection_id = ${connection} and m.state in ('adding', 'held')`;
  const rows = await world.db.rows(Place, sql`
    with mine as (
      select * from unnest(${people.map((p) => p.customerId)}::bigint[], ${people.map((p) => p.phone)}::text[], ${people.map((p) => p.email)}::text[]) as mine (customer_id, phone, email)),
    held as (
      select mine.customer_id, m.segment_id from mine join target_member m on ${there} and m.told_phone = mine.phone
      union select mine.customer_id, m.segment_id from mine join target_member m on ${there} and lower(m.told_email) = lower(mine.email))
    select held.customer_id, t.place_key as key from held join target t on t.shop_id = ${shop} and t.connection_id = ${connection} and t.segment_id = held.segment_id
    order by held.customer_id, key`);
  return new Map([...Map.groupBy(rows, (row) => row.customer_id)].map(([customer, all]) => [customer, all.map(({ key }) => key)]));
}

type Reading = { connection: ConnectionId; segment: SegmentId; commandId: string };

/**
 * Which customers of ours these are, who were seen in a segment's place; returns those who are none. One row a customer.
 * Whom we never told the platform of is known by it under these words.
 */
export async function customersSeen(world: World, shop: ShopId, { connection, segment, commandId }: Reading, seen: Seen[], now: Date): Promise<Seen[]> {
  const mine = anyShop(shop);
  const found = await world.db.rows(z.object({ place: z.coerce.number() }), sql`
    with seen as (
      select * from unnest(${seen.map((s) => s.platformId)}::text[], ${seen.map((s) => s.phone)}::text[], ${seen.map((s) => s.email)}::text[])
        with ordinality as seen (platform_id, phone, email, place)),
    ours as (
      select seen.place, c.customer_id, seen.platform_id, seen.phone, seen.email from seen
      join customer c on c.shop_id = ${mine} and (c.phone = seen.phone or lower(c.email) = lower(seen.email))),
    met as (
      insert into connection_person (shop_id, connection_id, customer_id, phone, email, platform_id, seen_at)
      select distinct on (customer_id) ${shop}::int, ${connection}::int, customer_id, phone, email, platform_id, ${now}::timestamptz from ours order by customer_id, place
      on conflict (shop_id, connection_id, customer_id) do nothing),
    known as (
      select seen.place, p.customer_id from seen join connection_person p on p.shop_id = ${mine} and p.connection_id = ${connection}
        and (p.platform_id = seen.platform_id or p.phone = seen.phone or lower(p.email) = lower(seen.email))
      union
      select seen.place, m.customer_id from seen join target_member m on m.shop_id = ${mine} and m.connection_id = ${connection} and m.segment_id = ${segment}
        and (m.told_phone = seen.phone or lower(m.told_email) = lower(seen.email))
      union
      select place, customer_id from ours),
    kept as (
      insert into outbox_person (shop_id, command_id, customer_id, outcome)
      select distinct ${shop}::int, ${commandId}::bigint, customer_id, 'accepted' from known
      on conflict (shop_id, command_id, customer_id) do nothing)
    select distinct place from known order by place`);
  const known = new Set(found.map(({ place }) => place));
  // The first has place 1.
  return seen.filter((_, index) => !known.has(index + 1));
}
