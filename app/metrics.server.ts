// What a person watching Segue needs to see, in Prometheus' format. Labels name pumps and reasons,
// never shops or people.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { z } from "zod";
import { join, row, sql } from "./lib/sql.ts";
import type { World } from "./lib/world.ts";
import { PlatformId } from "./platforms/adapter.ts";

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const registers = [registry];

export const pumpSeconds = new Histogram({
  name: "segue_pump_step_seconds",
  help: "How long one step of a pump took",
  labelNames: ["pump"],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  registers,
});
export const pumpRows = new Counter({ name: "segue_pump_rows_total", help: "Rows a pump has moved", labelNames: ["pump"], registers });
export const pumpFailures = new Counter({ name: "segue_pump_failures_total", help: "Steps of a pump that threw", labelNames: ["pump"], registers });

const waiting = new Gauge({ name: "segue_waiting_rows", help: "Rows that are due", labelNames: ["table"], registers });
const oldest = new Gauge({ name: "segue_oldest_due_seconds", help: "Age of the oldest row that is due", labelNames: ["table"], registers });
const stuck = new Gauge({ name: "segue_stuck_rows", help: "Rows that wait for a person", labelNames: ["table"], registers });

const relayWaiting = new Gauge({ name: "segue_relay_waiting_rows", help: "Commands to a platform that are due", labelNames: ["platform"], registers });
const relayOldest = new Gauge({ name: "segue_relay_oldest_due_seconds", help: "Age of the oldest command to a platform that is due", labelNames: ["platform"], registers });

/** The clock turns once a minute. */
const LAG_EDGES = [60, 120, 300, 900, 3_600, 86_400];
const lagging = new Gauge({ name: "segue_segments_lagging", help: "Segments of active shops by lag: how many are no further behind now than so many seconds", labelNames: ["le"], registers });
const worst = new Gauge({ name: "segue_segment_lag_seconds_max", help: "The lag of the segment that is furthest behind", registers });

const Lag = z.object({ table: z.string(), waiting: z.coerce.number(), stuck: z.coerce.number(), oldest: z.date().nullable() });

/** Does the database answer? */
export const isAlive = (world: World): Promise<boolean> => world.db.run(sql`select 1`).then(() => true, () => false);

/** The text for a scrape; reads the queues once. */
export async function scrape(world: World): Promise<string> {
  const now = world.now();
  for (const lag of await world.db.rows(Lag, lags(now))) {
    waiting.set({ table: lag.table }, lag.waiting);
    stuck.set({ table: lag.table }, lag.stuck);
    oldest.set({ table: lag.table }, lag.oldest ? secondsSince(lag.oldest, now) : 0);
  }
  const relayed = new Map((await world.db.rows(RelayLag, relayLags(now))).map((lag) => [lag.platform, lag]));
  for (const platform of PlatformId.options) {
    const lag = relayed.get(platform);
    relayWaiting.set({ platform }, lag?.waiting ?? 0);
    relayOldest.set({ platform }, lag ? secondsSince(lag.oldest, now) : 0);
  }
  const segments = await row(world.db, SegmentLags, segmentLags(now));
  worst.set(segments?.worst ?? 0);
  for (const [place, le] of [...LAG_EDGES, "+Inf"].entries()) lagging.set({ le: String(le) }, segments?.within[place] ?? 0);
  return registry.metrics();
}

const secondsSince = (at: Date, now: Date) => Math.max(0, (now.getTime() - at.getTime()) / 1000);

const RelayLag = z.object({ platform: PlatformId, waiting: z.coerce.number(), oldest: z.date() });

/** Of connections that work: nobody waits for one that is paused or broken. */
const relayLags = (now: Date) => sql`
  select c.platform, count(*) as waiting, min(o.due_at) as oldest
  from outbox o join connection c on c.shop_id = o.shop_id and c.connection_id = o.connection_id and c.state in ('on', 'ending')
  join shop on shop.shop_id = o.shop_id and shop.state in ('active', 'uninstalled')
  where o.state = 'due' and o.due_at <= ${now} and o.connection_id is not null group by c.platform order by c.platform`;

const SegmentLags = z.object({ worst: z.coerce.number(), within: z.array(z.coerce.number()) });

/**
 * Each segment's lag is the time since which a fact, a turn of the clock or an edit may be missing from it. Told
 * as a distribution, because labels never name shops.
 */
const segmentLags = (now: Date) => sql`
  with marked as (select shop_id, min(changed_at) as since from customer where changed_at is not null group by shop_id),
  lag as (
    select greatest(0, extract(epoch from ${now}::timestamptz - least(marked.since,
      case when s.full_due or s.state = 'parked' then coalesce(s.evaluated_at, s.created_at) else coalesce(greatest(s.evaluated_at, shop.clocked_at), s.created_at) end))) as seconds
    from segment s join shop on shop.shop_id = s.shop_id left join marked on marked.shop_id = s.shop_id
    where s.deleted_at is null and shop.state = 'active')
  select coalesce(max(seconds), 0) as worst, array[${join(LAG_EDGES.map((edge) => sql`count(*) filter (where seconds <= ${edge}::int)`))}, count(*)] as within from lag`;

/** Across all shops on purpose: these are the operator's numbers. Each branch reads a partial index. */
const lags = (now: Date) => sql`
  select 'inbox' as table, count(*) filter (where state = 'due' and due_at <= ${now}) as waiting,
    count(*) filter (where state = 'parked') as stuck, min(due_at) filter (where state = 'due' and due_at <= ${now}) as oldest
  from inbox where state in ('due', 'parked')
  union all
  select 'outbox', count(*) filter (where state = 'due' and due_at <= ${now}),
    count(*) filter (where state in ('parked', 'doubt')), min(due_at) filter (where state = 'due' and due_at <= ${now})
  from outbox where state in ('due', 'parked', 'doubt')
  union all
  select 'customer', count(*), 0, min(changed_at) from customer where changed_at is not null
  union all
  select 'segment', count(*) filter (where full_due and state <> 'parked'), count(*) filter (where state = 'parked'),
    min(updated_at) filter (where full_due and state <> 'parked')
  from segment where deleted_at is null`;
