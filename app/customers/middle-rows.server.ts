// Where a shop's customers are halved: previews of so many of them ask for both halves side by side (segments/halves.ts).
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** In a smaller shop the whole is there sooner than a second connection is worth. */
export const HALVED_MIN = 50_000;

/** After every import, the nightly too. That it is not the very middle any more costs time alone. */
export async function keepMiddle({ db }: Pick<World, "db">, shop: ShopId, halvedMin = HALVED_MIN): Promise<void> {
  await db.run(sql`
    update shop set middle_customer_id = (
      select percentile_disc(0.5) within group (order by c.customer_id) from customer c where c.shop_id = ${shop} having count(*) >= ${halvedMin})
    where shop_id = ${shop}`);
}
