// A campaign's report, counted again where what is kept has grown old.
import type { ShopId } from "../../lib/ids.ts";
import { earlier, minutes, seconds } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { type CampaignReport, reportOf } from "./campaign-report.ts";
import { afterwards, keepReport, keptReport, textLines } from "./campaign-report-rows.server.ts";
import type { CampaignRow } from "./campaign-rows.server.ts";

const FRESH_MS: Readonly<Record<CampaignRow["state"], number>> = { draft: 0, scheduled: seconds(5), running: seconds(5), paused: seconds(5), done: minutes(1), cancelled: seconds(5) };

/** What people did after is counted from each of them: of many less often than where their texts are. */
const AFTER_FRESH_MS = minutes(1);
const MANY = 5_000;

/** `at`: when it was counted. */
export async function campaignReport(world: World, shop: ShopId, { campaignId, state, people }: Pick<CampaignRow, "campaignId" | "state" | "people">): Promise<{ report: CampaignReport; at: Date }> {
  const now = world.now();
  const kept = await keptReport(world, shop, campaignId);
  if (kept?.report && kept.at && kept.at > earlier(now, FRESH_MS[state])) return { report: kept.report, at: kept.at };
  const known = kept?.report ?? null;
  const after = known && people > MANY && known.afterAt > now.getTime() - AFTER_FRESH_MS ? known : await afterwards(world, shop, campaignId, now);
  const { afterAt, hours, clickers, clicks, repliers, optOuts, orders } = after;
  const report = reportOf(await textLines(world, shop, campaignId), { afterAt, hours, clickers, clicks, repliers, optOuts, orders });
  await keepReport(world, shop, campaignId, report, now);
  return { report, at: now };
}
