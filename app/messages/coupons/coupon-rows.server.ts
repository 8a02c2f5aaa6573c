// The rows of coupons and of everybody's own code. A coupon's due_at says when the pump `coupon` next has something to do
// about it; it is changed under the coupon's lock, so that no wish is lost between two looks.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { Count, Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { COUPON_STATES, CouponId, CouponSettings, type NewCoupon } from "./coupon.ts";

const Row = z.object({
  couponId: CouponId, name: z.string(), settings: CouponSettings, discountId: Id.nullable(), state: z.enum(COUPON_STATES), problem: z.string().nullable(), firstCode: z.string(),
  attempts: z.int(), createdAt: Instant,
});
export type Coupon = z.infer<typeof Row>;

const COLUMNS = sql`coupon_id as "couponId", name, settings, discount_id as "discountId", state, problem, first_code as "firstCode", attempts, created_at as "createdAt"`;

export const readCoupon = (world: World, shop: ShopId, coupon: CouponId): Promise<Coupon | null> => row(world.db, Row, sql`select ${COLUMNS} from coupon where shop_id = ${shop} and coupon_id = ${coupon}`);

export const lockCoupon = (world: World, shop: ShopId, coupon: CouponId): Promise<Coupon | null> =>
  row(world.db, Row, sql`select ${COLUMNS} from coupon where shop_id = ${shop} and coupon_id = ${coupon} for update`);

export const COUPONS_MAX = 200;

export const insertCoupon = async (world: World, shop: ShopId, { name, settings }: NewCoupon, firstCode: string, now: Date): Promise<CouponId | null> => {
  const made = await row(world.db, z.object({ couponId: CouponId }), sql`
    with counted as (update shop set coupon_count = coupon_count + 1 where shop_id = ${shop} and (select count(*) from coupon c where c.shop_id = ${shop} and c.state <> 'ended' and c.parent_id is null) < ${COUPONS_MAX} returning coupon_count)
    insert into coupon (shop_id, coupon_id, name, settings, first_code, due_at, created_at)
    select ${shop}::int, coupon_count, ${name}::text, ${JSON.stringify(settings)}::jsonb, ${firstCode}::text, ${now}::timestamptz, ${now}::timestamptz from counted returning coupon_id as "couponId"`);
  return made?.couponId ?? null;
};

export const nextDue = (world: World, shop: ShopId, now: Date): Promise<Coupon | null> =>
  row(world.db, Row, sql`select ${COLUMNS} from coupon where shop_id = ${shop} and due_at <= ${now} order by due_at, coupon_id limit 1`);

type Change = { state: Coupon["state"]; discountId: string | null; problem: string | null; attempts: number; dueAt: Date | null };

export const saveCoupon = (world: World, shop: ShopId, coupon: CouponId, { state, discountId, problem, attempts, dueAt }: Change): Promise<number> => world.db.run(sql`
  update coupon set state = ${state}, discount_id = ${discountId}::bigint, problem = ${problem}, attempts = ${attempts}, due_at = ${dueAt} where shop_id = ${shop} and coupon_id = ${coupon}`);

const Code = z.object({ customerId: CustomerId, code: z.string(), state: z.enum(["due", "sent", "taken", "made", "refused"]), problem: z.string().nullable() });
export type CouponCode = z.infer<typeof Code>;

const NEW_CODE: Columns<{ customerId: string; code: string }> = { customerId: "bigint", code: "text" };

/** In the order of the customers' numbers, so that two who ask at once do not wait for each other in a circle. */
export const addCodes = (world: World, shop: ShopId, coupon: CouponId, codes: readonly { customerId: CustomerId; code: string }[], now: Date): Promise<number> => world.db.run(sql`
  insert into coupon_code (shop_id, coupon_id, customer_id, code, at)
  select ${shop}::int, ${coupon}::int, f."customerId", f.code, ${now}::timestamptz from ${recordset(NEW_CODE, codes)} order by f."customerId" on conflict do nothing`);

export const codesOf = (world: World, shop: ShopId, coupon: CouponId, customers: readonly CustomerId[]): Promise<CouponCode[]> => world.db.rows(Code, sql`
  select customer_id as "customerId", code, state, problem from coupon_code
  where shop_id = ${shop} and coupon_id = ${coupon} and customer_id = any(${customers}::bigint[]) order by customer_id`);

export const hurry = (world: World, shop: ShopId, coupon: CouponId, now: Date): Promise<number> =>
  world.db.run(sql`update coupon set due_at = ${now} where shop_id = ${shop} and coupon_id = ${coupon} and (due_at is null or (due_at > ${now} and attempts = 0))`);

