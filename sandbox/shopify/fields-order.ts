// Order, its lines and its refunds. A MoneyBag's source is its minor units: presentment money is shop money here.
import { currentQuantity, currentSubtotal, currentTotal, discounts, financialStatus, kept, lineTotal, refunded, subtotal, total } from "./amounts.ts";
import { fieldsOf, instant, instantOrNull } from "./fields.ts";
import type { FieldsOfType } from "./fields.ts";
import { gid } from "./gid.ts";
import { deliveredAt, sentAt, SHIPPING_TITLE, visitOf } from "./journey.ts";
import type { Visit } from "./journey.ts";
import type { Line, Order, Refund } from "./records.ts";

/** A line knows its order only where its own numbers need it. */
export type LineOf = { line: Line; order: Order };
export type RefundOf = { refund: Refund; order: Order };
type RefundLineOf = { item: Refund["lines"][number]; line: LineOf };

export const orderName = (order: Order) => `#${order.number}`;
const linesOf = (order: Order): LineOf[] => order.lines.map((line) => ({ line, order }));
const refundsOf = (order: Order): RefundOf[] => order.refunds.map((refund) => ({ refund, order }));

const fulfilmentStatus = (order: Order) => (order.fulfilled ? "FULFILLED" : "UNFULFILLED");

