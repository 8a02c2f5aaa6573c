// What a merchant says about texting a number by hand: no more of anything, no more of what was promised, or that a block
// was a mistake. Each is a line of the ledger with its reason.
import { z } from "zod";
import type { ConsentEntry } from "../../consent/entry.ts";
import { Scope } from "../../consent/grant.ts";
import { NumberHash } from "../../consent/number.ts";
import { CustomerId } from "../../lib/ids.ts";

export const REASON_MAX = 500;

export const Reason = z.string().trim().min(1, "Say why: it stands in the ledger.").max(REASON_MAX);

/** Whom it is about: as typed, as a customer, or as the list of blocked numbers names them. */
export const Whose = z.union([z.object({ phone: z.string().min(1).max(64) }), z.object({ customer: CustomerId }), z.object({ number: NumberHash })]);
export type Whose = z.infer<typeof Whose>;

export const ByHand = z.object({ reason: Reason });

export type Word = "block" | "unblock" | "optOut";

export function entryByHand(word: Word, reason: string, at: number): ConsentEntry {
  const said: Pick<ConsentEntry, "at" | "source" | "evidence"> = { at, source: "merchant", evidence: { page: null, messageIds: [], order: null, note: reason } };
  switch (word) {
    case "block":
      return { kind: "stopped", by: "merchant", ...said };
    case "unblock":
      return { kind: "unblocked", ...said };
    case "optOut":
      return { kind: "optedOut", scopes: [...Scope.options], ...said };
    default:
      return word satisfies never;
  }
}
