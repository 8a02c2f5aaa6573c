// One person's life with the shop, newest first: what they bought, what was given back or called off, what
// was told of them, the texts they got, and the segments they entered and left. Pages by key, and by what is to be shown.
import { z } from "zod";
import { EVENT_KINDS, type EventKind } from "../customers/event-kind.ts";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import { Count, empty, Instant, join, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

export const TIMELINE_MAX = 50;

const Text = z.string().nullable();

/** What an event was about. `title`: of its product, else of its collection. */
const Told = z.object({
  kind: z.enum(EVENT_KINDS), title: Text, text: Text, campaign: Text, quantity: Count.nullable(),
  props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
});
export type Told = z.infer<typeof Told>;

const Moment = z.object({
  at: Instant, kind: z.enum(["order", "cancelled", "refund", "event", "text", "entered", "left"]), key: z.string(),
  /** The order's or the segment's name, a custom event's, or how a text stands; `cause` of a text: the number of its decision. */
  name: Text, amountMinor: Count.nullable(), segmentId: Count.nullable(), cause: Text, items: Text, told: Told.nullable(),
});
export type Moment = z.infer<typeof Moment>;

/** All of what was bought, of segments, of what was told; or one kind of it. */
export const Shown = z.enum(["orders", "texts", "segments", "events", ...EVENT_KINDS]);
export type Shown = z.infer<typeof Shown>;

const After = z.tuple([z.iso.datetime(), z.string(), z.string()]);

/** `after` is the `next` of the page before; null shows everything. Money is in minor units of the shop's currency. */
export async function customerTimeline(world: World, shop: ShopId, customer: CustomerId, after?: string, shown: Shown | null = null): Promise<{ moments: Moment[]; next: string | null }> {
  const rows = await world.db.rows(Moment, sql`
    select at, kind, key, name, amount_minor as "amountMinor", segment_id as "segmentId", cause, items, told
    from (${join(branches(shop, customer, after, shown), " union all ")}) moment ${later(after, sql`(at, kind, key)`, sql`where`)}
    order by at desc, kind desc, key desc limit ${TIMELINE_MAX + 1}`);
  const moments = rows.slice(0, TIMELINE_MAX);
  const last = moments.at(-1);
  return { moments, next: rows.length > TIMELINE_MAX && last ? JSON.stringify([last.at.toISOString(), last.kind, last.key]) : null };
}

function later(after: string | undefined, place: Sql, lead: Sql): Sql {
  const key = After.safeParse(parsed(after));
  if (!key.success) return empty;
  const [at, kind, name] = key.data;
  return sql`${lead} ${place} < (${at}::timestamptz, ${kind}::text, ${name}::text)`;
}

/** The kinds of which this customer has any, by a look at each. */
export async function kindsOfCustomer(world: World, shop: ShopId, customer: CustomerId): Promise<EventKind[]> {
  const rows = await world.db.rows(z.object({ kind: z.enum(EVENT_KINDS) }), sql`
    select kind from unnest(${[...EVENT_KINDS]}::text[]) with ordinality as each (kind, place)
    where exists (select 1 from event e where e.shop_id = ${shop} and e.kind = each.kind and e.customer_id = ${customer}) order by place`);
  return rows.map(({ kind }) => kind);
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null; // Somebody edited the address: the first page is shown.
  }
}

function branches(shop: ShopId, customer: CustomerId, after: string | undefined, shown: Shown | null): Sql[] {
  switch (shown) {
    case null: return [...orderBranches(shop, customer), textBranch(shop, customer), ...stayBranches(shop, customer), eventBranch(shop, customer, after, EVENT_KINDS)];
    case "orders": return orderBranches(shop, customer);
    case "texts": return [textBranch(shop, customer)];
    case "segments": return stayBranches(shop, customer);
    case "events": return [eventBranch(shop, customer, after, EVENT_KINDS)];
    default: return [eventBranch(shop, customer, after, [shown])];
  }
}

/** What a carrier or the provider tells of a text of ours stands with the text. */
const OF_TEXTS: readonly EventKind[] = ["smsSent", "smsDelivered", "smsFailed"];

/** A browser tells thousands: of each kind no more is read than one page may need. */
const eventBranch = (shop: ShopId, customer: CustomerId, after: string | undefined, kinds: readonly EventKind[]): Sql => sql`
  select e.at, 'event'::text as kind, e.event_id::text as key, e.name, e.value_minor as amount_minor, null::int as segment_id, null::text as cause, null::text as items,
    jsonb_build_object('kind', e.kind, 'text', e.text, 'campaign', e.campaign, 'quantity', e.quantity, 'props', e.props, 'title', coalesce(
      (select p.title from product p where p.shop_id = ${shop} and p.product_id = e.product_id),
      (select c.title from collection c where c.shop_id = ${shop} and c.collection_id = e.collection_id))) as told
  from unnest(${[...kinds]}::text[]) as each (kind) cross join lateral (
    select * from event e where e.shop_id = ${shop} and e.kind = each.kind and e.customer_id = ${customer} ${later(after, sql`(e.at, 'event', e.event_id::text)`, sql`and`)}
      and (each.kind <> all(${[...OF_TEXTS]}::text[]) or not exists (
        select 1 from person_text t where t.shop_id = ${shop} and t.customer_id = ${customer} and (t.provider_id = e.props ->> 'messageId' or t.text_id::text = e.props ->> 'text')))
    order by e.at desc, e.event_id desc limit ${TIMELINE_MAX + 1}) e`;

