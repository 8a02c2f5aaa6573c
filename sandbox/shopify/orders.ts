// What happens to orders. Amounts are minor units; every act tells the same topics Shopify would.
import { randomBytes } from "node:crypto";
import { currentQuantity, financialStatus, kept, lineTotal, refunded, total } from "./amounts.ts";
import { createCustomer, tellPurchases } from "./customers.ts";
import { orderPayload, refundPayload } from "./payload-order.ts";
import { localInstant } from "./payloads.ts";
import type { CancelReason, Customer, Line, Order, Refund } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

/** Either of the shop's variants (or products: their first variant), or something the shop does not stock. */
export type LineInput = { variantId?: number; productId?: number; title?: string; price?: number; quantity: number };

export type OrderInput = {
  /** Absent: found by email or phone, or made; absent without either: nobody's order. */
  customerId?: number;
  email?: string;
  phone?: string;
  firstName?: string;
  lastName?: string;
  lines: LineInput[];
  discount?: { code: string; percent: number };
  shipping?: number;
  test?: boolean;
  paid?: boolean;
  acceptsMarketing?: boolean;
  sourceName?: string;
  tags?: string[];
  note?: string;
  /** Orders moved here from elsewhere have one in the past. */
  processedAt?: number;
};

export function placeOrder(shop: Shop, input: OrderInput): Order {
  if (input.lines.length === 0) throw new Refusal("Line items must have at least one line item", ["lineItems"]);
  const now = shop.now();
  const customer = buyer(shop, input);
  const token = randomBytes(16).toString("hex");
  const order: Order = {
    kind: "Order", id: shop.nextId("Order"), number: 1001 + shop.tables.Order.size, customerId: customer?.id ?? null,
    email: customer?.email ?? input.email ?? null, phone: customer?.phone ?? input.phone ?? null,
    createdAt: now, processedAt: input.processedAt ?? now, updatedAt: now, cancelledAt: null, cancelReason: null,
    test: input.test ?? false, sourceName: input.sourceName ?? "web", note: input.note ?? null, tags: input.tags ?? [], discountCodes: input.discount ? [input.discount.code] : [],
    shipping: input.shipping ?? 0, originalTotal: 0, paid: input.paid ?? true, voided: false, fulfilled: false, acceptsMarketing: input.acceptsMarketing ?? false,
    shippingAddress: customer?.addresses[0] ?? null, cartToken: token, checkoutToken: token.slice(0, 24),
    lines: input.lines.map((line) => newLine(shop, line, input.discount?.percent ?? 0)), refunds: [],
  };
  order.originalTotal = total(order);
  shop.save(order);
  shop.saveState();
  shop.emit("orders/create", orderPayload(shop, order));
  if (order.paid) shop.emit("orders/paid", orderPayload(shop, order));
  tellPurchases(shop, order.customerId);
  return order;
}

function buyer(shop: Shop, input: OrderInput): Customer | null {
  if (input.customerId !== undefined) {
    const customer = shop.tables.Customer.get(input.customerId);
    if (!customer) throw new Refusal("Customer does not exist", ["customerId"]);
    return customer;
  }
  if (!input.email && !input.phone) return null;
  for (const customer of shop.tables.Customer.values()) {
    if ((input.email && customer.email === input.email.toLowerCase()) || (input.phone && customer.phone === input.phone)) return customer;
  }
  const { email, phone, firstName, lastName } = input;
  return createCustomer(shop, { email: email ?? null, phone: phone ?? null, firstName: firstName ?? null, lastName: lastName ?? null });
}

function newLine(shop: Shop, input: LineInput, percent: number): Line {
  if (!Number.isInteger(input.quantity) || input.quantity < 1) throw new Refusal("Quantity must be greater than 0", ["lineItems", "quantity"]);
  const variant = input.variantId !== undefined ? shop.variants.get(input.variantId) : input.productId !== undefined ? shop.tables.Product.get(input.productId)?.variants[0] : undefined;
  const product = variant && shop.tables.Product.get(variant.productId);
  if (!product && (!input.title || input.price === undefined)) throw new Refusal("Product variant does not exist", ["lineItems", "variantId"]);
  const price = input.price ?? variant?.price ?? 0;
  return {
    id: shop.nextId("LineItem"), productId: product?.id ?? null, variantId: variant?.id ?? null, title: input.title ?? product?.title ?? "", sku: variant?.sku ?? null, vendor: product?.vendor ?? null,
    quantity: input.quantity, editedOut: 0, price, discount: Math.round((price * input.quantity * percent) / 100),
  };
}

