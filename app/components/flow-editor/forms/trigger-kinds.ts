// What can start a flow, as it is offered, and how each begins.
import type { Trigger } from "#app/flows/trigger.ts";

export type TriggerKind = Trigger["kind"];

export const TRIGGERS: readonly (readonly [TriggerKind, string])[] = [
  ["segment", "They enter or leave a segment"], ["event", "Something happens"], ["crosses", "Their orders or spending reach a number"], ["abandoned", "A cart, checkout or visit is left"], ["viewed", "They look at something"],
  ["stock", "Stock or price changes"], ["silence", "Nothing happens for some time"], ["date", "A date of theirs"], ["consent", "They opt in or out"], ["keyword", "They write a word"], ["text", "What becomes of a text"],
  ["customer", "Their details change"], ["prediction", "A score enters a band"], ["rfm", "Their RFM group changes"], ["schedule", "A schedule"], ["call", "It is started from outside"],
];

export const triggerLabel = (kind: TriggerKind): string => TRIGGERS.find(([each]) => each === kind)?.[1] ?? kind;

const where = { where: [], whereAny: false };

/** `segment`: any of the shop's; NaN where there is none yet, which is said beside the field. */
export function newTrigger(kind: TriggerKind, segment: number): Trigger {
  switch (kind) {
    case "segment": return { kind, segment, how: "entered", organic: true };
    case "event": return { kind, event: "order", ...where };
    case "crosses": return { kind, of: "orders", value: 5, down: false, rearm: false, ...where };
    case "abandoned": return { kind, what: "checkout", idle: { n: 30, unit: "minute" }, least: null, ...where };
    case "viewed": return { kind, what: "product", times: 2, within: { n: 1, unit: "day" }, noCart: true, ...where };
    case "stock": return { kind, what: "back", by: null, audience: ["asked", "viewed"], views: 2, perUnit: 3, order: "firstAsked" };
    case "customer": return { kind, what: "created", value: null };
    case "consent": return { kind, what: "subscribed", sources: [] };
    case "keyword": return { kind, words: [], match: "is" };
    case "text": return { kind, what: "clicked", within: null, campaign: null, link: null };
    case "silence": return { kind, of: [{ event: "order", ...where }], since: { n: 60, unit: "day" } };
    case "date": return { kind, field: "person.birthDate", days: 0, at: "10:00", zone: "person", yearly: true };
    case "prediction": return { kind, score: "pred.churn", from: 80, to: null, margin: 5, runs: 2 };
    case "rfm": return { kind, from: [], to: [], gap: { n: 30, unit: "day" } };
    case "schedule": return { kind, cron: "0 10 * * 1", zone: "shop", segment };
    case "call": return { kind, by: "manual" };
    default: return kind satisfies never;
  }
}
