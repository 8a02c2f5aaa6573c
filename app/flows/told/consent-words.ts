// Words on consent to texts: the first yes, a yes to what was asked, a no, and a yes after a no.
import { eventFact } from "../../customers/fact-id.ts";
import type { Trigger } from "../trigger.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact } from "./told-fact.ts";

export function consent(trigger: Extract<Trigger, { kind: "consent" }>, told: ToldFact, { history, untold }: Asker): readonly Met[] {
  const { source, before } = told.detail;
  if (trigger.sources.length > 0 && !trigger.sources.some((each) => each.toLowerCase() === source?.toLowerCase())) return NOTHING;
  if (trigger.what === "confirmed" || trigger.what === "unsubscribed") return enter(told);
  const said = (event: "smsOptedIn" | "smsOptedOut") => history.of(event).flatMap((each) => {
    const fact = each.event ? eventFact(each.event.eventId) : "";
    return fact === told.fact || untold.has(fact) ? [] : [each.at];
  });
  const [yes, no] = [said("smsOptedIn"), said("smsOptedOut").filter((at) => at <= told.at)];
  if (trigger.what === "resubscribed") {
    const lastNo = Math.max(-Infinity, ...no);
    return before === "UNSUBSCRIBED" || (no.length > 0 && !yes.some((at) => at > lastNo)) ? enter(told) : NOTHING;
  }
  return before === "SUBSCRIBED" || before === "UNSUBSCRIBED" || yes.length > 0 || no.length > 0 ? NOTHING : enter(told);
}
