// A text of a campaign or a flow that the gate skipped or put off, as an event of whom it was for. A text that is put off
// is asked about again: each time is an event.
import type { EventFact } from "../../customers/fact.ts";
import { textProps, type TextNames } from "../text-names.ts";

export type Unsent = TextNames & { decisionId: string; at: Date; verdict: "skip" | "defer"; reason: string; customerId: string | null };

export const unsentEvents = (unsent: readonly Unsent[]): EventFact[] => unsent.flatMap((each) => (each.customerId === null ? [] : [eventOf({ ...each, customerId: each.customerId })]));

const eventOf = ({ decisionId, at, verdict, reason, customerId, ...names }: Unsent & { customerId: string }): EventFact => ({
  source: "segue", sourceId: `decision/${decisionId}`, kind: verdict === "skip" ? "smsSkipped" : "smsDeferred", at: at.toISOString(), customerId, text: reason, ...textProps(names),
});
