// What sequences have in common for both evaluators.
import type { Ask } from "./ask.ts";
import { missingBefore } from "./cover.ts";
import type { Seq } from "./definition.ts";
import { isTold } from "./events.ts";

/** What must follow, or be absent. */
export const secondOf = ({ event, thenEvent }: Seq): Seq["event"] => thenEvent ?? event;

/**
 * The instant before which the second event may be missing from our data: a first event that is older, and was not followed
 * as far as we see, proves nothing. Infinity: it was never told to us. Null: nothing can be missing, or both are orders,
 * of which what is hidden is older than every first that we see.
 */
export function unseenBefore(leaf: Seq, ask: Ask): number | null {
  if (leaf.thenEvent === undefined && !isTold(leaf.event)) return null;
  return missingBefore({ event: secondOf(leaf), where: leaf.then }, ask);
}
