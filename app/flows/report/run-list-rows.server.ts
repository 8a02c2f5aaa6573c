// Runs of flows as screens list them: of a flow, newest first and narrowed by where they stand; of one customer.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { empty, Id, Instant, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

export const RUNS_SHOWN = 50;
/** Of one customer: all that they are in, and the last that have ended. */
export const ENDED_SHOWN = 5;

/** `halted`: their text was stopped until somebody looks; `approval`: they wait for a yes. */
export const Shown = z.enum(["running", "paused", "halted", "approval", "parked", "ended"]);
export type Shown = z.infer<typeof Shown>;

const Line = z.object({
  runId: Id, flowId: z.int(), flowName: z.string(), version: z.int(), customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(),
  state: z.enum(["running", "paused", "ended", "parked"]), waits: z.enum(["wait", "ask", "halted", "approval"]).nullable(), step: z.string().nullable(), control: z.boolean(), reason: z.string().nullable(), label: z.string().nullable(),
  problem: z.string().nullable(), enteredAt: Instant, dueAt: Instant.nullable(), endedAt: Instant.nullable(),
});
export type RunLine = z.infer<typeof Line>;

const COLUMNS = sql`r.run_id as "runId", r.flow_id as "flowId", f.name as "flowName", r.version, r.customer_id::text as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email,
  r.state, r.waits, r.step, r.control, r.reason, r.label, r.problem, r.entered_at as "enteredAt", r.due_at as "dueAt", r.ended_at as "endedAt"`;

const around = (shop: ShopId): Sql => sql`join flow f on f.shop_id = ${anyShop(shop)} and f.flow_id = r.flow_id left join customer c on c.shop_id = ${anyShop(shop)} and c.customer_id = r.customer_id`;

function isShown(shown: Shown | null): Sql {
  if (shown === null) return empty;
  if (shown === "halted" || shown === "approval") return sql`and r.ended_at is null and r.state = 'running' and r.waits = ${shown}`;
  return sql`and r.state = ${shown}`;
}

export type RunFilter = { step: string | null; shown: Shown | null; reason: string | null; before: string | null };

/** Who stands at a step is there still: whoever has ended stands nowhere. */
export const listRuns = (world: World, shop: ShopId, flow: number, { step, shown, reason, before }: RunFilter): Promise<RunLine[]> => world.db.rows(Line, sql`
  with picked as materialized (
    select r.* from flow_run r where r.shop_id = ${shop} and r.flow_id = ${flow} ${before === null ? empty : sql`and r.run_id < ${before}::bigint`}
      ${step === null ? empty : sql`and r.step = ${step} and r.ended_at is null`} ${isShown(shown)} ${reason === null ? empty : sql`and r.reason = ${reason}`}
    order by r.run_id desc limit ${RUNS_SHOWN + 1})
  select ${COLUMNS} from picked r ${around(shop)} order by r.run_id desc`);

export const runsOfCustomer = (world: World, shop: ShopId, customer: CustomerId): Promise<RunLine[]> => world.db.rows(Line, sql`
  with open as (select r.* from flow_run r where r.shop_id = ${shop} and r.customer_id = ${customer} and r.ended_at is null order by r.run_id desc limit ${RUNS_SHOWN}),
  ended as (select r.* from flow_run r where r.shop_id = ${shop} and r.customer_id = ${customer} and r.ended_at is not null order by r.run_id desc limit ${ENDED_SHOWN})
  select ${COLUMNS} from (select * from open union all select * from ended) r ${around(shop)} order by r.ended_at desc nulls first, r.run_id desc`);

const Reasons = z.object({ reason: z.string() });

/** Why runs of the flow ended, as far as any did. */
export const endReasons = async (world: World, shop: ShopId, flow: number): Promise<string[]> =>
  (await world.db.rows(Reasons, sql`select distinct reason from flow_count where shop_id = ${shop} and flow_id = ${flow} and what = 'ended' order by reason`)).map(({ reason }) => reason);
