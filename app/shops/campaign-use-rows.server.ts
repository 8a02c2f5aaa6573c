// Which campaigns are still to use a segment or a list: those that are done or cancelled only tell of it.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import type { Problem } from "../lib/problem.ts";
import { type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

type Source = "segments" | "lists";

/** Campaigns `c` that take people from it, or leave out who is in it. */
export const usingCampaigns = (shop: ShopId, source: Source, id: Sql): Sql => sql`
  campaign c join campaign_version v on v.shop_id = ${shop} and v.campaign_id = c.campaign_id and v.version = c.version
  where c.shop_id = ${shop} and c.state in ('draft', 'scheduled', 'running', 'paused')
    and (v.definition -> 'include' -> ${source}::text @> to_jsonb(${id}) or v.definition -> 'exclude' -> ${source}::text @> to_jsonb(${id}))`;

const Name = z.object({ name: z.string() });

/** Why it cannot be deleted; empty where no campaign needs it. */
export async function neededByCampaigns(world: World, shop: ShopId, source: Source, id: number): Promise<Problem[]> {
  const names = await world.db.rows(Name, sql`select c.name from ${usingCampaigns(shop, source, sql`${id}::int`)} order by lower(c.name), c.campaign_id`);
  if (names.length === 0) return [];
  const said = names.map(({ name }) => `“${name}”`).join(", ");
  return [{ path: [], message: `It cannot be deleted while ${names.length === 1 ? `the campaign ${said} is` : `the campaigns ${said} are`} still to use it.` }];
}
