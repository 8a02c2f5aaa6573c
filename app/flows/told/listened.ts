// What a flow listens for: nothing else is noted as having happened (customers/happened-rows.server.ts). Pure, from the
// definition alone.
import type { FlowDefinition } from "../definition.ts";
import type { Happening } from "../happening.ts";
import type { Step } from "../step.ts";
import type { Trigger } from "../trigger.ts";

/** Stands for triggers that go by time alone: nothing happens, but somebody has to look. */
export const CLOCK = "clock";

/** Told of variants, not of people. */
export const STOCK_NOTES = { back: "restocked", priceDrop: "priceDropped", low: "lowStock" } as const;

export const OUTCOMES = ["smsDelivered", "smsFailed", "smsClicked", "smsReplied"] as const satisfies Happening[];

/** Triggers, exits, goals, waits, branches and the texts' outcomes. */
export const listenedBy = (definition: FlowDefinition): string[] => [...new Set([...definition.triggers.flatMap(triggerHears), ...runHears(definition)])].sort();

const heard = new WeakMap<FlowDefinition, ReadonlySet<string>>();

/** What those who are in it are to be told. Whoever opts out is out, whatever the flow says. */
export function runHears(definition: FlowDefinition): ReadonlySet<string> {
  const known = heard.get(definition) ?? findHeard(definition);
  heard.set(definition, known);
  return known;
}

function findHeard({ entry, exits, goals, steps }: FlowDefinition): ReadonlySet<string> {
  return new Set([
    "smsOptedOut",
    ...exits.map(({ on }) => on?.event ?? "changed"),
    ...goals.map(({ on }) => on.event),
    ...(entry.when && entry.recheck === "always" ? ["changed"] : []),
    ...steps.flatMap(stepHears),
  ]);
}

function stepHears(step: Step): string[] {
  if (step.kind === "send") return [...OUTCOMES];
  if (step.kind === "wait") {
    if (step.how === "event") return step.on.map(({ event }) => event);
    // An order that is shipped foretells its delivery.
    if (step.how === "delivery") return ["delivered", "changed"];
    return step.how === "condition" ? ["changed"] : [];
  }
  if (step.kind !== "branch") return [];
  if (step.by === "first") return step.paths.map(({ on }) => on.event);
  if (step.by === "reply") return ["smsReplied"];
  return step.by === "outcome" && step.paths.some(({ is }) => is === "ordered") ? ["order"] : [];
}

/**
 * What a trigger is asked about: happenings, and what only triggers know of. Segments go by "entered/7" and "left/7", with "/any" where
 * edits, imports and merges count as well. Dates, schedules and silence go by time alone (schedule.server.ts).
 */
export function triggerHears(trigger: Trigger): string[] {
  switch (trigger.kind) {
    case "segment": return [`${trigger.how}/${trigger.segment}`, ...(trigger.organic ? [] : [`${trigger.how}/${trigger.segment}/any`])];
    case "event": return [trigger.event];
    case "crosses": return trigger.down || trigger.of === "average" ? ["order", "refund", "cancelled"] : ["order"];
    case "abandoned": return [LEFT_ALONE[trigger.what], "order"];
    case "viewed": return [VIEWED[trigger.what]];
    case "stock": return [STOCK_NOTES[trigger.what]];
    case "customer": return [{ created: "customerCreated", updated: "customerUpdated", accountEnabled: "accountEnabled", metafield: "metafield", tagged: "tagged", untagged: "untagged" }[trigger.what]];
    case "consent": return [{ subscribed: "smsOptedIn", resubscribed: "smsOptedIn", confirmed: "consentConfirmed", unsubscribed: "smsOptedOut" }[trigger.what]];
    case "keyword": return ["smsReplied"];
    case "text": return { clicked: ["smsClicked"], replied: ["smsReplied"], delivered: ["smsDelivered"], failed: ["smsFailed"], notClicked: ["smsSent", "smsClicked"], notReplied: ["smsSent", "smsReplied"] }[trigger.what];
    case "rfm": return ["rfmGroup"];
    case "silence": case "date": case "schedule": return [CLOCK];
    case "prediction": case "call": return [];
    default: return trigger satisfies never;
  }
}

export const LEFT_ALONE = { checkout: "checkoutStarted", cart: "cartAdded", browse: "productViewed" } as const satisfies Record<string, Happening>;
export const VIEWED = { product: "productViewed", category: "productViewed", collection: "collectionViewed", page: "pageViewed", search: "searched" } as const satisfies Record<string, Happening>;