export type OrderEdit = { add?: LineInput[]; remove?: { lineId: number; quantity: number }[] };

export function editOrder(shop: Shop, order: Order, edit: OrderEdit): Order {
  if (order.cancelledAt !== null) throw new Refusal("The order cannot be edited.", ["id"]);
  const additions = (edit.add ?? []).map((line) => newLine(shop, line, 0));
  const removals = (edit.remove ?? []).map(({ lineId, quantity }) => {
    const line = lineOf(order, lineId);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > currentQuantity(order, line)) throw new Refusal("Quantity is more than there is left of the line", ["quantity"]);
    return { line, quantity };
  });
  if (additions.length + removals.length === 0) throw new Refusal("There is nothing to change", null);
  for (const { line, quantity } of removals) line.editedOut += quantity;
  order.lines.push(...additions);
  touch(shop, order);
  const at = localInstant(shop, order.updatedAt);
  const changed = (line: Line, delta: number) => ({ id: line.id, delta });
  shop.emit("orders/edited", {
    order_edit: {
      id: shop.nextId("Order"), app_id: null, created_at: at, notify_customer: false, order_id: order.id, staff_note: "", user_id: null, committed_at: at,
      line_items: { additions: additions.map((line) => changed(line, line.quantity)), removals: removals.map(({ line, quantity }) => changed(line, quantity)) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  });
  shop.saveState();
  shop.emit("orders/updated", orderPayload(shop, order));
  tellPurchases(shop, order.customerId);
  return order;
}

/** Without lines or amount: everything that is left. `amount` without lines is money back for nothing in particular. */
export type RefundInput = { lines?: { lineId: number; quantity: number }[]; amount?: number; note?: string; processedAt?: number };

export function refundOrder(shop: Shop, order: Order, input: RefundInput = {}): Refund {
  const left = total(order) - refunded(order);
  const wanted = input.lines ?? (input.amount === undefined ? order.lines.map((line) => ({ lineId: line.id, quantity: currentQuantity(order, line) })).filter((line) => line.quantity > 0) : []);
  const lines = wanted.map(({ lineId, quantity }) => {
    const line = lineOf(order, lineId);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > currentQuantity(order, line)) throw new Refusal("Quantity cannot refund more items than were purchased", ["refundLineItems", "quantity"]);
    return { id: shop.nextId("RefundLineItem"), lineId, quantity, subtotal: lineTotal(line, quantity) };
  });
  const sum = lines.reduce((minor, line) => minor + line.subtotal, 0);
  const money = input.amount ?? (input.lines ? Math.min(sum, left) : left);
  if (!order.paid || money > left || money < 0) throw new Refusal("The refund is more than what was paid and not yet given back", ["amount"]);
  const now = shop.now();
  const refund: Refund = { id: shop.nextId("Refund"), transactionId: shop.nextId("OrderTransaction"), createdAt: now, processedAt: input.processedAt ?? now, note: input.note ?? null, amount: money, lines };
  order.refunds.push(refund);
  touch(shop, order);
  shop.saveState();
  shop.emit("refunds/create", refundPayload(shop, order, refund));
  shop.emit("orders/updated", orderPayload(shop, order));
  tellPurchases(shop, order.customerId);
  return refund;
}

export function cancelOrder(shop: Shop, order: Order, input: { reason?: CancelReason; refund?: boolean } = {}): Order {
  if (order.cancelledAt !== null) throw new Refusal("Order has already been cancelled", ["orderId"]);
  if (order.paid && input.refund !== false && financialStatus(order) !== "REFUNDED") refundOrder(shop, order);
  order.cancelledAt = shop.now();
  order.cancelReason = input.reason ?? "CUSTOMER";
  order.voided = !order.paid;
  touch(shop, order);
  shop.emit("orders/cancelled", orderPayload(shop, order));
  shop.emit("orders/updated", orderPayload(shop, order));
  tellPurchases(shop, order.customerId);
  return order;
}

export function deleteOrder(shop: Shop, order: Order): void {
  shop.drop("Order", order.id);
  shop.emit("orders/delete", { id: order.id });
  tellPurchases(shop, order.customerId);
}

function lineOf(order: Order, lineId: number): Line {
  const line = order.lines.find((candidate) => candidate.id === lineId);
  if (!line || kept(line) === 0) throw new Refusal("Line item does not exist", ["lineItemId"]);
  return line;
}

function touch(shop: Shop, order: Order) {
  order.updatedAt = shop.now();
  shop.save(order);
}
