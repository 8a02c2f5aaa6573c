// The counts of a shop's flows twice: as they are kept, and as counting the lines of all ledgers gives them.
import { z } from "zod";
import { afterLine, type Run } from "#app/flows/fold.ts";
import { Line } from "#app/flows/ledger.ts";
import { type Count, countsOf, summed } from "#app/flows/report/count.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import type { World } from "#app/lib/world.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";

const Kept = z.object({ flow: z.int(), version: z.int(), step: z.string(), what: z.string(), reason: z.string(), control: z.boolean(), day: z.string(), count: z.int(), ms: z.coerce.number() });

const words = (counts: readonly (Omit<Count, "what"> & { what: string })[]): string[] =>
  counts.map(({ flow, version, step, what, reason, control, day, count, ms }) => JSON.stringify([flow, version, step, what, reason, control, day, count, ms])).sort();

export async function keptCounts(world: World, shop: ShopId): Promise<string[]> {
  return words(await world.db.rows(Kept, sql`
    select flow_id as flow, version, step, what, reason, control, day::text as day, count, ms from flow_count where shop_id = ${shop} order by flow_id, version, step, what, reason, control, day`));
}

export async function countsOfLines(world: World, shop: ShopId, zone: string): Promise<string[]> {
  const lines = await world.db.rows(z.object({ flow: z.int(), run: z.string(), line: Line }), sql`
    select r.flow_id as flow, l.run_id as run, l.line from flow_line l join flow_run r on r.shop_id = l.shop_id and r.run_id = l.run_id where l.shop_id = ${shop} order by l.run_id, l.seq`);
  const runs = new Map<string, Run | null>();
  const counts = lines.flatMap(({ flow, run, line }) => {
    const before = runs.get(run) ?? null;
    runs.set(run, afterLine(before, line));
    return countsOf(flow, line, before, (at) => dayText(dayOf(at, zone)));
  });
  return words(summed(counts));
}
