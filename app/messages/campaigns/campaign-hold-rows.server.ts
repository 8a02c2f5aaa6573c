// The texts of a campaign, so many at a time: held while it stands still, let go when it goes on, called off with it. What
// is held keeps when it would have gone; let go, it moves by the time that it stood still, so the pace stays what it was.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { CampaignId } from "./campaign.ts";
import { HELD_UNTIL } from "./campaign-texts.ts";

export const SET_MAX = 10_000;

/** Those that another transaction is just taking are on their way. */
export const holdSome = (world: World, shop: ShopId, campaign: CampaignId): Promise<number> => world.db.run(sql`
  with mine as (
    select text_id from person_text where shop_id = ${shop} and campaign_id = ${campaign} and state = 'due' and due_at < ${HELD_UNTIL} order by text_id limit ${SET_MAX} for update skip locked)
  update person_text t set held_due_at = t.due_at, due_at = ${HELD_UNTIL} from mine where t.shop_id = ${shop} and t.text_id = mine.text_id and t.state = 'due'`);

/** With those that were halted, for what halted them was looked at. Those without a time of their own were due when it stopped. */
export const releaseSome = (world: World, shop: ShopId, campaign: CampaignId, stoodMs: number, now: Date): Promise<number> => world.db.run(sql`
  with mine as (
    select text_id from person_text
    where shop_id = ${shop} and campaign_id = ${campaign} and ((state = 'due' and due_at >= ${HELD_UNTIL}) or (state = 'halted' and not let_go)) order by text_id limit ${SET_MAX} for update skip locked)
  update person_text t set state = 'due', problem = null, held_due_at = null,
    due_at = coalesce(t.held_due_at + ${stoodMs}::double precision * interval '1 millisecond', ${now}), expires_at = t.expires_at + ${stoodMs}::double precision * interval '1 millisecond'
  from mine where t.shop_id = ${shop} and t.text_id = mine.text_id`);

export const cancelSome = (world: World, shop: ShopId, campaign: CampaignId): Promise<number> => world.db.run(sql`
  with mine as (
    select text_id from person_text where shop_id = ${shop} and campaign_id = ${campaign} and state in ('due', 'halted') order by text_id limit ${SET_MAX} for update skip locked)
  update person_text t set state = 'cancelled', reason = null, problem = null, held_due_at = null from mine where t.shop_id = ${shop} and t.text_id = mine.text_id`);

const Waiting = z.object({ held: Count, open: Count });

/** Of its texts: how many are held (or halted), and how many are not over yet in all. */
export async function openTexts(world: World, shop: ShopId, campaign: CampaignId): Promise<z.infer<typeof Waiting>> {
  const found = await row(world.db, Waiting, sql`
    select count(*) filter (where state = 'due' and due_at >= ${HELD_UNTIL} or state = 'halted') as held, count(*) as open
    from person_text where shop_id = ${shop} and campaign_id = ${campaign} and state in ('due', 'leased', 'halted') and not let_go`);
  return found ?? { held: 0, open: 0 };
}