const textBranch = (shop: ShopId, customer: CustomerId): Sql => sql`
  select t.sent_at as at, 'text'::text as kind, t.text_id::text as key, t.state as name, null::bigint as amount_minor, null::int as segment_id, t.decision_id::text as cause, t.body as items, null::jsonb as told
  from person_text t where t.shop_id = ${shop} and t.customer_id = ${customer} and t.sent_at is not null`;

const orderBranches = (shop: ShopId, customer: CustomerId): Sql[] => [
  sql`select o.processed_at as at, 'order'::text as kind, o.order_id::text as key, o.name, o.gross_minor as amount_minor, null::int as segment_id, null::text as cause, (
        select string_agg(l.quantity || ' × ' || coalesce(l.title, 'item'), ', ' order by l.line_id)
        from (select l.line_id, l.quantity, l.title from order_line l where l.shop_id = ${shop} and l.order_id = o.order_id order by l.line_id limit 5) l) as items, null::jsonb as told
      from orders o where o.shop_id = ${shop} and o.customer_id = ${customer} and o.processed_at is not null`,
  sql`select o.cancelled_at, 'cancelled', o.order_id::text, o.name, null, null, o.cancel_reason, null, null
      from orders o where o.shop_id = ${shop} and o.customer_id = ${customer} and o.cancelled_at is not null`,
  sql`select r.processed_at, 'refund', r.refund_id::text, o.name, r.amount_minor, null, null, null, null
      from order_refund r left join orders o on o.shop_id = ${shop} and o.order_id = r.order_id
      where r.shop_id = ${shop} and r.customer_id = ${customer}`,
];

const stayBranches = (shop: ShopId, customer: CustomerId): Sql[] => [
  sql`select m.entered_at as at, 'entered'::text as kind, m.segment_id || '/' || m.stay as key, s.name, null::bigint as amount_minor, m.segment_id, m.entered_cause as cause, null::text as items, null::jsonb as told
      from membership m join segment s on s.shop_id = ${shop} and s.segment_id = m.segment_id
      where m.shop_id = ${shop} and m.customer_id = ${customer} and s.deleted_at is null`,
  sql`select m.left_at, 'left', m.segment_id || '/' || m.stay, s.name, null, m.segment_id, m.left_cause, null, null
      from membership m join segment s on s.shop_id = ${shop} and s.segment_id = m.segment_id
      where m.shop_id = ${shop} and m.customer_id = ${customer} and m.left_at is not null and s.deleted_at is null`,
];

const Customer = z.object({
  customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(),
  createdAt: Instant.nullable(), city: z.string().nullable(), provinceCode: z.string().nullable(), countryCode: z.string().nullable(), locale: z.string().nullable(),
  timeZone: z.string().nullable(), tags: z.array(z.string()), note: z.string().nullable(), smsState: z.string().nullable(), emailState: z.string().nullable(),
  birthDate: z.string().nullable(), orderCount: Count, grossMinor: Count, netMinor: Count, refundMinor: Count, refundCount: Count, discountMinor: Count,
  firstOrderAt: Instant.nullable(), lastOrderAt: Instant.nullable(), gapMedianMs: Count.nullable(), changedAt: Instant.nullable(),
});
export type CustomerSummary = z.infer<typeof Customer>;

/** Null where the shop has no such customer. changedAt: facts came in that segments have not looked at yet. */
export const readCustomer = (world: World, shop: ShopId, customer: CustomerId): Promise<CustomerSummary | null> => row(world.db, Customer, sql`
  select customer_id as "customerId", first_name as "firstName", last_name as "lastName", email, phone, created_at as "createdAt", city,
    province_code as "provinceCode", country_code as "countryCode", locale, time_zone as "timeZone", tags, note, sms_state as "smsState",
    email_state as "emailState", birth_date::text as "birthDate", order_count as "orderCount", gross_minor as "grossMinor", net_minor as "netMinor",
    refund_minor as "refundMinor", refund_count as "refundCount", discount_minor as "discountMinor", first_order_at as "firstOrderAt",
    last_order_at as "lastOrderAt", gap_median_ms as "gapMedianMs", changed_at as "changedAt"
  from customer where shop_id = ${shop} and customer_id = ${customer}`);
