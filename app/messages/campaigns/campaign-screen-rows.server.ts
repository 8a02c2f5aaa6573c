// What the list of campaigns shows.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, Instant, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { CAMPAIGN_STATES, CampaignId, Schedule } from "./campaign.ts";

const Line = z.object({
  campaignId: CampaignId, name: z.string(), state: z.enum(CAMPAIGN_STATES), problem: z.string().nullable(), schedule: Schedule, message: z.string().nullable(), people: Count, startsAt: Instant.nullable(),
  startedAt: Instant.nullable(), endedAt: Instant.nullable(), changedAt: Instant, dryState: z.string().nullable(), dryPlanned: Count.nullable(),
});
export type CampaignLine = z.infer<typeof Line>;

/** Newest first; at most CAMPAIGNS_MAX. `dryPlanned`: how many of the newest version's dry run would get a text. */
export const listCampaigns = (world: World, shop: ShopId): Promise<CampaignLine[]> => world.db.rows(Line, sql`
  select c.campaign_id as "campaignId", c.name, c.state, c.problem, v.definition -> 'schedule' as schedule, m.name as message, c.people, c.starts_at as "startsAt", c.started_at as "startedAt", c.ended_at as "endedAt",
    c.changed_at as "changedAt", d.state as "dryState", (d.result ->> 'planned')::int + (d.result ->> 'later')::int as "dryPlanned"
  from campaign c join campaign_version v on v.shop_id = ${shop} and v.campaign_id = c.campaign_id and v.version = c.version
  left join message m on m.shop_id = ${shop} and m.message_id = (v.definition #>> '{message,id}')::int
  left join campaign_dry d on d.shop_id = ${shop} and d.campaign_id = c.campaign_id and d.version = c.version
  where c.shop_id = ${shop} order by c.campaign_id desc`);
