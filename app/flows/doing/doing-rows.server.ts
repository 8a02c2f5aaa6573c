// What runs ask of the outside or of a person, as rows (flow_doing).
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { Id, Instant, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { recordset } from "../../lib/recordset.ts";
import { type Doing, DoingResult, type DoingState } from "./doing.ts";

const Version = z.object({ flow: z.int(), version: z.int(), name: z.string(), definition: z.unknown() });

export const versionsOf = (world: World, shop: ShopId, doings: readonly Pick<Doing, "flow" | "version">[]): Promise<z.infer<typeof Version>[]> => world.db.rows(Version, sql`
  select v.flow_id as flow, v.version, v.name, v.definition
  from (select distinct a.flow, a.version from unnest(${doings.map(({ flow }) => flow)}::int[], ${doings.map(({ version }) => version)}::int[]) a (flow, version)) a
  join flow_version v on v.shop_id = ${shop} and v.flow_id = a.flow and v.version = a.version order by v.flow_id, v.version`);

const Row = z.object({
  doing: Id, run: Id, flow: z.int(), version: z.int(), customer: CustomerId, step: z.string(), key: z.string(), what: z.string(), attempts: z.int(), result: DoingResult.nullable(), at: Instant,
});

const COLUMNS = sql`d.doing_id as doing, d.run_id as run, d.flow_id as flow, d.version, d.customer_id::text as customer, d.step, d.key, d.what, d.attempts, d.result, d.at`;

/** The oldest first. */
export const dueDoings = (world: World, shop: ShopId, now: Date, most: number): Promise<Doing[]> => world.db.rows(Row, sql`
  select ${COLUMNS} from flow_doing d where d.shop_id = ${shop} and d.state = 'due' and d.due_at <= ${now} order by d.due_at, d.doing_id limit ${most}`);

/** Of these those that are due still, until the transaction ends; whoever else is at one of them is not waited for. */
export const holdDoings = (world: World, shop: ShopId, doings: readonly string[]): Promise<Doing[]> => world.db.rows(Row, sql`
  select ${COLUMNS} from flow_doing d where d.shop_id = ${shop} and d.doing_id = any(${doings}::bigint[]) and d.state = 'due' order by d.due_at, d.doing_id for update skip locked`);

export type Settled = { doing: string; state: DoingState; problem: string | null; result: DoingResult | null };
const SETTLED = { doing: "bigint", state: "text", problem: "text", result: "jsonb" } as const;

/** Those that are in a state of `from` still. */
export const settleDoings = async (world: World, shop: ShopId, from: DoingState, settled: readonly Settled[], now: Date): Promise<number> => (settled.length === 0 ? 0 : world.db.run(sql`
  update flow_doing d set state = f.state, problem = f.problem, result = coalesce(nullif(f.result, 'null'::jsonb), d.result), done_at = case when f.state in ('done', 'refused', 'expired') then ${now}::timestamptz end
  from ${recordset<Settled>(SETTLED, settled)} where d.shop_id = ${shop} and d.doing_id = f.doing and d.state = ${from}`));

const Told = z.object({ doing: Id, result: DoingResult });

/** What waits for commands of which some have come to an end; held until the transaction ends. */
export const toldDoings = (world: World, shop: ShopId, most: number): Promise<z.infer<typeof Told>[]> => world.db.rows(Told, sql`
  select d.doing_id as doing, d.result from flow_doing d where d.shop_id = ${shop} and d.state = 'told' order by d.doing_id limit ${most} for update skip locked`);

const Ended = z.object({ key: z.string(), isOver: z.boolean(), problem: z.string().nullable() });

/** Those that are not among them are there no more. */
export const commandsBy = (world: World, shop: ShopId, keys: readonly string[]): Promise<z.infer<typeof Ended>[]> => world.db.rows(Ended, sql`
  select o.key, o.state = 'done' as "isOver", o.problem from outbox o where o.shop_id = ${shop} and o.key = any(${keys}::text[]) order by o.key`);

/** Of a doing `d` and its run `r`: nobody answered in time, or the run went on without an answer. */
export const isUnanswered = (now: Date): Sql => sql`d.state = 'asked' and d.what = 'approval' and (d.expires_at <= ${now} or r.ended_at is not null)`;

export const closeAsked = (world: World, shop: ShopId, now: Date): Promise<number> => world.db.run(sql`
  update flow_doing d set state = 'expired', done_at = ${now} from flow_run r
  where d.shop_id = ${shop} and r.shop_id = ${shop} and r.run_id = d.run_id and ${isUnanswered(now)}`);

const Asked = Row.extend({ state: z.string(), says: z.string().nullable(), expiresAt: Instant.nullable() });

/** One that a person has to look at, held until the transaction ends. */
export const holdAsked = (world: World, shop: ShopId, doing: string): Promise<z.infer<typeof Asked> | null> => row(world.db, Asked, sql`
  select ${COLUMNS}, d.state, d.says, d.expires_at as "expiresAt" from flow_doing d where d.shop_id = ${shop} and d.doing_id = ${doing}::bigint and d.state = 'asked' for update`);

export const answered = (world: World, shop: ShopId, doing: string, by: string | null, result: DoingResult, now: Date): Promise<number> => world.db.run(sql`
  update flow_doing set state = 'done', done_at = ${now}, done_by = ${by}, result = ${JSON.stringify(result)}::jsonb where shop_id = ${shop} and doing_id = ${doing}::bigint and state = 'asked'`);

const its = (shop: ShopId, doing: string): Sql => sql`shop_id = ${shop} and doing_id = ${doing}::bigint and state = 'refused'`;

/** What was refused of it is tried once more, by keys of its own. */
export const doingAgain = (world: World, shop: ShopId, doing: string, now: Date): Promise<number> => world.db.run(sql`
  update flow_doing set state = 'due', due_at = ${now}, attempts = attempts + 1, problem = null, done_at = null where ${its(shop, doing)}`);

export const letDoingGo = (world: World, shop: ShopId, doing: string): Promise<number> => world.db.run(sql`update flow_doing set state = 'failed' where ${its(shop, doing)}`);
