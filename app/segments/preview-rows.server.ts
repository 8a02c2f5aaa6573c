// The answer to a question that was not saved: how many, who, and what would be different.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { Count, empty, join, row, type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { Survey } from "./compile/survey.ts";
import { type Half, inHalf } from "./halves.ts";

export const SAMPLE_MAX = 10;

const Person = z.object({
  customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
  orderCount: Count, netMinor: Count, lastOrderAt: z.date().nullable(),
});
export type Person = z.infer<typeof Person>;

/** The newest first. */
export const readPersons = (world: World, shop: ShopId, ids: CustomerId[]): Promise<Person[]> => world.db.rows(Person, sql`
  select c.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, c.order_count as "orderCount",
    c.net_minor as "netMinor", c.last_order_at as "lastOrderAt"
  from customer c where c.shop_id = ${shop} and c.customer_id = any(${ids}::bigint[]) order by c.customer_id desc`);

const Counts = z.array(Count);
const Ids = z.array(CustomerId);
const Counted = z.object({ customers: Count, yes: Counts, told: Counts, funnel: Counts, sample: Ids });
const Against = z.object({ pinnedIn: Count, pinnedOut: Count, entering: Count, leaving: Count, enter: Ids, leave: Ids });
export type Surveyed = Omit<z.infer<typeof Counted>, "told"> & z.infer<typeof Against> & { no: number[] };

/** Without a saved segment nothing is pinned, and nobody was in before. */
const AGAINST_NOTHING = { pinnedIn: 0, pinnedOut: 0, entering: 0, leaving: 0, enter: [], leave: [] };

const list = (each: Sql[]) => (each.length === 0 ? sql`'{}'::bigint[]` : sql`array[${join(each)}]`);
const count = (condition: Sql) => sql`count(*) filter (where ${condition})`;
const here = (alias: string, half?: Half) => (half ? sql` and ${inHalf(alias, half)}` : empty);
const first = (ids: Sql) => sql`array(select x.customer_id::text from ${ids} order by x.customer_id desc limit ${SAMPLE_MAX})`;

/** One statement: the facts are read once. Yes and no are of each leaf, and last of the whole. With `saved`, against its pins and its open stays. `half`: of which the survey is. */
export async function survey(world: World, shop: ShopId, { rows, leaves, whole, steps }: Survey, saved: SegmentId | null, half?: Half): Promise<Surveyed> {
  const verdicts = [...leaves.map(({ verdict }) => verdict), whole];
  const left = steps.map((_, index) => join(steps.slice(0, index + 1), " and "));
  // Who is told anything is counted without looking at what they were told: that halves the comparisons.
  const counted = sql`count(*) as customers, ${list(verdicts.map(count))} as yes, ${list(verdicts.map((verdict) => sql`count(${verdict})`))} as told, ${list(left.map(count))} as funnel`;
  const found = saved === null
    // Never stored: each customer is counted as they pass by. The LIMIT, which is none, keeps the planner from working out a verdict each time it is named.
    ? await row(world.db, Counted, sql`
      select customers, yes, told, funnel, ${first(sql`unnest(members) as x (customer_id)`)} as sample
      from (select ${counted}, array_agg(customer_id) filter (where ${whole}) as members from (${rows} limit all) surveyed) counted`)
    : await row(world.db, Counted.extend(Against.shape), sql`with surveyed as materialized (${rows}), counted as (select ${counted} from surveyed), ${against(shop, whole, saved, half)}`);
  invariant(found, "counts are one row");
  const { told, ...rest } = found;
  return { ...AGAINST_NOTHING, ...rest, no: told.map((count, place) => count - (found.yes[place] ?? 0)) };
}

/** What is told of two halves, the one with the greater ids first. */
export function together(one: Surveyed, other: Surveyed): Surveyed {
  const each = (name: "yes" | "no" | "funnel") => one[name].map((count, place) => count + (other[name][place] ?? 0));
  const sum = (name: "customers" | "pinnedIn" | "pinnedOut" | "entering" | "leaving") => one[name] + other[name];
  const newest = (name: "sample" | "enter" | "leave") => [...one[name], ...other[name]].slice(0, SAMPLE_MAX);
  return {
    customers: sum("customers"), yes: each("yes"), no: each("no"), funnel: each("funnel"), sample: newest("sample"),
    pinnedIn: sum("pinnedIn"), pinnedOut: sum("pinnedOut"), entering: sum("entering"), leaving: sum("leaving"), enter: newest("enter"), leave: newest("leave"),
  };
}

const against = (shop: ShopId, whole: Sql, saved: SegmentId, half?: Half) => sql`
    pin as materialized (select p.customer_id, p.side from segment_pin p where p.shop_id = ${shop} and p.segment_id = ${saved}),
    held as (select m.customer_id from membership m where m.shop_id = ${shop} and m.segment_id = ${saved} and m.left_at is null${here("m", half)}),
    pinned as (select ${count(sql`pin.side = 'in' and ${whole} is not true`)} as "pinnedIn", ${count(sql`pin.side = 'out' and ${whole}`)} as "pinnedOut" from pin join surveyed using (customer_id)),
    member as materialized (select s.customer_id from surveyed s left join pin using (customer_id) where coalesce(pin.side = 'in', ${whole})),
    difference as materialized (
      select customer_id, wanted.customer_id is not null as inside from member wanted full join held using (customer_id)
      where wanted.customer_id is null or held.customer_id is null)
    select counted.*, pinned.*, ${first(sql`member x`)} as sample,
      (select count(*) from difference where inside) as entering, (select count(*) from difference where not inside) as leaving,
      ${first(sql`difference x where x.inside`)} as enter, ${first(sql`difference x where not x.inside`)} as leave
    from counted cross join pinned`;

/**
 * A preview may not keep the database busy for longer than a person would wait, nor more than one core of it for each half that is asked about: helpers are begun
 * anew for each question, and each of them groups all facts by itself where PostgreSQL cannot divide that. In a transaction.
 */
export async function limitPreview(world: World, timeoutMs: number): Promise<void> {
  await world.db.run(sql`select set_config('statement_timeout', ${String(timeoutMs)}, true), set_config('enable_hashagg', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`);
}
