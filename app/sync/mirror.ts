// Sync is a difference: who should carry a segment's tag, less who carries it because of us. At most
// one command a person and segment is under way; what changes meanwhile is looked at when it is done.
// Every line of the table in mirror.test.ts is a case of `decide`.
import { later, minutes } from "../lib/time.ts";
import { sameTag } from "./tag.ts";

export type MirrorState = "adding" | "held" | "removing" | "refused";

/** What we believe Shopify holds for one person; null = nothing of ours. */
export type Held = { state: MirrorState; tag: string; problem: string | null } | null;

export type Step =
  | "add"
  | "remove"
  /** Forget the row: nothing of it is in Shopify. */
  | "forget"
  | "nothing";

export function decide(wanted: boolean, tag: string | null, held: Held): Step {
  const isWanted = wanted && tag !== null;
  if (held === null) return isWanted ? "add" : "nothing";
  switch (held.state) {
    case "adding":
    case "removing":
      return "nothing";
    case "held":
      if (isWanted && sameTag(held.tag, tag)) return "nothing";
      // Shopify refused to take it away: a person has to look.
      return held.problem === null ? "remove" : "nothing";
    case "refused":
      // Under another tag the answer may be another.
      return !isWanted ? "forget" : sameTag(held.tag, tag) ? "nothing" : "add";
    default:
      return held.state satisfies never;
  }
}

/** From this many on, one bulk mutation is cheaper and kinder to the shop's cost bucket than single ones. */
export const BULK_FROM = 101;

/** Two machines' clocks differ: a removal this soon after our own writing may be the echo of an earlier one of ours. */
const ECHO_MS = minutes(1);

export type Removal = "ignore" | "restore" | "pause";

/** Our tag is gone, as of `removedAt`, from someone whom we gave it at `writtenAt`. */
export function onRemoval({ rule, removedAt, writtenAt }: { rule: "restore" | "pause"; removedAt: Date; writtenAt: Date }): Removal {
  if (removedAt < writtenAt) return "ignore";
  return rule === "pause" && removedAt > later(writtenAt, ECHO_MS) ? "pause" : "restore";
}