export const ORDER_FIELDS: Record<string, FieldsOfType> = {
  Order: fieldsOf<Order>({
    id: (order) => gid("Order", order.id),
    legacyResourceId: (order) => String(order.id),
    name: orderName,
    number: (order) => order.number,
    email: (order) => order.email,
    phone: (order) => order.phone,
    createdAt: (order) => instant(order.createdAt),
    processedAt: (order) => instant(order.processedAt),
    updatedAt: (order) => instant(order.updatedAt),
    cancelledAt: (order) => instantOrNull(order.cancelledAt),
    cancelReason: (order) => order.cancelReason,
    closedAt: () => null,
    closed: () => false,
    confirmed: () => true,
    edited: (order) => order.lines.some((line) => line.editedOut > 0) || order.originalTotal !== total(order),
    test: (order) => order.test,
    note: (order) => order.note,
    customAttributes: () => [],
    sourceName: (order) => order.sourceName,
    tags: (order) => order.tags,
    displayFinancialStatus: financialStatus,
    displayFulfillmentStatus: fulfilmentStatus,
    currencyCode: (_, __, shop) => shop.settings.currency,
    presentmentCurrencyCode: (_, __, shop) => shop.settings.currency,
    originalTotalPriceSet: (order) => order.originalTotal,
    totalPriceSet: total,
    subtotalPriceSet: subtotal,
    currentTotalPriceSet: currentTotal,
    currentSubtotalPriceSet: currentSubtotal,
    totalDiscountsSet: discounts,
    currentTotalDiscountsSet: discounts,
    totalShippingPriceSet: (order) => order.shipping,
    totalTaxSet: () => 0,
    currentTotalTaxSet: () => 0,
    totalTipReceivedSet: () => 0,
    totalRefundedSet: refunded,
    totalRefundedShippingSet: () => 0,
    totalReceivedSet: (order) => (order.paid ? total(order) : 0),
    netPaymentSet: (order) => (order.paid ? total(order) - refunded(order) : 0),
    totalOutstandingSet: (order) => (order.paid || order.voided ? 0 : total(order)),
    discountCode: (order) => order.discountCodes[0] ?? null,
    discountCodes: (order) => order.discountCodes,
    subtotalLineItemsQuantity: (order) => order.lines.reduce((sum, line) => sum + kept(line), 0),
    currentSubtotalLineItemsQuantity: (order) => order.lines.reduce((sum, line) => sum + currentQuantity(order, line), 0),
    cartToken: (order) => order.cartToken,
    checkoutToken: (order) => order.checkoutToken,
    customerAcceptsMarketing: (order) => order.acceptsMarketing,
    customerLocale: (order, _, shop) => (order.customerId === null ? null : (shop.tables.Customer.get(order.customerId)?.locale ?? null)),
    customer: (order, _, shop) => (order.customerId === null ? null : (shop.tables.Customer.get(order.customerId) ?? null)),
    shippingAddress: (order) => order.shippingAddress,
    billingAddress: (order) => order.shippingAddress,
    lineItems: (order) => ({ rows: linesOf(order) }),
    refunds: (order, args) => refundsOf(order).slice(0, typeof args.first === "number" ? args.first : undefined),
    paymentGatewayNames: () => ["bogus"],
    taxesIncluded: () => true,
    app: (order) => order,
    retailLocation: () => null,
    returnStatus: () => "NO_RETURN",
    risk: (order) => order,
    totalWeight: () => "0",
    shippingLine: (order) => (order.shipping > 0 ? order : null),
    fulfillments: (order) => (order.fulfilled ? [order] : []),
    customerJourneySummary: (order) => (visitOf(order) ? order : null),
    attribution: () => null,
  }),
  LineItem: fieldsOf<LineOf>({
    id: ({ line }) => gid("LineItem", line.id),
    title: ({ line }) => line.title,
    name: ({ line }) => line.title,
    sku: ({ line }) => line.sku,
    vendor: ({ line }) => line.vendor,
    variantTitle: () => null,
    sellingPlan: () => null,
    quantity: ({ line }) => line.quantity,
    currentQuantity: ({ line, order }) => currentQuantity(order, line),
    refundableQuantity: ({ line, order }) => currentQuantity(order, line),
    isGiftCard: () => false,
    customAttributes: () => [],
    requiresShipping: () => true,
    taxable: () => true,
    product: ({ line }, _, shop) => (line.productId === null ? null : (shop.tables.Product.get(line.productId) ?? null)),
    variant: ({ line }, _, shop) => (line.variantId === null ? null : (shop.variants.get(line.variantId) ?? null)),
    originalUnitPriceSet: ({ line }) => line.price,
    originalTotalSet: ({ line }) => line.price * line.quantity,
    // Rounded to the minor unit: Shopify gives more decimals.
    discountedUnitPriceSet: ({ line }) => Math.round(lineTotal(line, line.quantity) / line.quantity),
    discountedUnitPriceAfterAllDiscountsSet: ({ line }) => Math.round(lineTotal(line, line.quantity) / line.quantity),
    discountedTotalSet: ({ line }) => lineTotal(line, line.quantity),
    totalDiscountSet: ({ line }) => line.discount,
    discountAllocations: ({ line }) => (line.discount === 0 ? [] : [line.discount]),
  }),
  Attribute: fieldsOf<{ key: string; value: string }>({ key: ({ key }) => key, value: ({ value }) => value }),
  LineItemSellingPlan: fieldsOf<object>({ name: () => null }),
  Location: fieldsOf<object>({ id: () => null }),
  OrderApp: fieldsOf<Order>({ name: (order) => (order.sourceName === "web" ? "Online Store" : "Draft Orders") }),
  OrderRiskSummary: fieldsOf<Order>({ recommendation: () => "ACCEPT" }),
  ShippingLine: fieldsOf<Order>({ title: () => SHIPPING_TITLE, code: () => SHIPPING_TITLE, originalPriceSet: (order) => order.shipping, discountedPriceSet: (order) => order.shipping }),
  Fulfillment: fieldsOf<Order>({ status: () => "SUCCESS", createdAt: (order) => instant(sentAt(order)), deliveredAt: (order) => instant(deliveredAt(order)) }),
  CustomerJourneySummary: fieldsOf<Order>({ lastVisit: (order) => order, firstVisit: (order) => order, daysToConversion: () => 0, ready: () => true }),
  CustomerVisit: fieldsOf<Order>({ utmParameters: visitOf, source: (order) => visitOf(order)?.source ?? "direct", landingPage: () => "/", referrerUrl: () => null }),
  UTMParameters: fieldsOf<Visit>({ source: (visit) => visit.source, medium: (visit) => visit.medium, campaign: (visit) => visit.campaign }),
  DiscountAllocation: fieldsOf<number>({ allocatedAmountSet: (amount) => amount }),
  Refund: fieldsOf<RefundOf>({
    id: ({ refund }) => gid("Refund", refund.id),
    legacyResourceId: ({ refund }) => String(refund.id),
    createdAt: ({ refund }) => instant(refund.createdAt),
    processedAt: ({ refund }) => instant(refund.processedAt),
    updatedAt: ({ refund }) => instant(refund.createdAt),
    note: ({ refund }) => refund.note,
    order: ({ order }) => order,
    totalRefundedSet: ({ refund }) => refund.amount,
    refundLineItems: ({ refund, order }) => ({
      rows: refund.lines.flatMap((item): RefundLineOf[] => {
        const line = order.lines.find((candidate) => candidate.id === item.lineId);
        return line ? [{ item, line: { line, order } }] : [];
      }),
    }),
    transactions: ({ refund, order }) => ({ rows: [{ refund, order }] }),
  }),
  RefundLineItem: fieldsOf<RefundLineOf>({
    id: ({ item }) => gid("RefundLineItem", item.id),
    lineItem: ({ line }) => line,
    quantity: ({ item }) => item.quantity,
    subtotalSet: ({ item }) => item.subtotal,
    restockType: () => "NO_RESTOCK",
    restocked: () => false,
  }),
  OrderTransaction: fieldsOf<RefundOf>({
    id: ({ refund }) => gid("OrderTransaction", refund.transactionId),
    kind: () => "REFUND",
    status: () => "SUCCESS",
    gateway: () => "bogus",
    test: ({ order }) => order.test,
    amountSet: ({ refund }) => refund.amount,
    createdAt: ({ refund }) => instant(refund.createdAt),
    processedAt: ({ refund }) => instant(refund.processedAt),
  }),
};
