// Lists that platforms keep: a segment asks about the list, and a target keeps the segment.
import { z } from "zod";
import { ListId, type ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { asksAboutList } from "../../shops/list-use-rows.server.ts";

const Kept = z.object({ list: ListId, place: z.string(), platform: z.string() });

export const keptLists = (world: World, shop: ShopId): Promise<z.infer<typeof Kept>[]> => world.db.rows(Kept, sql`
  select l.list_id as list, t.place_name as place, initcap(c.platform) as platform from list l
  join segment s on s.shop_id = ${shop} and s.deleted_at is null join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
  join target t on t.shop_id = ${shop} and t.segment_id = s.segment_id and t.state <> 'removing' join connection c on c.shop_id = ${shop} and c.connection_id = t.connection_id
  where l.shop_id = ${shop} and l.source in ('upload', 'snapshot') and ${asksAboutList(sql`l.list_id`)} order by l.list_id, c.platform, t.place_name`);
