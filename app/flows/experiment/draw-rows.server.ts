// Who drew which arm, as rows, and what each of them came to: counted once, when their time is over, in sets.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { Count, Instant, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Metric } from "../step.ts";
import type { Design } from "./design.ts";
import type { Draw } from "./draw.ts";
import { type Figure, NOBODY } from "./figure.ts";
import type { Place } from "./experiment-rows.server.ts";
import type { Drawn } from "./shifting.ts";
import { Weights } from "./standing.ts";

type Begun = { flowId: number; step: string; key: string; version: number; design: Design; figures: Figure[]; at: Date; dueAt: Date };
const BEGUN: Columns<Begun> = { flowId: "int", step: "text", key: "text", version: "int", design: "jsonb", figures: "jsonb", at: "timestamptz", dueAt: "timestamptz" };
type DrawRow = Omit<Draw, "design" | "version">;
const DREW: Columns<DrawRow> = { flowId: "int", step: "text", key: "text", customerId: "bigint", runId: "bigint", arm: "int", weights: "jsonb", at: "timestamptz", until: "timestamptz" };

/** So long after their time is over somebody is counted: what is told late, and by a nightly reconcile, is known by then. */
const LATE = sql`interval '1 day'`;

/** The first draw of each person stays. Of an experiment that is decided nobody is drawn any more. */
export async function insertDraws(world: World, shop: ShopId, draws: readonly Draw[]): Promise<void> {
  if (draws.length === 0) return;
  // Whoever finds the experiment there and waiting for its next look, as nearly everybody does, holds nothing.
  await world.db.run(sql`
    with begun as (select * from ${recordset(BEGUN, begunBy(draws))}),
    fresh as (
      insert into flow_experiment (shop_id, flow_id, step, key, version, design, figures, begun_at, due_at)
      select ${shop}, f."flowId", f.step, f.key, f.version, f.design, f.figures, f.at, f."dueAt" + ${LATE} from begun f
      on conflict (shop_id, flow_id, step, key) do nothing)
    update flow_experiment e set due_at = f."dueAt" + ${LATE} from begun f
    where e.shop_id = ${anyShop(shop)} and e.flow_id = f."flowId" and e.step = f.step and e.key = f.key and e.due_at is null and e.state <> 'decided'`);
  const rows = draws.map(({ design: _, version: __, ...draw }) => draw);
  await world.db.run(sql`
    insert into flow_draw (shop_id, flow_id, step, key, customer_id, run_id, arm, weights, at, until)
    select ${shop}, f."flowId", f.step, f.key, f."customerId", f."runId", f.arm, f.weights, f.at, f.until from ${recordset(DREW, rows)}
    join flow_experiment e on e.shop_id = ${anyShop(shop)} and e.flow_id = f."flowId" and e.step = f.step and e.key = f.key and e.state <> 'decided'
    order by f."flowId", f.step, f.key, f."customerId", f."runId"
    on conflict (shop_id, flow_id, step, key, customer_id) do nothing`);
}

/** Each experiment once, in one order, with the first of its draws. */
function begunBy(draws: readonly Draw[]): Begun[] {
  const byKey = Map.groupBy(draws, ({ flowId, step, key }) => JSON.stringify([flowId, step, key]));
  return [...byKey.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, all]) => {
    const [first] = all.toSorted((one, other) => one.at.getTime() - other.at.getTime());
    return first ? [{ flowId: first.flowId, step: first.step, key: first.key, version: first.version, design: first.design, figures: first.design.arms.map(() => NOBODY), at: first.at, dueAt: first.until }] : [];
  });
}

const Counted = z.object({ arm: z.int(), people: Count, did: Count, sum: z.coerce.number(), squares: z.coerce.number() });
export type Counted = z.infer<typeof Counted>;

const its = (shop: ShopId, { flowId, step, key }: Place): Sql => sql`d.shop_id = ${shop} and d.flow_id = ${flowId} and d.step = ${step} and d.key = ${key}`;

/** Those whose time is over, the longest waiting first; what they came to stays with them. */
export const countDraws = (world: World, shop: ShopId, place: Place, metric: Metric, now: Date, limit: number): Promise<Counted[]> => world.db.rows(Counted, sql`
  with due as materialized (
    select d.customer_id, d.run_id, d.at, d.until from flow_draw d where ${its(shop, place)} and d.counted_at is null and d.until <= ${now}::timestamptz - ${LATE} order by d.until, d.customer_id limit ${limit} for update),
  done as materialized (select due.customer_id, ${cameTo(shop, place, metric, now)} from due),
  kept as (
    update flow_draw d set counted_at = ${now}, did = done.did, minor = done.minor from done where ${its(shop, place)} and d.customer_id = done.customer_id returning d.arm, d.did, d.minor)
  select arm, count(*) as people, count(*) filter (where did) as did, coalesce(sum(minor), 0) as sum, coalesce(sum(minor::double precision ^ 2), 0) as squares from kept group by arm order by arm`);

