// A text that did not go, as an event of whom it was for: one of a campaign or a flow that the gate skipped or put off, and any that
// the provider refused at once, of which no carrier will tell. One that is put off is asked about again: each time is an event.
import type { EventFact } from "../../customers/fact.ts";
import { textProps, type TextNames } from "../text-names.ts";

/** `verdict` send: it was to go, and was refused, with what code of the provider's. */
export type Unsent = TextNames & { decisionId: string; at: Date; verdict: "skip" | "defer" | "send"; reason: string; errorCode: string | null; customerId: string | null };

export const unsentEvents = (unsent: readonly Unsent[]): EventFact[] => unsent.flatMap((each) => (each.customerId === null ? [] : [eventOf({ ...each, customerId: each.customerId })]));

const KIND = { skip: "smsSkipped", defer: "smsDeferred", send: "smsFailed" } as const;

/** As a carrier's word on a text it has its code among its properties. */
function eventOf({ decisionId, at, verdict, reason, errorCode, customerId, ...names }: Unsent & { customerId: string }): EventFact {
  const { campaign, props } = textProps(names);
  const isRefused = verdict === "send";
  return { source: "segue", sourceId: `decision/${decisionId}`, kind: KIND[verdict], at: at.toISOString(), customerId, text: isRefused ? null : reason, campaign, props: isRefused && errorCode !== null ? { ...props, errorCode } : props };
}
