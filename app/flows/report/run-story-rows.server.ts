// One run with all that there is of it: its ledger, its texts as they went, what it asked of the outside, and whether it has
// yet to hear something.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { Id, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { TEXT_STATES } from "../../messages/person-text.ts";
import { Line } from "../ledger.ts";

/** Of the longest ledgers the beginning is shown: a run loops at most so often, and hardly ever hears so much. */
export const LINES_MAX = 2_000;

const Run = z.object({
  runId: Id, flowId: z.int(), flowName: z.string(), version: z.int(), customerId: CustomerId, firstName: z.string().nullable(), lastName: z.string().nullable(), email: z.string().nullable(), key: z.string(),
  state: z.enum(["running", "paused", "ended", "parked"]), waits: z.enum(["wait", "ask", "halted", "approval"]).nullable(), step: z.string().nullable(), control: z.boolean(), reason: z.string().nullable(), label: z.string().nullable(), problem: z.string().nullable(),
  lines: z.int(), enteredAt: Instant, dueAt: Instant.nullable(), endedAt: Instant.nullable(), isTold: z.boolean(),
});
export type StoryRun = z.infer<typeof Run>;

export const readRun = (world: World, shop: ShopId, flow: number, run: string): Promise<StoryRun | null> => row(world.db, Run, sql`
  select r.run_id as "runId", r.flow_id as "flowId", f.name as "flowName", r.version, r.customer_id::text as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, r.key,
    r.state, r.waits, r.step, r.control, r.reason, r.label, r.problem, r.lines, r.entered_at as "enteredAt", r.due_at as "dueAt", r.ended_at as "endedAt",
    exists (select 1 from flow_heard h where h.shop_id = ${anyShop(shop)} and h.run_id = r.run_id) as "isTold"
  from flow_run r join flow f on f.shop_id = ${anyShop(shop)} and f.flow_id = r.flow_id left join customer c on c.shop_id = ${anyShop(shop)} and c.customer_id = r.customer_id
  where r.shop_id = ${shop} and r.flow_id = ${flow} and r.run_id = ${run}::bigint`);

/** Oldest first: each is decided by what those before it came to. */
export const linesOfRun = async (world: World, shop: ShopId, run: string): Promise<Line[]> =>
  (await world.db.rows(z.object({ line: Line }), sql`select line from flow_line where shop_id = ${shop} and run_id = ${run}::bigint order by seq limit ${LINES_MAX}`)).map(({ line }) => line);

const Text = z.object({ key: z.string(), state: z.enum(TEXT_STATES), reason: z.string().nullable(), decisionId: Id.nullable(), body: z.string().nullable(), sentAt: Instant.nullable() });
export type StoryText = z.infer<typeof Text>;

export const textsOfRun = (world: World, shop: ShopId, run: string): Promise<StoryText[]> => world.db.rows(Text, sql`
  select key, state, reason, decision_id as "decisionId", body, sent_at as "sentAt" from person_text where shop_id = ${shop} and run_id = ${run}::bigint order by text_id`);

const Doing = z.object({ doingId: Id, key: z.string(), what: z.string(), state: z.string(), problem: z.string().nullable(), doneAt: Instant.nullable(), doneBy: z.string().nullable() });
export type StoryDoing = z.infer<typeof Doing>;

export const doingsOfRun = (world: World, shop: ShopId, run: string): Promise<StoryDoing[]> => world.db.rows(Doing, sql`
  select doing_id as "doingId", key, what, state, problem, done_at as "doneAt", done_by as "doneBy" from flow_doing where shop_id = ${shop} and run_id = ${run}::bigint order by doing_id`);

/** Held until the transaction ends. */
export const lockRun = (world: World, shop: ShopId, flow: number, run: string): Promise<Pick<StoryRun, "state" | "waits"> | null> => row(world.db, Run.pick({ state: true, waits: true }), sql`
  select state, waits from flow_run where shop_id = ${shop} and flow_id = ${flow} and run_id = ${run}::bigint for no key update`);
