// A snapshot is filled by the pump `list`, a batch of people in one transaction with the place that was reached:
// of a million members nobody waits for a page, and what Shopify tells goes on between two batches. Whoever was
// a member when the merchant asked is on it, however late their turn comes.
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { addMembers, dueUsers, followGone, nextFilling } from "./member-rows.server.ts";
import { lockList, usersOf } from "./rows.server.ts";

const FILL_MAX = 20_000;

/** Moves one batch of the oldest snapshot that is not whole yet; 0 where there is none. */
export async function fillSnapshot(world: World, shop: ShopId, most = FILL_MAX): Promise<number> {
  if (!(await nextFilling(world, shop))) return 0;
  return transact(world, async (inside) => {
    // First: nobody is merged or erased until this commits.
    await lockFacts(inside, shop);
    const filling = await nextFilling(inside, shop);
    if (!filling || !(await lockList(inside, shop, filling.listId))) return 0;
    const isWhole = (await addMembers(inside, shop, filling, most, world.now())) < most;
    await followGone(inside, shop, filling.listId);
    const users = isWhole ? await usersOf(inside, shop, filling.listId) : [];
    if (users.length > 0) {
      await dueUsers(inside, shop, users.map(({ segmentId }) => segmentId));
      await wake(inside, shop, "evaluate");
    }
    await inside.point("list:before-commit");
    return 1;
  });
}
