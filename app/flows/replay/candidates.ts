// Whom the triggers of a flow could have told of within a span, before anybody is looked at closely: rather one too many than
// one too few.
import type { EventKind } from "../../customers/event-kind.ts";
import { isEventKind } from "../../customers/event-kind.ts";
import { eventOf, type Happening } from "../happening.ts";
import { aboutMs } from "../span.ts";
import { LEFT_ALONE, VIEWED } from "../told/listened.ts";
import type { Trigger } from "../trigger.ts";

/** Those with a row of the table within the span. `everybody`: all customers. */
export type Source =
  | { of: "orders"; column: "processed_at" | "shipped_at" | "delivered_at" | "void_at" }
  | { of: "refunds" | "tags" | "created" | "everybody" }
  | { of: "events"; kind: EventKind }
  | { of: "stays"; segment: number; how: "entered" | "left" | "within" };
export type Candidates = { source: Source; from: number; until: number };

type Span = { from: number; until: number };

export const candidatesOf = (triggers: readonly Trigger[], span: Span): Candidates[] =>
  [...new Map(triggers.flatMap((trigger) => sourcesOf(trigger, span)).map((each) => [JSON.stringify(each), each])).values()];

function sourcesOf(trigger: Trigger, span: Span): Candidates[] {
  const within = (...sources: Source[]) => sources.map((source) => ({ source, ...span }));
  const events = (...kinds: EventKind[]) => within(...kinds.map((kind): Source => ({ of: "events", kind })));
  switch (trigger.kind) {
    case "segment": return within({ of: "stays", segment: trigger.segment, how: trigger.how });
    case "event": return within(sourceOf(trigger.event));
    case "crosses": return trigger.down || trigger.of === "average" ? within({ of: "orders", column: "processed_at" }, { of: "refunds" }, { of: "orders", column: "void_at" }) : within({ of: "orders", column: "processed_at" });
    case "abandoned": return events(LEFT_ALONE[trigger.what]);
    case "viewed": return events(VIEWED[trigger.what]);
    case "customer": return trigger.what === "created" ? within({ of: "created" }) : trigger.what === "tagged" || trigger.what === "untagged" ? within({ of: "tags" }) : [];
    case "consent": return trigger.what === "unsubscribed" ? events("smsOptedOut") : trigger.what === "confirmed" ? [] : events("smsOptedIn");
    case "keyword": return events("smsReplied");
    case "text": return { clicked: events("smsClicked"), replied: events("smsReplied"), delivered: events("smsDelivered"), failed: events("smsFailed"), notClicked: events("smsSent"), notReplied: events("smsSent") }[trigger.what];
    // The clock began before the span did.
    case "silence": return trigger.of.map(({ event }) => ({ source: sourceOf(event), from: span.from - 2 * aboutMs(trigger.since), until: span.until }));
    case "date": return within({ of: "everybody" });
    case "schedule": return within({ of: "stays", segment: trigger.segment, how: "within" });
    case "stock": case "prediction": case "rfm": case "call": return [];
    default: return trigger satisfies never;
  }
}

function sourceOf(happening: Happening): Source {
  const event = eventOf(happening);
  if (isEventKind(event)) return { of: "events", kind: event };
  switch (event) {
    case "order": return { of: "orders", column: happening === "fulfilled" || happening === "partlyFulfilled" ? "shipped_at" : "processed_at" };
    case "item": return { of: "orders", column: "processed_at" };
    case "refund": return { of: "refunds" };
    case "shipped": return { of: "orders", column: "shipped_at" };
    case "delivered": return { of: "orders", column: "delivered_at" };
    case "cancelled": return { of: "orders", column: "void_at" };
    case "tagged": case "untagged": return { of: "tags" };
    default: return event satisfies never;
  }
}
