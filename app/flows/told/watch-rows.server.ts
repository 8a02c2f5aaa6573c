// The rows of looks that are due later. Customer 0 stands for a look at everybody, by a trigger of sets (schedule.server.ts).
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { type Columns, recordset } from "../../lib/recordset.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Gap } from "./told-fact.ts";
import { type NewWatch, type WatchName, WatchRow } from "./watch.ts";

export const EVERYBODY = "0";

const NAME = { flow: "int", trigger: "smallint", customer: "bigint", key: "text" } as const;
const WATCH: Columns<NewWatch> = { ...NAME, version: "int", at: "timestamptz", dueAt: "timestamptz", about: "jsonb", detail: "jsonb" };

const arming = (shop: ShopId, watches: readonly NewWatch[]) => sql`
  insert into flow_watch (shop_id, flow_id, trigger, customer_id, key, version, at, due_at, about, detail)
  select ${shop}::int, f.flow, f.trigger, f.customer, f.key, f.version, f.at, f."dueAt", f.about, f.detail from ${recordset(WATCH, watches)} order by f.flow, f.trigger, f.customer, f.key`;

/** What a flow missed while it stood still: what stands under the name by now is newer, or was armed before. */
export async function armMissed(world: World, shop: ShopId, watches: readonly NewWatch[]): Promise<void> {
  if (watches.length > 0) await world.db.run(sql`${arming(shop, watches)} on conflict (shop_id, flow_id, trigger, customer_id, key) do nothing`);
}

/** A pause is over: nobody is told of for what time alone brought meanwhile. `isOut`: nor for looks at them that came due. */
export async function skipPause(world: World, shop: ShopId, flow: number, { from, until, isOut }: { from: Date; until: Date; isOut: boolean }): Promise<void> {
  const gap: Gap = { from: from.getTime(), until: until.getTime() };
  await world.db.run(sql`
    update flow_watch set due_at = least(due_at, ${until}::timestamptz), detail = jsonb_build_object('gaps', coalesce(detail -> 'gaps', '[]'::jsonb) || ${JSON.stringify([gap])}::jsonb)
    where shop_id = ${shop} and flow_id = ${flow} and customer_id = ${EVERYBODY}::bigint`);
  if (isOut) await world.db.run(sql`delete from flow_watch where shop_id = ${shop} and flow_id = ${flow} and customer_id <> ${EVERYBODY}::bigint and due_at between ${from} and ${until}`);
}

/** Whatever stood under the name before is forgotten. */
export async function armWatches(world: World, shop: ShopId, watches: readonly NewWatch[]): Promise<void> {
  if (watches.length === 0) return;
  await world.db.run(sql`${arming(shop, watches)}
    on conflict (shop_id, flow_id, trigger, customer_id, key) do update set version = excluded.version, at = excluded.at, due_at = excluded.due_at, about = excluded.about, detail = excluded.detail`);
}

export async function dropWatches(world: World, shop: ShopId, names: readonly WatchName[]): Promise<void> {
  if (names.length === 0) return;
  await world.db.run(sql`
    delete from flow_watch w using ${recordset<WatchName>(NAME, names.map(({ flow, trigger, customer, key }) => ({ flow, trigger, customer, key })))}
    where w.shop_id = ${anyShop(shop)} and w.flow_id = f.flow and w.trigger = f.trigger and w.customer_id = f.customer and w.key = f.key`);
}

const COLUMNS = sql`w.flow_id as flow, w.trigger, w.customer_id as customer, w.key, w.version, w.at, w.due_at as "dueAt", w.about, w.detail`;

/** Those of these people in these flows. */
export const watchesOf = (world: World, shop: ShopId, flows: readonly number[], customers: readonly string[]): Promise<WatchRow[]> => (flows.length === 0 ? Promise.resolve([]) : world.db.rows(WatchRow, sql`
  select ${COLUMNS} from flow_watch w where w.shop_id = ${anyShop(shop)} and w.customer_id = any(${[...customers]}::bigint[]) and w.flow_id = any(${[...flows]}::int[]) order by w.flow_id, w.trigger, w.customer_id, w.key`));

/** Whom nobody will look at again: nobody enters a flow that has ended. */
export const dropEnded = (world: World, shop: ShopId, now: Date): Promise<number> => world.db.run(sql`
  delete from flow_watch w using flow f where w.shop_id = ${anyShop(shop)} and w.due_at <= ${now} and f.shop_id = ${anyShop(shop)} and f.flow_id = w.flow_id and f.state in ('ended', 'archived')`);

/** Of people, or of everybody, held until the transaction ends. Those of flows that stand still wait for them. */
export const dueWatches = (world: World, shop: ShopId, of: "people" | "everybody", now: Date, limit: number): Promise<WatchRow[]> => world.db.rows(WatchRow, sql`
  select ${COLUMNS} from flow_watch w join flow f on f.shop_id = ${shop} and f.flow_id = w.flow_id and f.state in ('live', 'shadow')
  where w.shop_id = ${shop} and w.due_at <= ${now} and (w.customer_id = 0) = ${of === "everybody"} order by w.due_at, w.flow_id, w.trigger, w.customer_id, w.key limit ${limit} for update of w skip locked`);
