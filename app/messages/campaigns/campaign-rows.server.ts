// Campaigns as rows: one for each, with every version as it was saved. Whoever changes a campaign holds its row.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { CAMPAIGN_STATES, type CampaignDefinition, CampaignDefinition as Definition, CampaignId } from "./campaign.ts";
import { Pace } from "./campaign-plan.ts";

/** People who get no text, by why: their number is another's who gets one, they have none, they are in what is left out. */
export const LeftOut = z.object({ shared: z.int().default(0), noNumber: z.int().default(0), excluded: z.int().default(0) });
export type LeftOut = z.infer<typeof LeftOut>;

const Row = z.object({
  campaignId: CampaignId, name: z.string(), version: Count, state: z.enum(CAMPAIGN_STATES), problem: z.string().nullable(), startsAt: Instant.nullable(), cursor: Id.nullable(), isFilled: z.boolean(),
  messageVersion: z.number().nullable(), people: Count, leftOut: LeftOut, pace: Pace.nullable(), createdAt: Instant, changedAt: Instant, startedAt: Instant.nullable(), pausedAt: Instant.nullable(), endedAt: Instant.nullable(),
  definition: Definition,
});
export type CampaignRow = z.infer<typeof Row>;

const COLUMNS = sql`c.campaign_id as "campaignId", c.name, c.version, c.state, c.problem, c.starts_at as "startsAt", c.cursor, c.is_filled as "isFilled", c.message_version as "messageVersion", c.people,
  c.left_out as "leftOut", c.pace, c.created_at as "createdAt", c.changed_at as "changedAt", c.started_at as "startedAt", c.paused_at as "pausedAt", c.ended_at as "endedAt", v.definition`;
const joined = (shop: ShopId) => sql`campaign c join campaign_version v on v.shop_id = ${shop} and v.campaign_id = c.campaign_id and v.version = c.version`;

export const readCampaign = (world: World, shop: ShopId, campaign: CampaignId): Promise<CampaignRow | null> =>
  row(world.db, Row, sql`select ${COLUMNS} from ${joined(shop)} where c.shop_id = ${shop} and c.campaign_id = ${campaign}`);

/** Until the transaction ends nobody else changes it. */
export const lockCampaign = (world: World, shop: ShopId, campaign: CampaignId): Promise<CampaignRow | null> =>
  row(world.db, Row, sql`select ${COLUMNS} from ${joined(shop)} where c.shop_id = ${shop} and c.campaign_id = ${campaign} for no key update of c`);

/** The one that has waited longest, held until the transaction ends. */
export const dueCampaign = (world: World, shop: ShopId, now: Date): Promise<CampaignRow | null> =>
  row(world.db, Row, sql`
    select ${COLUMNS} from ${joined(shop)} where c.shop_id = ${shop} and c.due_at <= ${now} order by c.due_at, c.campaign_id limit 1 for no key update of c skip locked`);

export async function nextCampaignAt(world: World, shop: ShopId): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`select min(due_at) as at from campaign where shop_id = ${shop} and due_at is not null`);
  return found?.at ?? null;
}

/** Counted per shop from 1, and never given twice. */
export async function insertCampaign(world: World, shop: ShopId, name: string, definition: CampaignDefinition, now: Date): Promise<CampaignId> {
  const counted = await row(world.db, z.object({ campaign_count: CampaignId }), sql`update shop set campaign_count = campaign_count + 1 where shop_id = ${shop} returning campaign_count`);
  if (!counted) throw new Error("The shop is gone.");
  const id = counted.campaign_count;
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, created_at, changed_at) values (${shop}, ${id}, ${name}, 1, ${now}, ${now})`);
  await insertVersion(world, shop, id, 1, definition, now);
  return id;
}

export async function turnToVersion(world: World, shop: ShopId, campaign: CampaignId, version: number, definition: CampaignDefinition, now: Date): Promise<void> {
  await insertVersion(world, shop, campaign, version, definition, now);
  await world.db.run(sql`update campaign set version = ${version}, changed_at = ${now} where shop_id = ${shop} and campaign_id = ${campaign}`);
}

const insertVersion = (world: World, shop: ShopId, campaign: CampaignId, version: number, definition: CampaignDefinition, now: Date) => world.db.run(sql`
  insert into campaign_version (shop_id, campaign_id, version, definition, at) values (${shop}, ${campaign}, ${version}, ${JSON.stringify(definition)}::jsonb, ${now})`);

export const renameCampaign = (world: World, shop: ShopId, campaign: CampaignId, name: string, now: Date) => world.db.run(sql`
  update campaign set name = ${name}, changed_at = ${now} where shop_id = ${shop} and campaign_id = ${campaign}`);

export const countCampaigns = async (world: World, shop: ShopId): Promise<number> =>
  (await row(world.db, z.object({ count: Count }), sql`select count(*) from campaign where shop_id = ${shop}`))?.count ?? 0;

/** Of a draft alone: of what was sent the report stays. */
export async function removeCampaign(world: World, shop: ShopId, campaign: CampaignId): Promise<void> {
  await world.db.run(sql`delete from campaign_dry where shop_id = ${shop} and campaign_id = ${campaign}`);
  await world.db.run(sql`delete from campaign_version where shop_id = ${shop} and campaign_id = ${campaign}`);
  await world.db.run(sql`delete from campaign where shop_id = ${shop} and campaign_id = ${campaign}`);
}

/** What a change of state writes; what is not named stays. */
export type Turn = Partial<Pick<CampaignRow, "state" | "problem" | "startsAt" | "startedAt" | "pausedAt" | "endedAt" | "messageVersion">> & { dueAt: Date | null };

export async function turnCampaign(world: World, shop: ShopId, { campaignId, ...before }: CampaignRow, turn: Turn, now: Date): Promise<void> {
  const after = { ...before, ...turn };
  await world.db.run(sql`
    update campaign set state = ${after.state}, problem = ${after.problem}, starts_at = ${after.startsAt}, started_at = ${after.startedAt}, paused_at = ${after.pausedAt}, ended_at = ${after.endedAt},
      message_version = ${after.messageVersion}, due_at = ${turn.dueAt}, changed_at = ${now}
    where shop_id = ${shop} and campaign_id = ${campaignId}`);
}

/** When there is something to do for it again; null: not by itself. */
export const setDue = (world: World, shop: ShopId, campaign: CampaignId, dueAt: Date | null) => world.db.run(sql`
  update campaign set due_at = ${dueAt} where shop_id = ${shop} and campaign_id = ${campaign}`);

export type Filled = { cursor: string | null; isFilled: boolean; people: number; leftOut: LeftOut; pace: Pace | null; dueAt: Date };

/** How far people were taken. */
export const noteFilled = (world: World, shop: ShopId, campaign: CampaignId, { cursor, isFilled, people, leftOut, pace, dueAt }: Filled) => world.db.run(sql`
  update campaign set cursor = ${cursor}::bigint, is_filled = ${isFilled}, people = ${people}, left_out = ${JSON.stringify(leftOut)}::jsonb, pace = ${pace && JSON.stringify(pace)}::jsonb, due_at = ${dueAt}
  where shop_id = ${shop} and campaign_id = ${campaign}`);