const Open = z.object({ customerId: CustomerId, code: z.string(), state: z.enum(["due", "sent", "taken"]), bulkId: Id.nullable() });
export type OpenCode = z.infer<typeof Open>;

/** Of one state: those that are to be sent first. Of what was sent, the oldest set. */
export const openCodes = (world: World, shop: ShopId, coupon: CouponId, state: OpenCode["state"], max: number): Promise<OpenCode[]> => world.db.rows(Open, sql`
  select customer_id as "customerId", code, state, bulk_id as "bulkId" from coupon_code where shop_id = ${shop} and coupon_id = ${coupon} and state = ${state}
    and (state <> 'sent' or bulk_id = (select min(k.bulk_id) from coupon_code k where k.shop_id = ${shop} and k.coupon_id = ${coupon} and k.state = 'sent'))
  order by customer_id limit ${max}`);

type Settled = { customerId: string; state: CouponCode["state"]; problem: string | null; bulkId: string | null };
const SETTLED: Columns<Settled> = { customerId: "bigint", state: "text", problem: "text", bulkId: "bigint" };

const SettledCode = Code.pick({ customerId: true, state: true });
export type SettledCode = z.infer<typeof SettledCode>;

/** Only where they still are what was looked at: those are returned. */
export const settleCodes = (world: World, shop: ShopId, coupon: CouponId, from: OpenCode["state"], settled: readonly Settled[]): Promise<SettledCode[]> => world.db.rows(SettledCode, sql`
  update coupon_code k set state = f.state, problem = f.problem, bulk_id = f."bulkId" from ${recordset(SETTLED, settled)}
  where k.shop_id = ${shop} and k.coupon_id = ${coupon} and k.customer_id = f."customerId" and k.state = ${from}
  returning k.customer_id as "customerId", k.state`);

const Left = z.object({ due: z.boolean(), sent: z.boolean() });

/** Whether something is to be asked of Shopify at once, and whether something is to be looked at again. */
export const leftOf = async (world: World, shop: ShopId, coupon: CouponId): Promise<z.infer<typeof Left>> =>
  (await row(world.db, Left, sql`
    select exists (select 1 from coupon_code k where k.shop_id = ${shop} and k.coupon_id = ${coupon} and k.state in ('due', 'taken')) as due,
      exists (select 1 from coupon_code k where k.shop_id = ${shop} and k.coupon_id = ${coupon} and k.state = 'sent') as sent`)) ?? { due: false, sent: false };

export const refuseCodes = (world: World, shop: ShopId, coupon: CouponId, problem: string): Promise<number> =>
  world.db.run(sql`update coupon_code set state = 'refused', problem = ${problem} where shop_id = ${shop} and coupon_id = ${coupon} and state in ('due', 'sent', 'taken')`);

/** Those whose refusal was the coupon's; the old ones are asked for once more. */
export const retryCodes = (world: World, shop: ShopId, coupon: CouponId): Promise<number> =>
  world.db.run(sql`update coupon_code set state = 'due', problem = null, bulk_id = null where shop_id = ${shop} and coupon_id = ${coupon} and state = 'refused'`);

const Listed = Row.extend({ codes: Count, waiting: Count, refused: Count, used: Count });
export type ListedCoupon = z.infer<typeof Listed>;

/** Used: codes that stand on an order that counts. The newest first. */
export const listCoupons = (world: World, shop: ShopId): Promise<ListedCoupon[]> => world.db.rows(Listed, sql`
  with used as materialized (
    select coalesce(f.parent_id, f.coupon_id) as coupon_id, count(distinct k.code) as used
    from orders o cross join lateral unnest(o.discount_codes) as told(code) join coupon_code k on k.shop_id = ${shop} and k.code = upper(told.code)
      join coupon f on f.shop_id = ${shop} and f.coupon_id = k.coupon_id
    where o.shop_id = ${shop} and o.processed_at >= (select min(created_at) from coupon where shop_id = ${shop}) and o.void_at is null group by 1)
  select ${COLUMNS}, coalesce(c.codes, 0) as codes, coalesce(c.waiting, 0) as waiting, coalesce(c.refused, 0) as refused, coalesce((select used.used from used where used.coupon_id = coupon.coupon_id), 0) as used
  from coupon left join lateral (
    select count(*) filter (where state = 'made') as codes, count(*) filter (where state in ('due', 'sent', 'taken')) as waiting, count(*) filter (where state = 'refused') as refused
    from coupon_code k where k.shop_id = ${shop} and k.coupon_id in (select f.coupon_id from coupon f where f.shop_id = ${shop} and (f.coupon_id = coupon.coupon_id or f.parent_id = coupon.coupon_id))) c on true
  where shop_id = ${shop} and parent_id is null order by coupon_id desc limit ${COUPONS_MAX}`);
