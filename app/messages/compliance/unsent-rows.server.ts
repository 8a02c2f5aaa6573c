// Decisions that segments are yet to hear of, as rows.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { wake } from "../../lib/pump.server.ts";
import { Id, Instant, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { TextNames } from "../text-names.ts";
import { TEXT_NAMES } from "../text-names-rows.server.ts";
import type { Unsent } from "./unsent.ts";

const Untold: z.ZodType<Unsent> = TextNames.extend({ decisionId: Id, at: Instant, verdict: z.enum(["skip", "defer", "send"]), reason: z.string(), errorCode: z.string().nullable(), customerId: Id.nullable() });

/** In the caller's transaction: nobody else tells these meanwhile. */
export const takeUnsent = (world: World, shop: ShopId, limit: number): Promise<Unsent[]> => world.db.rows(Untold, sql`
  select d.decision_id as "decisionId", d.at, d.verdict, d.reason, case when d.verdict = 'send' then t.error_code end as "errorCode", d.customer_id as "customerId", ${TEXT_NAMES}
  from decision d join person_text t on t.shop_id = ${shop} and t.text_id = d.text_id
  where d.shop_id = ${shop} and d.untold order by d.decision_id limit ${limit} for update of d skip locked`);

/** Texts that were to go and that the provider refused: what was decided of them is to be told after all. */
export async function noteRefused(world: World, shop: ShopId, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return;
  await world.db.run(sql`
    update decision d set untold = true from person_text t
    where t.shop_id = ${shop} and t.text_id = any(${[...texts]}::bigint[]) and t.state = 'failed' and d.shop_id = ${shop} and d.decision_id = t.decision_id and d.verdict = 'send'`);
  await wake(world, shop, "unsent");
}

export const noteUnsentTold = (world: World, shop: ShopId, decisions: readonly string[]): Promise<number> =>
  world.db.run(sql`update decision set untold = false where shop_id = ${shop} and decision_id = any(${[...decisions]}::bigint[])`);

export const isAnyUnsent = async (world: World, shop: ShopId): Promise<boolean> => (await world.db.run(sql`select 1 from decision where shop_id = ${shop} and untold limit 1`)) > 0;
