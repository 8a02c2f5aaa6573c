// What a flow's report is made of: its kept counts, where people stand now, and what became of its texts. Each is one
// statement along the flow's own index.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Count, empty, Instant, type Sql, sql } from "../../lib/sql.ts";
import { hours } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { TEXT_STATES } from "../../messages/person-text.ts";
import { FlowDefinition } from "../definition.ts";
import type { Step } from "../step.ts";
import { WHATS } from "./count.ts";
import type { ClickCount, Counted, OptOutCount, Standing, TextCount } from "./known.ts";
import type { Scope } from "./scope.ts";

/** So long after a text of this flow, if no other came between, somebody's opt-out is counted with it. */
export const OPT_OUT_MS = hours(72);

const Version = z.object({ version: z.int(), at: Instant, definition: FlowDefinition });
export type ReportVersion = z.infer<typeof Version>;

/** Newest first. */
export const versionsOf = (world: World, shop: ShopId, flow: number): Promise<ReportVersion[]> => world.db.rows(Version, sql`
  select version, at, definition from flow_version where shop_id = ${shop} and flow_id = ${flow} order by version desc`);

const CountedRow: z.ZodType<Counted> = z.object({ version: z.int(), step: z.string(), what: z.enum(WHATS), reason: z.string(), control: z.boolean(), count: Count, ms: Count });

export const countsIn = (world: World, shop: ShopId, { flow, version, days: { from, to } }: Scope): Promise<Counted[]> => world.db.rows(CountedRow, sql`
  select version, step, what, reason, control, sum(count) as count, sum(ms) as ms from flow_count
  where shop_id = ${shop} and flow_id = ${flow} ${version === null ? empty : sql`and version = ${version}`}
    ${from === null ? empty : sql`and day >= ${from}::date`} ${to === null ? empty : sql`and day <= ${to}::date`}
  group by version, step, what, reason, control order by version, step, what, reason, control`);

const StandingRow: z.ZodType<Standing> = z.object({ step: z.string(), control: z.boolean(), waits: z.enum(["wait", "ask", "halted", "approval", "paused", "parked"]).nullable(), people: Count, hour: Count, day: Count, week: Count });

export const standingIn = (world: World, shop: ShopId, { flow, version }: Scope, now: Date): Promise<Standing[]> => world.db.rows(StandingRow, sql`
  select coalesce(step, '') as step, control, case when state in ('paused', 'parked') then state else waits end as waits, count(*) as people,
    count(*) filter (where due_at <= ${now}::timestamptz + interval '1 hour') as hour, count(*) filter (where due_at <= ${now}::timestamptz + interval '1 day') as day, count(*) filter (where due_at <= ${now}::timestamptz + interval '7 days') as week
  from flow_run where shop_id = ${shop} and flow_id = ${flow} and ended_at is null ${version === null ? empty : sql`and version = ${version}`} group by 1, 2, 3 order by 1, 2, 3`);

/** Of the saved messages that these steps send. */
export async function messageNames(world: World, shop: ShopId, steps: readonly Step[]): Promise<Map<number, string>> {
  const ids = [...new Set(steps.flatMap((step) => (step.kind === "send" && step.message.kind === "saved" ? [step.message.id] : [])))];
  if (ids.length === 0) return new Map();
  const rows = await world.db.rows(z.object({ id: z.int(), name: z.string() }), sql`select message_id as id, name from message where shop_id = ${shop} and message_id = any(${ids}::int[]) order by message_id`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The flow's texts, by when they went; those of a version are those of the runs that are in it, or were to their end. */
function texts(shop: ShopId, { flow, version, from, until }: Scope): Sql {
  const ofVersion = version === null ? empty : sql`join flow_run r on r.shop_id = ${anyShop(shop)} and r.run_id = t.run_id and r.version = ${version}`;
  return sql`person_text t ${ofVersion} where t.shop_id = ${shop} and t.flow_id = ${flow} and t.step is not null and t.sent_at is not null ${from === null ? empty : sql`and t.sent_at >= ${from}`} ${until === null ? empty : sql`and t.sent_at < ${until}`}`;
}

export const TextRow: z.ZodType<TextCount> = z.object({ step: z.string(), state: z.enum(TEXT_STATES), error: z.string().nullable(), texts: Count, parts: Count, micros: Count });

export const textsIn = (world: World, shop: ShopId, scope: Scope): Promise<TextCount[]> => world.db.rows(TextRow, sql`
  select t.step, t.state, case when t.state in ('undelivered', 'failed') then t.error_code end as error, count(*) as texts, coalesce(sum(t.parts), 0) as parts, coalesce(sum(t.micros), 0) as micros
  from ${texts(shop, scope)} group by 1, 2, 3 order by 1, 2, 3`);

export const ClickRow: z.ZodType<ClickCount> = z.object({ step: z.string(), clickers: Count, clicks: Count, machines: Count });

export const clicksIn = (world: World, shop: ShopId, scope: Scope): Promise<ClickCount[]> => world.db.rows(ClickRow, sql`
  with sent as (select t.text_id, t.step from ${texts(shop, scope)})
  select s.step, count(distinct s.text_id) filter (where k.is_human) as clickers, count(*) filter (where k.is_human) as clicks, count(*) filter (where not k.is_human) as machines
  from sent s join link l on l.shop_id = ${anyShop(shop)} and l.text_id = s.text_id join click k on k.shop_id = ${anyShop(shop)} and k.code = l.code
  group by s.step order by s.step`);

export const OptOutRow: z.ZodType<OptOutCount> = z.object({ step: z.string(), people: Count });

/** Each opt-out belongs to the last text before it, whoever sent that. */
export const optOutsIn = (world: World, shop: ShopId, scope: Scope): Promise<OptOutCount[]> => world.db.rows(OptOutRow, sql`
  select t.step, count(distinct e.number) as people
  from consent_entry e cross join lateral (
    select l.flow_id, l.run_id, l.step, l.sent_at from person_text l
    where l.shop_id = ${anyShop(shop)} and l.number = e.number and l.sent_at is not null and l.class = 'marketing' and l.sent_at < e.at and l.sent_at >= e.at - ${OPT_OUT_MS}::double precision * interval '1 millisecond'
    order by l.sent_at desc, l.text_id desc limit 1) t
  ${scope.version === null ? empty : sql`join flow_run r on r.shop_id = ${anyShop(shop)} and r.run_id = t.run_id and r.version = ${scope.version}`}
  where e.shop_id = ${shop} and e.entry ->> 'kind' in ('stopped', 'optedOut') and t.flow_id = ${scope.flow} and t.step is not null
    ${scope.from === null ? empty : sql`and t.sent_at >= ${scope.from}`} ${scope.until === null ? empty : sql`and t.sent_at < ${scope.until}`}
  group by t.step order by t.step`);
