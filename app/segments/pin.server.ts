// Pinning somebody: always in a segment, or always out, with the reason. It is a fact about the customer,
// so the next look of the facts road moves them.
import { z } from "zod";
import { markChanged } from "../customers/rows.server.ts";
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { type Problem, problemsOf } from "../lib/problem.ts";
import { WHOLE_TEXT } from "../lib/whole-text.ts";
import { transact, type World } from "../lib/world.ts";
import { countPins, deletePin, holdCustomer, Side, upsertPin } from "./pin-rows.server.ts";

/** Whoever pins more people wants a list. */
export const PINS_MAX = 1_000;
const REASON_MAX = 300;

const PinDraft = z.object({
  side: Side,
  reason: z.string().trim().min(1, "Say why, for whoever wonders later.").max(REASON_MAX, `A reason has at most ${REASON_MAX} characters.`).regex(WHOLE_TEXT, "Use whole characters."),
});

/** A second pin of the same person takes the place of the first. Empty when it stands. */
export function pin(world: World, shop: ShopId, segment: SegmentId, customer: CustomerId, draft: unknown): Promise<Problem[]> {
  const read = PinDraft.safeParse(draft);
  if (!read.success) return Promise.resolve(problemsOf(read.error));
  return transact(world, async (inside) => {
    if (!(await holdCustomer(inside, shop, customer))) return [{ path: ["customer"], message: "This customer is not there any more." }];
    const now = world.now();
    await upsertPin(inside, shop, segment, { customer, ...read.data }, now);
    if ((await countPins(inside, shop, segment)) > PINS_MAX) throw new TooMany();
    await markChanged(inside, shop, [customer], now);
    await wake(inside, shop, "evaluate");
    return [];
  }).catch((thrown: unknown) => {
    if (!(thrown instanceof TooMany)) throw thrown;
    return [{ path: [], message: `At most ${PINS_MAX.toLocaleString("en")} people can be pinned in one segment. Put them on a list, and ask about the list.` }];
  });
}

/** Takes the transaction back. */
class TooMany extends Error {}

export function unpin(world: World, shop: ShopId, segment: SegmentId, customer: CustomerId): Promise<void> {
  return transact(world, async (inside) => {
    if ((await deletePin(inside, shop, segment, customer)) === 0) return;
    await markChanged(inside, shop, [customer], world.now());
    await wake(inside, shop, "evaluate");
  });
}
