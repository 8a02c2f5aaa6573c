// Dry runs as rows: one for each version of a campaign, taken further page by page, begun anew when it is asked for again.
import { z } from "zod";
import { NumberHash } from "../../consent/number.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { CampaignId } from "./campaign.ts";
import { DryResult, EMPTY_DRY } from "./campaign-dry.ts";
import { HELD_UNTIL } from "./campaign-texts.ts";
import type { Sent } from "../gate/facts.ts";

const Dry = z.object({
  campaignId: CampaignId, version: Count, state: z.enum(["running", "done", "cancelled"]), cursor: Id.nullable(), people: Count, total: z.number().nullable(), result: DryResult,
  startedAt: Instant, doneAt: Instant.nullable(), seenAt: Instant.nullable(),
});
export type Dry = z.infer<typeof Dry>;

const COLUMNS = sql`campaign_id as "campaignId", version, state, cursor, people, total, result, started_at as "startedAt", done_at as "doneAt", seen_at as "seenAt"`;

export const readDry = (world: World, shop: ShopId, campaign: CampaignId, version: number): Promise<Dry | null> =>
  row(world.db, Dry, sql`select ${COLUMNS} from campaign_dry where shop_id = ${shop} and campaign_id = ${campaign} and version = ${version}`);

/** The oldest that is under way, held until the transaction ends. */
export const runningDry = (world: World, shop: ShopId): Promise<Dry | null> =>
  row(world.db, Dry, sql`
    select ${COLUMNS} from campaign_dry where shop_id = ${shop} and state = 'running' order by started_at, campaign_id, version limit 1 for no key update skip locked`);

/** What was counted before is forgotten, and whoever saw it has not seen this. */
export const beginDry = (world: World, shop: ShopId, campaign: CampaignId, version: number, total: number, now: Date) => world.db.run(sql`
  insert into campaign_dry (shop_id, campaign_id, version, state, total, result, started_at) values (${shop}, ${campaign}, ${version}, 'running', ${total}, ${JSON.stringify(EMPTY_DRY)}::jsonb, ${now})
  on conflict (shop_id, campaign_id, version) do update set state = 'running', cursor = null, people = 0, total = excluded.total, result = excluded.result, started_at = excluded.started_at, done_at = null, seen_at = null`);

type Progress = Pick<Dry, "cursor" | "people" | "result"> & { doneAt: Date | null };

export const saveDry = (world: World, shop: ShopId, { campaignId, version }: Dry, { cursor, people, result, doneAt }: Progress) => world.db.run(sql`
  update campaign_dry set cursor = ${cursor}::bigint, people = ${people}, result = ${JSON.stringify(result)}::jsonb, done_at = ${doneAt}, state = case when ${doneAt}::timestamptz is null then state else 'done' end
  where shop_id = ${shop} and campaign_id = ${campaignId} and version = ${version} and state = 'running'`);

export const cancelDry = (world: World, shop: ShopId, campaign: CampaignId, version: number) => world.db.run(sql`
  update campaign_dry set state = 'cancelled' where shop_id = ${shop} and campaign_id = ${campaign} and version = ${version} and state = 'running'`);

/** Of all its versions: nobody waits for an old one. */
export const cancelDries = (world: World, shop: ShopId, campaign: CampaignId) => world.db.run(sql`
  update campaign_dry set state = 'cancelled' where shop_id = ${shop} and campaign_id = ${campaign} and state = 'running'`);

export const noteSeen = (world: World, shop: ShopId, campaign: CampaignId, version: number, now: Date) => world.db.run(sql`
  update campaign_dry set seen_at = ${now} where shop_id = ${shop} and campaign_id = ${campaign} and version = ${version} and state = 'done'`);

const Coming = z.object({ number: NumberHash, at: Instant, subject: z.string().nullable(), cart: z.string().nullable() });

/** Promotion that waits for these people already: it will have gone before, or have taken its place under the limits. */
export async function comingTexts(world: World, shop: ShopId, customers: readonly CustomerId[]): Promise<Map<NumberHash, Sent[]>> {
  const rows = await world.db.rows(Coming, sql`
    select encode(number, 'hex') as number, due_at as at, subject, cart ->> 'key' as cart from person_text
    where shop_id = ${anyShop(shop)} and customer_id = any(${customers}::bigint[]) and state = 'due' and class = 'marketing' and due_at < ${HELD_UNTIL}
    order by due_at, text_id`);
  const found = new Map<NumberHash, Sent[]>();
  for (const { number, at, subject, cart } of rows) {
    const list = found.get(number) ?? [];
    if (list.length === 0) found.set(number, list);
    list.push({ at: at.getTime(), class: "marketing", reply: null, subject, cart, outcome: "uncertain" });
  }
  return found;
}
