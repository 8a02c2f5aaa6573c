// Texts that runs of flows ask for, beyond being written (person-text-rows.server.ts): asked for once more, held while the
// run stands still, let go on, taken back. Only what has not been handed over yet.
import type { ShopId } from "../lib/ids.ts";
import { anyShop } from "../lib/merge.server.ts";
import { wake } from "../lib/pump.server.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { HELD_UNTIL } from "./campaigns/campaign-texts.ts";

export type AskedAgain = { key: string; asked: number; expiresAt: Date };
const ASKED: Columns<AskedAgain> = { key: "text", asked: "int", expiresAt: "timestamptz" };

/** The gate is asked at once. */
export async function askAgain(world: World, shop: ShopId, texts: readonly AskedAgain[], now: Date): Promise<void> {
  if (texts.length === 0) return;
  await world.db.run(sql`
    update person_text t set state = 'due', due_at = ${now}, held_due_at = null, asked = f.asked, expires_at = f."expiresAt", reason = null, problem = null
    from ${recordset<AskedAgain>(ASKED, texts)} where t.shop_id = ${anyShop(shop)} and t.key = f.key and t.state in ('due', 'halted') and t.asked < f.asked`);
  await wake(world, shop, "text");
}

const ofKeys = (shop: ShopId, keys: readonly string[]) => sql`t.shop_id = ${anyShop(shop)} and t.key = any(${keys}::text[])`;

/** What has gone has gone: its answer comes, or came. */
export const withdrawTexts = async (world: World, shop: ShopId, keys: readonly string[]): Promise<number> => (keys.length === 0 ? 0 : world.db.run(sql`
  update person_text t set state = 'cancelled', reason = null, problem = null, held_due_at = null where ${ofKeys(shop, keys)} and t.state in ('due', 'halted')`));

export const holdTexts = async (world: World, shop: ShopId, keys: readonly string[]): Promise<number> => (keys.length === 0 ? 0 : world.db.run(sql`
  update person_text t set due_at = ${HELD_UNTIL}, held_due_at = t.due_at where ${ofKeys(shop, keys)} and t.state = 'due' and t.due_at < ${HELD_UNTIL}`));

export async function releaseTexts(world: World, shop: ShopId, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return;
  await world.db.run(sql`update person_text t set due_at = ${now}, held_due_at = null where ${ofKeys(shop, keys)} and t.state = 'due'`);
  await wake(world, shop, "text");
}
