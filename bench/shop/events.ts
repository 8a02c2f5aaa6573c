// Fifteen events a customer, most of them views: some people look often, most hardly ever. Made by PostgreSQL
// itself from a hash of customer and number, so that they are the same each time.
import type { ShopId } from "#app/lib/ids.ts";
import { type Db, raw, sql } from "#app/lib/sql.ts";
import { END } from "./generate.ts";
import { withoutIndexes } from "./indexes.ts";

const MEAN = 15;
const KINDS = ["productViewed", "pageViewed", "cartAdded", "checkoutStarted", "smsDelivered", "smsClicked", "emailOpened"];
/** Of a hundred events; each kind from here on. */
const FROM = [0, 45, 65, 78, 84, 95, 97];

export async function loadEvents(db: Db, shop: ShopId, products: number): Promise<void> {
  const kind = KINDS.map((name, index) => `when d.kind >= ${FROM[index]} then '${name}'`).reverse().join(" ");
  await withoutIndexes(db, ["event"], () => db.run(sql`
    insert into event (shop_id, event_id, customer_id, at, product_id, kind, source)
    select ${shop}::int, lpad(to_hex(d.customer_id * 1000 + d.number), 32, '0')::uuid, d.customer_id,
      d.created_at + d.share * (${new Date(END)}::timestamptz - d.created_at), case when d.kind < 84 then 1 + floor(d.taste * d.taste * ${products}::int)::bigint end,
      case ${raw(kind)} end, 'bench'
    from (
      select c.customer_id, c.created_at, n.number, (abs(hashint8extended(c.customer_id * 1000 + n.number, 1)) % 1000000) / 1000000.0 as share,
        abs(hashint8extended(c.customer_id * 1000 + n.number, 2)) % 100 as kind, (abs(hashint8extended(c.customer_id * 1000 + n.number, 3)) % 1000000) / 1000000.0 as taste
      from customer c cross join lateral generate_series(1, least(999, floor(-ln((abs(hashint8extended(c.customer_id, 4)) % 1000000 + 1) / 1000001.0) * ${MEAN}::int)::int)) as n(number)
      where c.shop_id = ${shop}) d`));
  for (const each of KINDS) await db.run(sql`insert into event_cover (shop_id, kind, since) values (${shop}, ${each}, 'epoch')`);
  await db.run(sql`vacuum analyze event`);
}
