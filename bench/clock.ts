// The clock road with fifty segments: once a minute, across an hour, and across a local midnight, when
// calendar windows turn. One core has 60,000 ms a minute; the road's time is an upper bound of its
// share, as client and server never work at once here.
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, minutes } from "#app/lib/time.ts";
import { clockRoad } from "#app/segments/clock.server.ts";
import type { Node } from "#app/segments/definition.ts";
import { fullRoad } from "#app/segments/evaluate-full.server.ts";
import { measured, type Measured, quantile, rounded, times } from "./measure.ts";
import { plant } from "./segments.ts";
import { QUESTIONS } from "./segments-questions.ts";
import { END, type Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const SEGMENTS = 50;
const RUNS = 30;
const MINUTE_MS = 60_000;

/** The sixteen, and others with other windows and thresholds. */
export async function plantFifty(world: BenchWorld, shop: ShopId): Promise<void> {
  await world.db.run(sql`delete from membership where shop_id = ${shop}`);
  await world.db.run(sql`delete from segment where shop_id = ${shop}`);
  await world.db.run(sql`delete from segment_version where shop_id = ${shop}`);
  await world.db.run(sql`delete from segment_use where shop_id = ${shop}`);
  await world.db.run(sql`update shop set segment_count = 0, clocked_at = ${world.now()} where shop_id = ${shop}`);
  for (const question of QUESTIONS) await plant(world, shop, question);
  for (let index = QUESTIONS.length; index < SEGMENTS; index++) {
    await plant(world, shop, { id: `V${index}`, title: "a variant", node: variant(index), hand: () => sql`` });
  }
  while ((await fullRoad(world, shop)) > 0) continue;
  for (const table of ["membership", "segment"]) await world.db.run(table === "segment" ? sql`vacuum analyze segment` : sql`vacuum analyze membership`);
}

export function variant(index: number): Node {
  const n = 3 + ((index * 7) % 360);
  const clock = index % 3 === 0 ? "calendar" as const : "rolling" as const;
  const window = { kind: "last" as const, n, unit: "day" as const, clock };
  switch (index % 5) {
    case 0: return { kind: "agg", measure: "count", event: "order", window, test: { op: "ge", value: 1 + (index % 3) } };
    case 1: return { kind: "agg", measure: "sum", event: "order", field: "order.net", window, test: { op: "ge", value: 50 + index } };
    case 2: return { kind: "attr", field: "order.last", test: { op: "in", window: { kind: "ago", n, unit: "day", clock } } };
    case 3: return { kind: "agg", measure: "count", event: "item", where: [{ field: "item.vendor", test: { op: "is", value: `Vendor ${index % 9}` } }], window, test: { op: "ge", value: 1 } };
    default: return { kind: "attr", field: "person.created", test: { op: "in", window } };
  }
}

export async function clockBench(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  let now = END;
  world.clock.set(new Date(now));
  await plantFifty(world, shop);
  const go = (ms: number) => async () => world.clock.set(new Date((now += ms)));
  let moved = 0;
  const road = async () => void (moved += await clockRoad(world, shop));
  const everyMinute = await times(RUNS, road, go(minutes(1)));
  const people = moved;
  const hour = await times(3, road, go(hours(1)));
  now = END + hours(23) + minutes(58);
  await times(1, road, go(0));
  const midnight = await times(1, road, go(minutes(4)));
  const day = await times(1, road, go(hours(24)));
  const share = rounded((quantile(everyMinute, 0.5) / MINUTE_MS) * 100);
  return [
    measured("clock road, 50 segments", size, "one minute", everyMinute, { note: `${share} % of one core when run every minute; ${people} people moved in ${RUNS} minutes` }),
    measured("clock road, 50 segments", size, "one hour at once", hour),
    measured("clock road, 50 segments", size, "4 minutes over midnight", midnight),
    measured("clock road, 50 segments", size, "one day at once", day),
  ];
}
