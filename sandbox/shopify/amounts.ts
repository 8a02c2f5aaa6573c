// What an order comes to, in minor units, before and after edits and returns.
import type { Line, Order } from "./records.ts";

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** So many pieces of a line, after its discount. */
export const lineTotal = (line: Line, pieces: number) =>
  line.price * pieces - (pieces === line.quantity ? line.discount : Math.round((line.discount * pieces) / line.quantity));

export const kept = (line: Line) => line.quantity - line.editedOut;

const returned = (order: Order, line: Line) =>
  sum(order.refunds.flatMap((refund) => refund.lines.filter((item) => item.lineId === line.id).map((item) => item.quantity)));

export const currentQuantity = (order: Order, line: Line) => (order.refunds.length === 0 ? kept(line) : kept(line) - returned(order, line));

export const discounts = (order: Order) => sum(order.lines.map((line) => (kept(line) === line.quantity ? line.discount : Math.round((line.discount * kept(line)) / line.quantity))));

/** After discounts and edits, before returns. */
export const subtotal = (order: Order) => sum(order.lines.map((line) => lineTotal(line, kept(line))));

/** After edits, before returns. */
export const total = (order: Order) => subtotal(order) + order.shipping;

export const refunded = (order: Order) => sum(order.refunds.map((refund) => refund.amount));

export const currentSubtotal = (order: Order) => sum(order.lines.map((line) => lineTotal(line, currentQuantity(order, line))));

export const currentTotal = (order: Order) => (order.cancelledAt === null ? currentSubtotal(order) + order.shipping : currentSubtotal(order));

export function financialStatus(order: Order) {
  if (order.voided) return "VOIDED";
  if (!order.paid) return "PENDING";
  const back = refunded(order);
  if (back === 0) return "PAID";
  return back >= total(order) ? "REFUNDED" : "PARTIALLY_REFUNDED";
}

/** What a customer's own figures count: Shopify leaves tests out. */
export const counted = (orders: Order[]) => orders.filter((order) => !order.test);

export const spent = (orders: Order[]) => sum(counted(orders).map((order) => (order.voided || order.cancelledAt !== null ? 0 : total(order) - refunded(order))));
