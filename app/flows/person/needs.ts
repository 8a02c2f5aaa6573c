// What of a person's facts a set of flows may ask about, so that no others are read. Their orders always are: who ordered when
// says what else is known of them as of an instant.
import type { Node } from "../../segments/definition.ts";
import { type Needs, needsOf } from "../../segments/needs.ts";
import type { FlowDefinition } from "../definition.ts";
import { eventOf, type Told } from "../happening.ts";
import { eventOfTrigger, type Trigger } from "../trigger.ts";
import { ANSWERING } from "./best-hour.ts";

/** `all`: of an order everything. */
export type FlowNeeds = { person: Needs; /** Usual times on the way. */ transit: boolean; picks: boolean; /** The hours of policies. */ hours: boolean; /** The texts that went to them. */ texts: boolean };

type Asks = { node: Node };
const known = new WeakMap<FlowDefinition, FlowNeeds>();

export function needsOfFlow(definition: FlowDefinition): FlowNeeds {
  const found = known.get(definition) ?? findNeeds(definition);
  known.set(definition, found);
  return found;
}

export function needsOfFlows(definitions: readonly FlowDefinition[]): FlowNeeds {
  const each = definitions.map(needsOfFlow);
  return {
    person: joined(each.map(({ person }) => person)),
    transit: each.some(({ transit }) => transit), picks: each.some(({ picks }) => picks), hours: each.some(({ hours }) => hours), texts: each.some(({ texts }) => texts),
  };
}

const REACHES = ["none", "few", "typed", "all"] as const;
const widest = (reaches: readonly Needs["orders"][]) => REACHES.findLast((reach) => reaches.includes(reach)) ?? "none";
const joined = (all: readonly Needs[]): Needs => ({
  orders: widest(["few", ...all.map(({ orders }) => orders)]), lines: widest(all.map(({ lines }) => lines)), variants: all.some(({ variants }) => variants), tags: all.some(({ tags }) => tags), runs: all.some(({ runs }) => runs), kinds: [...new Set(all.flatMap(({ kinds }) => kinds))].sort(),
});

function findNeeds(definition: FlowDefinition): FlowNeeds {
  const { steps, triggers } = definition;
  const told = toldIn(definition);
  const waits = steps.filter((step) => step.kind === "wait");
  const transit = waits.some(({ how }) => how === "delivery");
  const picks = steps.some((step) => step.kind === "send" && step.picks > 0);
  const hours = waits.some(({ how }) => how === "bestHour");
  const answers: Asks[] = hours ? ANSWERING.map((event) => counting({ event, where: [] })) : [];
  const items: Asks[] = picks ? [counting({ event: "item", where: [{ field: "item.type", test: { op: "known" } }] })] : [];
  const asked = [...nodesIn(definition).map((node): Asks => ({ node })), ...told.map(counting), ...triggers.flatMap(watched), ...answers, ...items];
  // How far an order came, and how much of it, says its whole row.
  const isOnTheWay = [...told, ...triggers.flatMap((trigger) => (trigger.kind === "event" ? [trigger] : []))].some(({ event }) => eventOf(event) !== event);
  const person = joined([needsOf(asked), ...(isOnTheWay || transit ? [{ orders: "all" as const, lines: "none" as const, variants: false, tags: false, runs: false, kinds: [] }] : [])]);
  return { person, transit, picks, hours, texts: told.some(({ own }) => own) || steps.some((step) => step.kind === "branch" && step.by === "outcome") };
}

/** A question that looks at everything which listening for the event does. */
const counting = ({ event, where }: Pick<Told, "event" | "where">): Asks => ({ node: { kind: "agg", measure: "count", event: eventOf(event), where: [...where], test: { op: "ge", value: 1 } } });

/** Triggers that count or watch events of their own. */
function watched(trigger: Trigger): Asks[] {
  switch (trigger.kind) {
    case "crosses": case "abandoned": case "viewed": {
      const event = eventOfTrigger(trigger);
      return [counting({ event, where: trigger.where }), counting({ event: "order", where: [] }), ...(trigger.kind === "viewed" || trigger.kind === "abandoned" ? MET.map((each) => counting({ event: each, where: [] })) : [])];
    }
    case "stock": return (["backInStockAsked", "priceDropAsked", "productViewed", "cartAdded", "wishlistAdded", "item"] as const).map((event) => counting({ event, where: [] }));
    case "keyword": return [counting({ event: "smsReplied", where: [] })];
    case "text": return (["smsClicked", "smsReplied", "smsDelivered", "smsFailed"] as const).map((event) => counting({ event, where: [] }));
    case "consent": return (["smsOptedIn", "smsOptedOut"] as const).map((event) => counting({ event, where: [] }));
    case "customer": return (["tagged", "untagged"] as const).map((event) => counting({ event, where: [] }));
    case "event": return [counting(trigger)];
    case "silence": case "segment": case "date": case "prediction": case "rfm": case "schedule": case "call": return [];
    default: return trigger satisfies never;
  }
}

const MET = ["cartAdded", "checkoutStarted", "checkoutAbandoned", "cartRemoved"] as const;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Every condition about a person. */
function nodesIn(value: unknown): Node[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === "when" && isObject(each) ? [each as Node] : nodesIn(each)));
}

/** Every event that is listened for by steps, exits, goals and silences. */
function toldIn(value: unknown): Told[] {
  if (!isObject(value)) return [];
  const own = "event" in value && "where" in value && !("measure" in value) && !("kind" in value) ? [value as unknown as Told] : [];
  const words = value.kind === "branch" && value.by === "reply" ? [{ event: "smsReplied" as const, where: [], whereAny: false, own: false }] : [];
  return [...own, ...words, ...Object.entries(value).flatMap(([key, each]) => (key === "when" ? [] : toldIn(each)))];
}
