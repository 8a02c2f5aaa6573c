// What helps to understand segments: how five of them overlap, the people of one combination, and who comes
// and goes on the days ahead, of a window, a silence, and a comparison that no index helps.
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { whatComes } from "#app/segments/coming.server.ts";
import type { Node } from "#app/segments/definition.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { countRegions, peopleOf } from "#app/segments/overlap-rows.server.ts";
import { bySize } from "#app/segments/overlap.ts";
import { listNamed } from "#app/segments/search-rows.server.ts";
import { measured, type Measured, times } from "./measure.ts";
import { plant } from "./segments.ts";
import { END, type Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const RUNS = 5;
const DAYS = [7, 30, 90];

const ordered = (n: number, clock: "calendar" | "rolling"): Node => ({ kind: "agg", measure: "count", event: "order", window: { kind: "last", n, unit: "day", clock }, test: { op: "ge", value: 1 } });
const ASKED: { title: string; node: Node }[] = [
  { title: "ordered in the last 90 days", node: ordered(90, "calendar") },
  { title: "bought, then silent for 60 days, and may be texted", node: { kind: "all", nodes: [{ kind: "attr", field: "order.daysSinceLast", test: { op: "ge", value: 60 } }, { kind: "attr", field: "sms.state", test: { op: "is", value: "SUBSCRIBED" } }] } },
  { title: "spent 150 in the last 30 days", node: { kind: "agg", measure: "sum", event: "order", field: "order.net", window: { kind: "last", n: 30, unit: "day", clock: "rolling" }, test: { op: "ge", value: 150 } } },
  { title: "became a customer in the last year", node: { kind: "attr", field: "person.created", test: { op: "in", window: { kind: "last", n: 365, unit: "day" } } } },
  { title: "overdue against their own rhythm (everybody is looked at, once)", node: { kind: "cmp", left: { kind: "attr", field: "order.daysSinceLast" }, cmp: "gt", factor: 1.5, right: { kind: "attr", field: "order.gapDays" } } },
];

export async function understandBench(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  world.clock.set(new Date(END));
  const segments: SegmentId[] = [];
  for (const [index, { title, node }] of ASKED.entries()) segments.push(await plant(world, shop, { id: `U${index}`, title, node, hand: () => sql`` }));
  while ((await fullRoad(world, shop)) > 0) continue;
  await world.db.run(sql`vacuum analyze membership`);
  const regions = await countRegions(world, shop, segments);
  const [largest] = bySize(regions);
  const all = [
    measured("overlap of five segments", size, "every combination", await times(RUNS, () => countRegions(world, shop, segments)), { rows: regions.length }),
    measured("overlap of five segments", size, "the first people of the largest", await times(RUNS, () => listNamed(world, shop, peopleOf(shop, segments, largest?.mask ?? 1, regions), {}))),
  ];
  for (const [index, segment] of segments.entries()) {
    for (const days of DAYS) {
      let rows = 0;
      const look = async () => {
        const found = await whatComes(world, shop, segment, days, { enters: false, day: null });
        rows = "flips" in found ? found.flips.length : -1;
      };
      all.push(measured(`who comes and goes in ${days} days`, size, ASKED[index]?.title ?? "", await times(days > 30 ? 1 : 2, look), rows < 0 ? { note: "stopped: it took too long" } : { rows }));
    }
  }
  return all;
}
