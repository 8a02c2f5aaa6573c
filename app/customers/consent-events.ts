// A change of consent is an event, too: the row of the customer keeps the last word alone, events keep
// that they opted in, out and in again.
import type { EventKind } from "./event-kind.ts";
import type { CustomerFact, EventFact } from "./fact.ts";

const IN_OR_OUT: Record<"sms" | "email", Record<string, EventKind>> = {
  sms: { SUBSCRIBED: "smsOptedIn", UNSUBSCRIBED: "smsOptedOut" },
  email: { SUBSCRIBED: "emailOptedIn", UNSUBSCRIBED: "emailOptedOut" },
};

/** Of the customers as they were named, so that a word that is heard again after a merge is the same event. */
export const consentEvents = (customers: readonly CustomerFact[]): EventFact[] => customers.flatMap(({ customerId, smsState, smsUpdatedAt, emailState, emailUpdatedAt }) => [
  ...change("sms", customerId, smsState, smsUpdatedAt), ...change("email", customerId, emailState, emailUpdatedAt),
]);

/** The platforms' word on consent counts; what the events door tells of opt-outs is history (docs/events.md). */
const TOLD_BY_PLATFORM = /^(klaviyo|attentive|postscript|twilio|omnisend)$/;

export const isOptOut = ({ kind, source }: { kind: string; source: string }) => (kind === "smsOptedOut" || kind === "emailOptedOut") && TOLD_BY_PLATFORM.test(source);

/** Each once for all of a customer, kind and instant. */
export function optOutsOf<Event extends { customerId: string; kind: string; source: string; at: Date }>(events: readonly Event[]): Event[] {
  return [...new Map(events.filter(isOptOut).map((event) => [`${event.customerId}/${event.kind}/${event.at.getTime()}`, event])).values()];
}

/** What an event that has found its customer says of their consent. */
export const consentOf = ({ customerId, kind, at }: { customerId: string; kind: string; at: Date }): CustomerFact =>
  kind === "smsOptedOut" ? { customerId, smsState: "UNSUBSCRIBED", smsUpdatedAt: at.toISOString() } : { customerId, emailState: "UNSUBSCRIBED", emailUpdatedAt: at.toISOString() };

function change(channel: "sms" | "email", customerId: string, state: string | undefined, updatedAt: string | null | undefined): EventFact[] {
  const kind = state === undefined ? undefined : IN_OR_OUT[channel][state];
  if (kind === undefined || !updatedAt) return [];
  const at = new Date(updatedAt).toISOString();
  return [{ source: "consent", sourceId: `${kind}/${customerId}/${at}`, kind, at, customerId }];
}