const WENT = sql`('sent', 'delivered', 'undelivered', 'doubt')`;

/** did and minor of somebody: \`due\` between their draw and the end of their time. */
function cameTo(shop: ShopId, { flowId }: Place, metric: Metric, now: Date): Sql {
  const any = anyShop(shop);
  const ordered = sql`from orders o where o.shop_id = ${any} and o.customer_id = due.customer_id and o.processed_at > due.at and o.processed_at <= due.until and (o.void_at is null or o.void_at > ${now})`;
  const theirs = sql`t.shop_id = ${any} and t.run_id = due.run_id and t.flow_id = ${flowId} and t.sent_at >= due.at and t.state in ${WENT}`;
  switch (metric) {
    case "ordered": return sql`exists (select 1 ${ordered}) as did, null::bigint as minor`;
    case "revenue": return sql`exists (select 1 ${ordered}) as did, (select sum(o.gross_minor - o.refunded_minor) ${ordered})::bigint as minor`;
    case "clicked": return sql`exists (
      select 1 from person_text t join link l on l.shop_id = ${any} and l.text_id = t.text_id join click k on k.shop_id = ${any} and k.code = l.code
      where ${theirs} and k.is_human and k.at > due.at and k.at <= due.until) as did, null::bigint as minor`;
    case "replied": return sql`exists (
      select 1 from reply r cross join lateral (
        select t.run_id from person_text t where t.shop_id = ${any} and t.number = r.number and t.sent_at <= r.at order by t.sent_at desc, t.text_id desc limit 1) as last
      where r.shop_id = ${any} and r.customer_id = due.customer_id and r.at > due.at and r.at <= due.until and r.meaning not in ('optOut', 'suspected') and last.run_id = due.run_id) as did, null::bigint as minor`;
    case "optedOut": return sql`exists (
      select 1 from person_text t join consent_entry c on c.shop_id = ${any} and c.number = t.number and c.at > t.sent_at and c.at <= due.until and c.entry ->> 'kind' in ('stopped', 'optedOut')
      where ${theirs}) as did, null::bigint as minor`;
    default: return metric satisfies never;
  }
}

/** When the next of those who are not counted can be; null: all are. */
export async function nextDrawAt(world: World, shop: ShopId, place: Place): Promise<Date | null> {
  const found = await row(world.db, z.object({ at: Instant.nullable() }), sql`select min(d.until) + ${LATE} as at from flow_draw d where ${its(shop, place)} and d.counted_at is null`);
  return found?.at ?? null;
}

const DrawnBy = z.object({ weights: Weights.nullable(), arm: z.int(), people: Count });

/** All who drew, by the weights that they drew by: those that shift do so once a day, so there are few. */
export async function drawnBy(world: World, shop: ShopId, place: Place, arms: number): Promise<Drawn[]> {
  const rows = await world.db.rows(DrawnBy, sql`select d.weights, d.arm, count(*) as people from flow_draw d where ${its(shop, place)} group by d.weights, d.arm order by d.weights, d.arm`);
  const alike = Map.groupBy(rows, ({ weights }) => JSON.stringify(weights));
  return [...alike.values()].map((all) => ({ weights: all[0]?.weights ?? null, got: Array.from({ length: arms }, (_, arm) => all.find((each) => each.arm === arm)?.people ?? 0) }));
}

const Drew = z.object({ step: z.string(), key: z.string(), arm: z.int(), people: Count, waiting: Count, lately: Count });
export type DrewCount = z.infer<typeof Drew>;

/** Of every experiment of a flow: how many drew each arm, how many of them are not counted, and how many came of late. */
export const drewIn = (world: World, shop: ShopId, flowId: number, since: Date): Promise<DrewCount[]> => world.db.rows(Drew, sql`
  select d.step, d.key, d.arm, count(*) as people, count(*) filter (where d.counted_at is null) as waiting, count(*) filter (where d.at > ${since}) as lately
  from flow_draw d where d.shop_id = ${shop} and d.flow_id = ${flowId} group by d.step, d.key, d.arm order by d.step, d.key, d.arm`);
