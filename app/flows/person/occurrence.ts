// An event of a person's past as flows name it: its fact, what it is about, and which text of ours it answers.
import { readReply } from "../../consent/keywords.ts";
import { aboutEvent } from "../../customers/event-news.ts";
import { editedFact, eventFact, itemFact, orderFact, refundFact, stepFact, taggedFact, untaggedFact } from "../../customers/fact-id.ts";
import type { EventKey } from "../../segments/definition.ts";
import type { Occurrence } from "../../segments/field.ts";
import type { EventFacts, OrderFacts } from "../../segments/person.ts";
import { eventOf, type Happening, isOnTheWay } from "../happening.ts";
import type { About } from "../ledger.ts";

/** A text that went to them. `run`, `key`: where a flow sent it, its run and the text's name in it ("m1/1"). */
export type SentText = { textId: string; providerId: string | null; at: number; campaign: number | null; run: string | null; key: string | null };

export function factOf(event: Happening, { at, order, line, refund, tag, event: told }: Occurrence): string {
  if (told) return eventFact(told.eventId);
  if (line) return itemFact(line.orderId, line.lineId);
  if (refund) return refundFact(refund.refundId);
  if (tag) return tag.present ? taggedFact(tag.tag, at) : untaggedFact(tag.tag, at);
  const id = order?.orderId ?? "";
  if (event === "edited") return editedFact(id, at);
  return isOrderStep(event) ? stepFact(event, id) : orderFact(id);
}

type OnOrder = Exclude<Happening, EventKey> | "shipped" | "delivered" | "cancelled";
const isOrderStep = (event: Happening): event is Exclude<OnOrder, "edited"> => event !== "edited" && (isOnTheWay(event) || event === "shipped" || event === "delivered" || event === "cancelled");

/** As whoever tells flows of it says (customers/news.ts). */
export function aboutOf({ order, line, refund, event }: Pick<Occurrence, "order" | "line" | "refund" | "event">): About {
  if (event) return aboutEvent(event);
  const id = order?.orderId ?? line?.orderId ?? refund?.orderId;
  return { ...(id !== undefined && { order: id }), ...(line?.productId != null && { product: line.productId }), ...(line?.variantId != null && { variant: line.variantId }) };
}

/** Clicks and receipts name their text; what somebody writes answers what they got last. */
export function textOf({ kind, at, props }: Pick<EventFacts, "kind" | "at" | "props">, texts: readonly SentText[]): SentText | null {
  if (props?.text !== undefined) return texts.find(({ textId }) => textId === String(props.text)) ?? null;
  if (kind === "smsReplied" || kind === "smsOptedOut") return texts.findLast((text) => text.at <= at.getTime()) ?? null;
  return props?.messageId === undefined ? null : (texts.find(({ providerId }) => providerId === props.messageId) ?? null);
}

const STOPS: readonly string[] = ["optOut", "suspected"];

/** Words that mean stop, or may mean it, are no reply to any flow. */
export const isHeard = ({ event }: Pick<Occurrence, "event">): boolean => event?.kind !== "smsReplied" || !STOPS.includes(readReply(event.text ?? "").meaning);

const PAID = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

/**
 * When an order came so far, as its row says it: it keeps that it was paid and sent, and when the first parcel went. Null: the
 * row does not say it, and only whoever was told at the time knows.
 */
export function wasOnTheWay(event: Happening, { processedAt, shippedAt, financialStatus, fulfillmentStatus }: OrderFacts): Date | null {
  switch (event) {
    case "paid": return financialStatus !== null && PAID.includes(financialStatus) ? processedAt : null;
    case "fulfilled": return fulfillmentStatus === "FULFILLED" ? shippedAt : null;
    case "partlyFulfilled": return fulfillmentStatus === "PARTIALLY_FULFILLED" ? shippedAt : null;
    default: return null;
  }
}

/** The event whose rows it is found in. */
export const sourceOf = eventOf;
