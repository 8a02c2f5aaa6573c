// The end of an import: roll-ups for everybody, every segment asked anew once the last part is in,
// and the reconcile of the next night planned.
import { recount } from "../customers/roll.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { sql } from "../lib/sql.ts";
import { transact, type World } from "../lib/world.ts";
import { dueAllSegments } from "../shops/rows.server.ts";
import { reconcileAfter } from "./import.ts";
import { analyzeFacts, othersOpen, planReconcile, record, type Run } from "./import-rows.server.ts";

export async function finishRun(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.reason !== "reconcile") await analyzeFacts(world);
  // A nightly reconcile rolled up each batch as it came.
  if (run.reason !== "reconcile" && run.kind === "orders") await recount(world, shop);
  await world.point("import:before-done");
  await transact(world, async (within) => {
    const now = within.now();
    const isOurs = await record(within, shop, run, sql`state = 'done', finished_at = ${now}, due_at = ${now}, leased_until = null, url = null, problem = null`);
    if (!isOurs) return;
    await planNext(within, shop, run);
    if (run.reason === "reconcile" || (await othersOpen(within, shop, run)) > 0) return;
    await dueAllSegments(within, shop);
    await wake(within, shop, "evaluate");
  });
}

async function planNext(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.reason === "asked") return;
  const { filter, dueAt } = reconcileAfter(run.startedAt ?? run.createdAt, shop);
  await planReconcile(world, shop, run.kind, filter, dueAt, world.now());
}

/** Given up for now: the next night searches from where this one did. */
export async function planAfterPark(world: World, shop: ShopId, run: Run): Promise<void> {
  if (run.reason === "asked") return;
  const now = world.now();
  const { filter } = reconcileAfter(run.createdAt, shop);
  await planReconcile(world, shop, run.kind, run.reason === "install" ? filter : run.filter, reconcileAfter(now, shop).dueAt, now);
}
