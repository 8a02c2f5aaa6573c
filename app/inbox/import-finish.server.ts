// The end of an import: roll-ups for everybody, every segment asked anew once the last part is in,
// and the reconcile of the next night planned.
import { keepMiddle } from "../customers/middle-rows.server.ts";
import { recount } from "../customers/roll.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import { dueAllSegments } from "../shops/rows.server.ts";
import { reconcileAfter } from "./import.ts";
import { analyzeFacts, othersOpen, planReconcile, record, type Run } from "./import-rows.server.ts";

export async function finishRun(world: World, shop: ShopId, run: Run): Promise<void> {
  await count(world, shop, run);
  await world.point("import:before-done");
  await transact(world, async (within) => {
    const now = within.now();
    const isOurs = await record(within, shop, run, sql`state = 'done', finished_at = ${now}, due_at = ${now}, leased_until = null, url = null, problem = null, fresh = '{}'`);
    if (!isOurs) return;
    await planNext(within, shop, run);
    await askAnew(within, shop, run);
  });
}

/** What it has read is there all the same, and counts. `anew`: whoever tries again asks Shopify for another export. */
export async function parkRun(world: World, shop: ShopId, run: Run, { problem, anew }: { problem: string; anew: boolean }): Promise<void> {
  await count(world, shop, run);
  await transact(world, async (within) => {
    const now = within.now();
    const isOurs = await record(within, shop, run, sql`
      state = 'parked', problem = ${problem}, finished_at = ${now}, leased_until = null, unreached_since = null,
      url = case when not ${anew}::boolean then url end, bulk_id = case when not ${anew}::boolean then bulk_id end`);
    if (!isOurs) return;
    await planAfterPark(within, shop, run);
    await askAnew(within, shop, run);
  });
}

/** A nightly reconcile rolled up each batch as it came. */
async function count(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.kind === "customers") await keepMiddle(world, shop);
  if (run.reason === "reconcile") return;
  await analyzeFacts(world);
  if (run.kind === "orders") await recount(world, shop);
}

/** Every segment, once the last whole import has ended, however it ended. */
async function askAnew(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.reason === "reconcile" || (await othersOpen(world, shop, run)) > 0) return;
  await dueAllSegments(world, shop);
  await wake(world, shop, "evaluate");
}

async function planNext(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.reason === "asked") return;
  const { filter, dueAt } = reconcileAfter(run.startedAt ?? run.createdAt, shop);
  await planReconcile(world, shop, run.kind, filter, dueAt, world.now());
}

/** Given up for now: the next night searches from where this one did. */
async function planAfterPark(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.reason === "asked") return;
  const now = world.now();
  const { filter } = reconcileAfter(run.createdAt, shop);
  await planReconcile(world, shop, run.kind, run.reason === "install" ? filter : run.filter, reconcileAfter(now, shop).dueAt, now);
}
