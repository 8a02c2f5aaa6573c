// The texts of a campaign as a whole: held while it stands still, let go when it goes on, called off with it. A text that
// is held is due in another age; let go, it is asked about again from the top.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { HELD_UNTIL } from "./campaign-texts.ts";

const State = z.object({ id: z.number(), state: z.string() });

/** A campaign that is not there is none of these. */
export async function campaignStates(world: World, shop: ShopId, campaigns: readonly number[]): Promise<Map<number, string>> {
  if (campaigns.length === 0) return new Map();
  const rows = await world.db.rows(State, sql`select campaign_id as id, state from campaign where shop_id = ${shop} and campaign_id = any(${campaigns}::int[]) order by campaign_id`);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** The gate says that something about it is set up wrongly: it stands still until a person has looked. `problem`: the gate's reason. */
export async function haltCampaign(world: World, shop: ShopId, campaign: number, problem: string, now: Date): Promise<void> {
  await world.db.run(sql`
    update campaign set state = 'paused', problem = ${problem}, due_at = null, changed_at = ${now}
    where shop_id = ${shop} and campaign_id = ${campaign} and state in ('scheduled', 'running')`);
}

/** Those that another transaction is just taking are on their way. */
export const holdTexts = (world: World, shop: ShopId, campaign: number): Promise<number> => world.db.run(sql`
  with mine as (
    select text_id from person_text where shop_id = ${shop} and campaign_id = ${campaign} and state = 'due' and due_at < ${HELD_UNTIL} order by text_id for update skip locked)
  update person_text t set due_at = ${HELD_UNTIL} from mine where t.shop_id = ${shop} and t.text_id = mine.text_id and t.state = 'due'`);

/** With those that were halted, for what halted them was looked at. */
export async function releaseTexts(world: World, shop: ShopId, campaign: number, now: Date): Promise<number> {
  const released = await world.db.run(sql`
    update person_text set state = 'due', due_at = ${now}, problem = null
    where shop_id = ${shop} and campaign_id = ${campaign} and ((state = 'due' and due_at >= ${HELD_UNTIL}) or (state = 'halted' and not let_go))`);
  if (released > 0) await wake(world, shop, "text");
  return released;
}

export const cancelTexts = (world: World, shop: ShopId, campaign: number): Promise<number> => world.db.run(sql`
  update person_text set state = 'cancelled', reason = null, problem = null where shop_id = ${shop} and campaign_id = ${campaign} and state in ('due', 'halted')`);
