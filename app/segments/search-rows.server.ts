// Finding customers by what a person types, over the whole shop or among one segment's members; pages by key.
import { z } from "zod";
import { CustomerId, type ListId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, empty, Instant, join, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { foldSql } from "./fold.ts";
import { readSearch, type Search } from "./search.ts";

export const PAGE_MAX = 50;

export type Page<Line> = { lines: Line[]; /** Where the next page starts; null at the end. */ next: string | null };
/** `after` is the `next` of the page before. */
export type Paging = { search?: string | undefined; after?: string | undefined };

const Customer = z.object({
  customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
  orderCount: Count, netMinor: Count, lastOrderAt: Instant.nullable(),
});
export type CustomerLine = z.infer<typeof Customer>;

const COLUMNS = sql`
  c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, c.order_count as "orderCount", c.net_minor as "netMinor",
  c.last_order_at as "lastOrderAt"`;

/** Newest customers first. */
export async function searchCustomers(world: World, shop: ShopId, { search, after }: Paging): Promise<Page<CustomerLine>> {
  const lines = await world.db.rows(Customer, sql`
    select ${COLUMNS} from customer c
    where c.shop_id = ${shop} ${found(shop, search)} ${before(after)}
    order by c.customer_id desc limit ${PAGE_MAX + 1}`);
  return page(lines);
}

const Member = Customer.extend({ enteredAt: Instant, enteredCause: z.string(), stay: Count });
export type MemberLine = z.infer<typeof Member>;

/** Who is in the segment now; newest customers first. */
export async function listMembers(world: World, shop: ShopId, segment: SegmentId, { search, after }: Paging): Promise<Page<MemberLine>> {
  const lines = await world.db.rows(Member, sql`
    select ${COLUMNS}, m.entered_at as "enteredAt", m.entered_cause as "enteredCause", m.stay
    from membership m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id
    where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null ${found(shop, search)} ${before(after, sql`m.customer_id`)}
    order by m.customer_id desc limit ${PAGE_MAX + 1}`);
  return page(lines);
}

/** Who is on the list; newest customers first. */
export async function listListed(world: World, shop: ShopId, list: ListId, { search, after }: Paging): Promise<Page<CustomerLine>> {
  const lines = await world.db.rows(Customer, sql`
    select ${COLUMNS} from list_member m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id
    where m.shop_id = ${shop} and m.list_id = ${list} ${found(shop, search)} ${before(after, sql`m.customer_id`)}
    order by m.customer_id desc limit ${PAGE_MAX + 1}`);
  return page(lines);
}

/** Those whom `ids` (SELECT customer_id …) names; newest customers first. */
export async function listNamed(world: World, shop: ShopId, ids: Sql, { search, after }: Paging): Promise<Page<CustomerLine>> {
  const lines = await world.db.rows(Customer, sql`
    select ${COLUMNS} from (${ids}) named join customer c on c.shop_id = ${shop} and c.customer_id = named.customer_id
    where true ${found(shop, search)} ${before(after, sql`named.customer_id`)}
    order by named.customer_id desc limit ${PAGE_MAX + 1}`);
  return page(lines);
}

const before = (after: string | undefined, column = sql`c.customer_id`): Sql => {
  const key = CustomerId.safeParse(after);
  return key.success ? sql`and ${column} < ${key.data}::bigint` : empty;
};

function page<Line extends { customerId: CustomerId }>(lines: Line[]): Page<Line> {
  const shown = lines.slice(0, PAGE_MAX);
  return { lines: shown, next: lines.length > PAGE_MAX ? (shown.at(-1)?.customerId ?? null) : null };
}

function found(shop: ShopId, typed = ""): Sql {
  const search = readSearch(typed);
  return search ? sql`and c.customer_id in (${join(branches(shop, search), " union ")})` : empty;
}

/** One branch an index. Of several words, the first two are a first and a last name, either way round. */
function branches(shop: ShopId, { email, phone, names }: Search): Sql[] {
  const [one = "", two] = names;
  const [firstName, lastName] = [foldSql("f.first_name"), foldSql("f.last_name")];
  const first = sql`select f.customer_id from customer f where f.shop_id = ${shop} and ${firstName} like`;
  const last = sql`select f.customer_id from customer f where f.shop_id = ${shop} and ${lastName} like`;
  return [
    ...(email === null ? [] : [sql`select f.customer_id from customer f where f.shop_id = ${shop} and lower(f.email) like lower(${email})`]),
    ...(phone === null ? [] : [sql`select f.customer_id from customer f where f.shop_id = ${shop} and f.phone like ${phone}`]),
    ...(two === undefined
      ? [sql`${first} ${one}`, sql`${last} ${one}`]
      : [sql`${last} ${two} and ${firstName} like ${one}`, sql`${last} ${one} and ${firstName} like ${two}`]),
  ];
}
