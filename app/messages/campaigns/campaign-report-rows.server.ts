// A campaign's report as it is counted: once along its texts, once along its links, and from its people to what they wrote,
// withdrew and ordered after. It is kept on the campaign, so that a page that asks again and again counts once in a while.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { CampaignId } from "./campaign.ts";
import { type After, AFTER_MS, CampaignReport, type Line, ORDER_MS } from "./campaign-report.ts";
import { HELD_UNTIL } from "./campaign-texts.ts";
import { TEXT_STATES } from "../person-text.ts";

const Kept = z.object({ report: CampaignReport.nullable(), at: Instant.nullable() });

export const keptReport = (world: World, shop: ShopId, campaign: CampaignId) =>
  row(world.db, Kept, sql`select report, report_at as at from campaign where shop_id = ${shop} and campaign_id = ${campaign}`);

export const keepReport = (world: World, shop: ShopId, campaign: CampaignId, report: CampaignReport, now: Date) => world.db.run(sql`
  update campaign set report = ${JSON.stringify(report)}::jsonb, report_at = ${now} where shop_id = ${shop} and campaign_id = ${campaign}`);

const Texts: z.ZodType<Line> = z.object({ state: z.enum(TEXT_STATES), reason: z.string().nullable(), isHeld: z.boolean(), error: z.string().nullable(), texts: Count, parts: Count, micros: Count });

export const textLines = (world: World, shop: ShopId, campaign: CampaignId): Promise<Line[]> => world.db.rows(Texts, sql`
  select state, case when state in ('due', 'skipped') then reason end as reason, state = 'due' and due_at >= ${HELD_UNTIL} as "isHeld", case when state in ('undelivered', 'failed') then error_code end as error,
    count(*) as texts, coalesce(sum(parts), 0) as parts, coalesce(sum(micros), 0) as micros
  from person_text where shop_id = ${shop} and campaign_id = ${campaign} group by 1, 2, 3, 4 order by 1, 2, 3, 4`);

const Hour = z.object({ hour: z.string(), sent: Count, delivered: Count });

async function hoursOf(world: World, shop: ShopId, campaign: CampaignId): Promise<After["hours"]> {
  const rows = await world.db.rows(Hour, sql`
    select (floor(extract(epoch from sent_at) / 3600) * 3600000)::bigint::text as hour, count(*) as sent, count(*) filter (where state = 'delivered') as delivered
    from person_text where shop_id = ${shop} and campaign_id = ${campaign} and sent_at is not null and state in ('sent', 'delivered', 'undelivered', 'doubt') group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ hour, sent, delivered }) => [hour, [sent, delivered]]));
}

const Clicked = z.object({ clickers: Count, clicks: Count, people: Count, orders: Count, minor: Count });

/** From somebody's first click that was a person's: their orders that count, less what was paid back since. */
const clicked = (world: World, shop: ShopId, campaign: CampaignId, now: Date) => row(world.db, Clicked, sql`
  with clicked as materialized (
    select l.text_id, l.customer_id, k.at from link l join click k on k.shop_id = ${shop} and k.code = l.code
    where l.shop_id = ${shop} and l.campaign_id = ${campaign} and l.text_id is not null and k.is_human),
  first as materialized (select customer_id, min(at) as at from clicked where customer_id is not null group by customer_id),
  bought as materialized (
    select o.customer_id, o.gross_minor - o.refunded_minor as minor from first f
    join orders o on o.shop_id = ${shop} and o.customer_id = f.customer_id and o.processed_at > f.at and o.processed_at <= f.at + ${ORDER_MS}::double precision * interval '1 millisecond'
    where o.processed_at <= ${now} and (o.void_at is null or o.void_at > ${now}))
  select (select count(distinct text_id) from clicked) as clickers, (select count(*) from clicked) as clicks,
    (select count(distinct customer_id) from bought) as people, (select count(*) from bought) as orders, (select coalesce(sum(minor), 0) from bought) as minor`);

const Answered = z.object({ repliers: Count, optOuts: Count });

const answered = (world: World, shop: ShopId, campaign: CampaignId) => row(world.db, Answered, sql`
  with sent as materialized (
    select number, min(sent_at) as from, min(sent_at) + ${AFTER_MS}::double precision * interval '1 millisecond' as until
    from person_text where shop_id = ${shop} and campaign_id = ${campaign} and sent_at is not null group by number)
  select
    (select count(distinct s.number) from sent s join reply r on r.shop_id = ${shop} and r.number = s.number and r.at > s.from and r.at <= s.until) as repliers,
    (select count(distinct s.number) from sent s join consent_entry e on e.shop_id = ${shop} and e.number = s.number and e.at > s.from and e.at <= s.until
      where e.entry ->> 'kind' in ('stopped', 'optedOut')) as "optOuts"`);

export async function afterwards(world: World, shop: ShopId, campaign: CampaignId, now: Date): Promise<After> {
  const [hours, click, answer] = [await hoursOf(world, shop, campaign), await clicked(world, shop, campaign, now), await answered(world, shop, campaign)];
  return {
    afterAt: now.getTime(), hours, clickers: click?.clickers ?? 0, clicks: click?.clicks ?? 0, repliers: answer?.repliers ?? 0, optOuts: answer?.optOuts ?? 0,
    orders: { people: click?.people ?? 0, orders: click?.orders ?? 0, minor: click?.minor ?? 0 },
  };
}
