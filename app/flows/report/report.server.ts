// A flow's report, read and put together.
import type { ShopId } from "../../lib/ids.ts";
import { days } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { outcomesIn } from "./kept.server.ts";
import { orderDaysOf } from "./outcomes.ts";
import { type FlowReport, reportOf } from "./report.ts";
import { countsIn, messageNames, standingIn, versionsOf } from "./report-rows.server.ts";
import { type ReportAsked, scopeOf } from "./scope.ts";

export type ReadReport = { asked: ReportAsked; versions: { version: number; at: Date }[]; report: FlowReport; at: Date };

/** Null: it was never published, so there is nothing to tell. */
export async function readReport(world: World, shop: ShopId, flow: number, asked: ReportAsked): Promise<ReadReport | null> {
  const now = world.now();
  const all = await versionsOf(world, shop, flow);
  const versions = asked.version === null ? all : all.filter(({ version }) => version === asked.version);
  if (versions.length === 0) return null;
  const scope = scopeOf(flow, asked, (await readShop(world, shop))?.timeZone ?? "UTC");
  const orderDays = orderDaysOf(versions);
  const { outcomes, at } = await outcomesIn(world, shop, scope, days(orderDays), now);
  const report = reportOf({
    versions, orderDays, ...outcomes,
    messages: await messageNames(world, shop, versions.flatMap(({ definition }) => definition.steps)),
    counts: await countsIn(world, shop, scope), standing: await standingIn(world, shop, scope, now),
  });
  return { asked, versions: all.map(({ version, at: published }) => ({ version, at: published })), report, at };
}
