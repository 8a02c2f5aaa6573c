// The facts road: customers whose facts changed are put to every live segment. The customers are held
// while it looks, so a fact that arrives meanwhile waits and marks its customer again: none is missed.
import type { ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import { levels } from "./evaluate.ts";
import { clearChanged, roadSegments, type RoadSegment, startRoad, takeChanged } from "./road-rows.server.ts";
import { moveLevel, parkCulprits } from "./road.server.ts";

const CUSTOMERS_MAX = 1_000;

/** Moves one batch; returns how many customers it looked at. */
export async function factsRoad(world: World, shop: ShopId): Promise<number> {
  let asked: RoadSegment[] = [];
  try {
    return await transact(world, async (inside) => {
      const start = await startRoad(inside, shop);
      const customers = await takeChanged(inside, shop, CUSTOMERS_MAX);
      if (customers.length === 0) return 0;
      await inside.point("evaluate:before-diff");
      asked = (await roadSegments(inside, shop)).filter((segment) => !segment.fullDue);
      const candidates = sql`candidate as materialized (select unnest(${customers}::bigint[]) as customer_id)`;
      for (const level of levels(asked)) {
        const everyone = level.map((segment) => ({ segment, asked: sql`select customer_id from candidate` }));
        await moveLevel(inside, shop, start, [candidates], everyone, "fact");
      }
      await clearChanged(inside, shop, customers);
      await inside.point("evaluate:before-commit");
      return customers.length;
    });
  } catch (problem) {
    return await parkCulprits(world, shop, asked, problem);
  }
}
