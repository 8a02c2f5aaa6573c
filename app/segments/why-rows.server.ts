// The segments whose answer can be explained, with the question that is asked now.
import { z } from "zod";
import { SegmentId, type ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

const Explainable = z.object({ segmentId: SegmentId, name: z.string(), definition: z.unknown() });

export const explainable = (world: World, shop: ShopId, segment: SegmentId | null) => world.db.rows(Explainable, sql`
  select s.segment_id as "segmentId", s.name, v.definition from segment s
  join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
  where s.shop_id = ${shop} and s.deleted_at is null and s.state <> 'parked' and (${segment}::int is null or s.segment_id = ${segment})
  order by lower(s.name), s.segment_id`);
