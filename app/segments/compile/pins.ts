// What the merchant decided by hand beats what the question says: always in, or always out. Of customers
// of the shop alone; match.ts says the same of one (pinOf).
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { empty, sql } from "#app/lib/sql.ts";
import type { Compiled } from "../compile.ts";

export function withPins({ verdicts, members }: Pick<Compiled, "verdicts" | "members">, shop: ShopId, segment: SegmentId): Pick<Compiled, "verdicts" | "members"> {
  const pins = sql`pin.shop_id = ${shop} AND pin.segment_id = ${segment}`;
  return {
    verdicts: (candidates) => sql`SELECT v.customer_id, coalesce(pin.side = 'in', v.verdict) AS verdict FROM (${verdicts(candidates)}) v LEFT JOIN segment_pin pin ON ${pins} AND pin.customer_id = v.customer_id`,
    members: (candidates) => sql`SELECT m.customer_id FROM (${members(candidates)}) m WHERE NOT EXISTS (SELECT FROM segment_pin pin WHERE ${pins} AND pin.customer_id = m.customer_id)
      UNION ALL SELECT pin.customer_id FROM segment_pin pin JOIN customer c ON c.shop_id = ${shop} AND c.customer_id = pin.customer_id WHERE ${pins} AND pin.side = 'in'${candidates ? sql` AND pin.customer_id IN (${candidates})` : empty}`,
  };
}
