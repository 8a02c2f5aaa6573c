// Tells segments that ask about flows who came into one, or out of it: they are marked as changed in the transaction that moves
// their runs, as by any other fact. A shop none of whose segments asks pays one look at an empty index.
import { lockFacts, tellChanged } from "../../customers/rows.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import { shareAskers } from "../../lib/lock.server.ts";
import type { World } from "../../lib/world.ts";
import { type AskedFlows, askedFlows } from "../../segments/flow-rows.server.ts";

/** Before any other lock and any row: whoever merges customers holds the facts, and then wants their runs. */
export async function holdAsked(world: World, shop: ShopId): Promise<AskedFlows> {
  await shareAskers(world, shop);
  const asked = await askedFlows(world, shop);
  if (asked.size > 0) await lockFacts(world, shop);
  return asked;
}

/** A run that began or ended, whose person drew an arm, or that only went on (`isStep`). */
type Moved = { flowId: number; customerId: string; isStep?: boolean };

export async function markAsked(world: World, shop: ShopId, asked: AskedFlows, moved: readonly Moved[], now: Date): Promise<void> {
  const customers = moved.flatMap(({ flowId, customerId, isStep = false }) => (asked.has(flowId) && (!isStep || asked.get(flowId)?.byStep === true) ? [customerId] : []));
  await tellChanged(world, shop, customers, now);
}
