// Experiments as rows: where each stands, what its arms came to, and its history, to which is only ever added.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Instant, row, type Sql, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { StepId } from "../step-id.ts";
import { Design } from "./design.ts";
import { Figure } from "./figure.ts";
import { VerdictJson } from "./judge.ts";
import { ExperimentState, Look, type Standing, Weights } from "./standing.ts";

export const Place = z.object({ flowId: z.int(), step: StepId, key: z.string() });
export type Place = z.infer<typeof Place>;

export const ExperimentRow = Place.extend({
  version: z.int(), design: Design, state: ExperimentState, winner: z.int().nullable(), weights: Weights.nullable(), figures: z.array(Figure), verdict: VerdictJson.nullable(), begunAt: Instant, lookedAt: Instant.nullable(), dueAt: Instant.nullable(),
  decidedAt: Instant.nullable(), decidedBy: z.string().nullable(), looks: z.int(),
});
export type ExperimentRow = z.infer<typeof ExperimentRow>;

export const EXPERIMENT = sql`e.flow_id as "flowId", e.step, e.key, e.version, e.design, e.state, e.winner, e.weights, e.figures, e.verdict, e.begun_at as "begunAt", e.looked_at as "lookedAt", e.due_at as "dueAt",
  e.decided_at as "decidedAt", e.decided_by as "decidedBy", e.looks`;

/** The one that has waited longest, held until the transaction ends. */
export const dueExperiment = (world: World, shop: ShopId, now: Date): Promise<ExperimentRow | null> => row(world.db, ExperimentRow, sql`
  select ${EXPERIMENT} from flow_experiment e where e.shop_id = ${shop} and e.due_at <= ${now} order by e.due_at, e.flow_id, e.step, e.key limit 1 for no key update skip locked`);

const at = (shop: ShopId, { flowId, step, key }: Place): Sql => sql`shop_id = ${shop} and flow_id = ${flowId} and step = ${step} and key = ${key}`;

export const lockExperiment = (world: World, shop: ShopId, place: Place): Promise<ExperimentRow | null> => row(world.db, ExperimentRow, sql`
  select ${EXPERIMENT} from flow_experiment e where ${at(shop, place)} for no key update`);

export type Looked = Pick<ExperimentRow, "figures" | "verdict" | "lookedAt" | "dueAt" | "decidedAt" | "decidedBy" | "looks"> & Standing;

export const writeExperiment = (world: World, shop: ShopId, place: Place, now: Looked): Promise<number> => world.db.run(sql`
  update flow_experiment set state = ${now.state}, winner = ${now.winner}, weights = ${jsonOf(now.weights)}::jsonb, figures = ${JSON.stringify(now.figures)}::jsonb, verdict = ${jsonOf(now.verdict)}::jsonb, looked_at = ${now.lookedAt}, due_at = ${now.dueAt},
    decided_at = ${now.decidedAt}, decided_by = ${now.decidedBy}, looks = ${now.looks} where ${at(shop, place)}`);

/** It counts on when it is due again. */
export const putOff = (world: World, shop: ShopId, place: Place, figures: readonly Figure[], dueAt: Date): Promise<number> => world.db.run(sql`
  update flow_experiment set figures = ${JSON.stringify(figures)}::jsonb, due_at = ${dueAt} where ${at(shop, place)}`);

const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export const insertLook = (world: World, shop: ShopId, { flowId, step, key }: Place, look: Look): Promise<number> => world.db.run(sql`
  insert into flow_experiment_look (shop_id, flow_id, step, key, seq, at, what, figures, verdict, weights, winner, by)
  values (${shop}, ${flowId}, ${step}, ${key}, ${look.seq}, ${look.at}, ${look.what}, ${JSON.stringify(look.figures)}::jsonb, ${JSON.stringify(look.verdict)}::jsonb, ${jsonOf(look.weights)}::jsonb, ${look.winner}, ${look.by})`);

/** Newest first. */
export const looksAt = (world: World, shop: ShopId, place: Place, most: number): Promise<Look[]> => world.db.rows(Look, sql`
  select seq, at, what, figures, verdict, weights, winner, by from flow_experiment_look where ${at(shop, place)} order by seq desc limit ${most}`);

/** Those of a flow, the newest first. */
export const experimentsOf = (world: World, shop: ShopId, flowId: number, most: number): Promise<ExperimentRow[]> => world.db.rows(ExperimentRow, sql`
  select ${EXPERIMENT} from flow_experiment e where e.shop_id = ${shop} and e.flow_id = ${flowId} order by e.begun_at desc, e.step, e.key limit ${most}`);

const Asked = z.object({ flowId: z.int(), flowName: z.string(), step: StepId, since: Instant });

/** Of flows that still go on: tables and their condition, the experiment as e and its flow as f. */
export const askedIn = (shop: ShopId): Sql => sql`flow_experiment e join flow f on f.shop_id = ${shop} and f.flow_id = e.flow_id and f.state in ('live', 'shadow', 'paused') where e.shop_id = ${shop} and e.state = 'asked'`;

/** What waits for the merchant's word, the longest waiting first. */
export const askedExperiments = (world: World, shop: ShopId): Promise<z.infer<typeof Asked>[]> => world.db.rows(Asked, sql`
  select e.flow_id as "flowId", f.name as "flowName", e.step, coalesce((
    select max(l.at) from flow_experiment_look l where l.shop_id = ${shop} and l.flow_id = e.flow_id and l.step = e.step and l.key = e.key and l.what = 'asked'), e.begun_at) as since
  from ${askedIn(shop)} order by 4, e.flow_id, e.step, e.key limit 50`);
