// The versions of a flow: what was published, whole, and the messages that their own texts are kept as.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { FlowDefinition } from "../definition.ts";
import { StepId } from "../step-id.ts";
import type { FlowId } from "./flow.ts";

const VersionRow = z.object({ flowId: z.int(), version: z.int(), name: z.string(), definition: FlowDefinition, at: Instant, by: z.string().nullable() });
export type FlowVersionRow = z.infer<typeof VersionRow>;

const VERSION = sql`v.flow_id as "flowId", v.version, v.name, v.definition, v.at, v.by`;

export const readFlowVersion = (world: World, shop: ShopId, flow: number, version: number): Promise<FlowVersionRow | null> => row(world.db, VersionRow, sql`
  select ${VERSION} from flow_version v where v.shop_id = ${shop} and v.flow_id = ${flow} and v.version = ${version}`);

export type VersionName = { flow: number; version: number };
export const versionName = ({ flow, version }: VersionName): string => `${flow}/${version}`;
export const flowOf = (name: string): number => Number(name.slice(0, name.indexOf("/")));

/** By versionName. */
export async function flowVersions(world: World, shop: ShopId, asked: readonly VersionName[]): Promise<Map<string, FlowVersionRow>> {
  const once = [...new Map(asked.map((each) => [versionName(each), each])).values()];
  if (once.length === 0) return new Map();
  const rows = await world.db.rows(VersionRow, sql`
    select ${VERSION} from unnest(${once.map(({ flow }) => flow)}::int[], ${once.map(({ version }) => version)}::int[]) a(flow, version)
    join flow_version v on v.shop_id = ${shop} and v.flow_id = a.flow and v.version = a.version`);
  return new Map(rows.map((each) => [versionName({ flow: each.flowId, version: each.version }), each]));
}

const Listed = z.object({ version: z.int(), name: z.string(), at: Instant, by: z.string().nullable(), definition: FlowDefinition });
export type ListedVersion = z.infer<typeof Listed>;

/** Newest first. */
export const listVersions = (world: World, shop: ShopId, flow: FlowId): Promise<ListedVersion[]> => world.db.rows(Listed, sql`
  select v.version, v.name, v.at, v.by, v.definition from flow_version v where v.shop_id = ${shop} and v.flow_id = ${flow} order by v.version desc limit 200`);

export const insertFlowVersion = (world: World, shop: ShopId, flow: FlowId, version: { version: number; name: string; definition: FlowDefinition; by: string | null }, now: Date): Promise<number> => world.db.run(sql`
  insert into flow_version (shop_id, flow_id, version, name, definition, at, by) values (${shop}, ${flow}, ${version.version}, ${version.name}, ${JSON.stringify(version.definition)}::jsonb, ${now}, ${version.by})`);

const StepMessage = z.object({ flowId: z.int(), version: z.int(), step: StepId, messageId: z.int(), messageVersion: z.int() });
export type StepMessage = z.infer<typeof StepMessage>;

/** Which message each step of these versions sends. */
export const flowMessages = async (world: World, shop: ShopId, asked: readonly VersionName[]): Promise<StepMessage[]> => (asked.length === 0 ? [] : world.db.rows(StepMessage, sql`
  select m.flow_id as "flowId", m.version, m.step, m.message_id as "messageId", m.message_version as "messageVersion"
  from unnest(${asked.map(({ flow }) => flow)}::int[], ${asked.map(({ version }) => version)}::int[]) a(flow, version)
  join flow_message m on m.shop_id = ${shop} and m.flow_id = a.flow and m.version = a.version order by m.flow_id, m.version, m.step`));

export const insertStepMessages = async (world: World, shop: ShopId, rows: readonly StepMessage[]): Promise<number> => (rows.length === 0 ? 0 : world.db.run(sql`
  insert into flow_message (shop_id, flow_id, version, step, message_id, message_version)
  select ${shop}, r.flow_id, r.version, r.step, r.message_id, r.message_version
  from unnest(${rows.map(({ flowId }) => flowId)}::int[], ${rows.map(({ version }) => version)}::int[], ${rows.map(({ step }) => step)}::text[], ${rows.map(({ messageId }) => messageId)}::int[],
    ${rows.map(({ messageVersion }) => messageVersion)}::int[]) r(flow_id, version, step, message_id, message_version)`));

/** Of each step that ever had words of its own: its message. */
export const lastStepMessages = (world: World, shop: ShopId, flow: FlowId): Promise<{ step: StepId; messageId: number }[]> => world.db.rows(z.object({ step: StepId, messageId: z.int() }), sql`
  select distinct on (m.step) m.step, m.message_id as "messageId" from flow_message m where m.shop_id = ${shop} and m.flow_id = ${flow} order by m.step, m.version desc`);

const Standing = z.object({ version: z.int(), step: StepId.nullable(), people: Count });
export type StandingCount = z.infer<typeof Standing>;

/** How many stand where, of those who are in it. */
export const standingIn = (world: World, shop: ShopId, flow: FlowId): Promise<StandingCount[]> => world.db.rows(Standing, sql`
  select r.version, r.step, count(*) as people from flow_run r where r.shop_id = ${shop} and r.flow_id = ${flow} and r.ended_at is null
  group by r.version, r.step order by r.version, r.step nulls first`);

/** All of them. */
export const versionsOf = (world: World, shop: ShopId, flow: FlowId): Promise<FlowVersionRow[]> => world.db.rows(VersionRow, sql`
  select ${VERSION} from flow_version v where v.shop_id = ${shop} and v.flow_id = ${flow} order by v.version`);

const Named = z.object({ name: z.string() });

/** Other flows whose draft or newest version starts or stops it. */
export const flowsThatName = (world: World, shop: ShopId, { flowId, name }: { flowId: FlowId; name: string }): Promise<{ name: string }[]> => world.db.rows(Named, sql`
  select f.name from flow f left join flow_version v on v.shop_id = ${shop} and v.flow_id = f.flow_id and v.version = f.version
  where f.shop_id = ${shop} and f.flow_id <> ${flowId} and f.state not in ('ended', 'archived') and exists (
    select 1 from unnest(array[f.draft, v.definition]) as said (definition)
    where jsonb_path_exists(said.definition, '$.steps[*].call ? (@.flow == $id)', ${JSON.stringify({ id: flowId })}::jsonb) or jsonb_path_exists(said.definition, '$.exits[*] ? (@.starts == $name)', ${JSON.stringify({ name })}::jsonb))
  order by lower(f.name), f.flow_id`);
