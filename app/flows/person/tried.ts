// What comes of trying a flow on one customer, as the editor shows it.
import type { CustomerId } from "../../lib/ids.ts";
import type { EntryReason } from "../enter.ts";
import type { Decision } from "../ledger.ts";

/** `says`: why, in words for the merchant. `text`: of a text that would go. */
export type TriedStep = { at: Date; step: string | null; kind: Decision["kind"]; reason: string | null; says: string | null; until: Date | null; text: string | null };
/** `refused`: why they could not enter now; the steps are what would come if they could. */
export type TriedFlow = { customerId: CustomerId; refused: { reason: EntryReason; says: string } | null; steps: TriedStep[]; isCut: boolean };
