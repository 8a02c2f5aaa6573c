// What facts told that was not known before: the rows as they stood against the rows as they stand. Whatever comes twice, or in
// another order, makes no second piece of news; what a row already said is none.
import { editedFact, itemFact, orderFact, ORDER_STEPS, type OrderStep, refundFact, stepFact, taggedFact, untaggedFact } from "./fact-id.ts";
import type { Happened } from "./happened.ts";
import type { LineState, OrderState, RefundState, TagState } from "./state.ts";

export type Orders = { orders: readonly OrderState[]; lines: readonly LineState[]; refunds: readonly RefundState[] };

/** Of orders that are somebody's. */
export function orderNews(before: Orders, after: Orders): Happened[] {
  const former = new Map(before.orders.map((order) => [order.orderId, order]));
  const known = new Set([...before.orders.flatMap((order) => factsOf(order, null)), ...childFacts(before)].map(({ fact }) => fact));
  const told = [...after.orders.flatMap((order) => factsOf(order, former.get(order.orderId) ?? null)), ...childFacts(after)];
  return [...told.filter(({ fact }) => !known.has(fact)), ...editNews(before, after)];
}

const isOrder = ({ customerId, processedAt, voidAt }: OrderState): boolean => customerId !== null && processedAt !== null && voidAt?.getTime() !== 0;

/** Everything that an order's row says has happened. */
function factsOf(order: OrderState, former: OrderState | null): Happened[] {
  const { orderId, customerId, processedAt } = order;
  if (!isOrder(order) || customerId === null || processedAt === null) return [];
  const steps = ORDER_STEPS.flatMap((step) => {
    const at = reachedAt(order, step, former);
    return at ? [{ what: step, customerId, fact: stepFact(step, orderId), at, about: { order: orderId } }] : [];
  });
  return [{ what: "order", customerId, fact: orderFact(orderId), at: processedAt, about: { order: orderId } }, ...steps];
}

const PAID = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];
const RETURNING = ["RETURN_REQUESTED", "IN_PROGRESS", "INSPECTION_COMPLETE", "RETURNED", "RETURN_FAILED"];
const RETURNED = ["INSPECTION_COMPLETE", "RETURNED", "RETURN_FAILED"];

/** Null: it has not come so far. What has no instant of its own came with the order, or with the word that told it. */
function reachedAt(order: OrderState, step: OrderStep, former: OrderState | null): Date | null {
  const { voidAt, shippedAt, deliveredAt, financialStatus, fulfillmentStatus, returnStatus, parcels, processedAt, updatedAt } = order;
  const told = former?.processedAt ? (updatedAt ?? processedAt) : processedAt;
  switch (step) {
    case "cancelled": return voidAt;
    case "shipped": return shippedAt;
    case "delivered": return deliveredAt;
    case "paid": return financialStatus !== null && PAID.includes(financialStatus) ? told : null;
    case "partlyFulfilled": return fulfillmentStatus === "PARTIALLY_FULFILLED" ? (shippedAt ?? told) : null;
    case "fulfilled": return fulfillmentStatus !== "FULFILLED" ? null : former?.fulfillmentStatus === "PARTIALLY_FULFILLED" ? told : (shippedAt ?? told);
    case "returnRequested": return returnStatus !== null && RETURNING.includes(returnStatus) ? (updatedAt ?? told) : null;
    case "returnClosed": return returnStatus !== null && RETURNED.includes(returnStatus) ? (updatedAt ?? told) : null;
    case "outForDelivery": case "delayed": case "deliveryFailed": case "readyForPickup": return parcels.includes(step) ? (updatedAt ?? told) : null;
    default: return step satisfies never;
  }
}

/** Items and refunds of orders that are somebody's. */
function childFacts({ orders, lines, refunds }: Orders): Happened[] {
  const known = new Map(orders.filter(isOrder).map((order) => [order.orderId, order]));
  const items = lines.flatMap(({ orderId, lineId, productId, variantId }): Happened[] => {
    const order = known.get(orderId);
    if (!order?.customerId || !order.processedAt) return [];
    return [{ what: "item", customerId: order.customerId, fact: itemFact(orderId, lineId), at: order.processedAt, about: { order: orderId, ...(productId !== null && { product: productId }), ...(variantId !== null && { variant: variantId }) } }];
  });
  return [...items, ...refunds.flatMap(({ orderId, refundId, processedAt }): Happened[] => {
    const customerId = known.get(orderId)?.customerId;
    return customerId ? [{ what: "refund", customerId, fact: refundFact(refundId), at: processedAt, about: { order: orderId } }] : [];
  })];
}

/** A line was added, or there is more of one; or less, and no refund may be the reason. */
function editNews(before: Orders, after: Orders): Happened[] {
  return after.orders.flatMap((order): Happened[] => {
    const of = <Row extends { orderId: string }>(rows: readonly Row[]) => rows.filter(({ orderId }) => orderId === order.orderId);
    const former = before.orders.find(({ orderId }) => orderId === order.orderId);
    const lines = new Map(of(before.lines).map((line) => [line.lineId, line]));
    if (!former?.processedAt || lines.size === 0 || !isOrder(order) || order.customerId === null || !order.updatedAt) return [];
    const isRefunded = of(after.refunds).length > 0 || order.voidAt !== null;
    const isEdited = of(after.lines).some((line) => {
      const was = lines.get(line.lineId);
      return !was || line.quantity > was.quantity || line.currentQuantity > was.currentQuantity || (!isRefunded && line.currentQuantity < was.currentQuantity);
    });
    return isEdited ? [{ what: "edited", customerId: order.customerId, fact: editedFact(order.orderId, order.updatedAt.getTime()), at: order.updatedAt, about: { order: order.orderId } }] : [];
  });
}

/** Words on tags that turned one over. */
export function tagNews(before: readonly TagState[], after: readonly TagState[]): Happened[] {
  const was = new Map(before.map(({ customerId, tag, present }) => [`${customerId}/${tag}`, present]));
  return after.flatMap(({ customerId, tag, present, changedAt }): Happened[] => {
    if ((was.get(`${customerId}/${tag}`) ?? false) === present) return [];
    const named = present ? taggedFact : untaggedFact;
    return [{ what: present ? "tagged" : "untagged", customerId, fact: named(tag, changedAt.getTime()), at: changedAt, about: {} }];
  });
}
