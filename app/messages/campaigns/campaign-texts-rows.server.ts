// What sending asks of campaigns, and does to them. Their texts as a whole are the campaign's own to hold and to let go.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { wake } from "../../lib/pump.server.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const State = z.object({ id: z.number(), state: z.string() });

/** A campaign that is not there is none of these. */
export async function campaignStates(world: World, shop: ShopId, campaigns: readonly number[]): Promise<Map<number, string>> {
  if (campaigns.length === 0) return new Map();
  const rows = await world.db.rows(State, sql`select campaign_id as id, state from campaign where shop_id = ${shop} and campaign_id = any(${campaigns}::int[]) order by campaign_id`);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** The gate says that something about it is set up wrongly: it stands still until a person has looked. `problem`: the gate's reason. */
export async function haltCampaign(world: World, shop: ShopId, campaign: number, problem: string, now: Date): Promise<void> {
  const halted = await world.db.run(sql`
    update campaign set state = 'paused', problem = ${problem}, paused_at = ${now}, due_at = ${now}, changed_at = ${now}
    where shop_id = ${shop} and campaign_id = ${campaign} and state in ('scheduled', 'running')`);
  if (halted > 0) await wake(world, shop, "campaign");
}
