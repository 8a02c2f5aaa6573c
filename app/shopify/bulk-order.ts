// An order and its lines as a bulk export writes them. Totals are those of the order as it was last
// edited, before refunds, which carry their own instants (prisma/schema.prisma, orders).
import type { Facts, LineFact } from "../customers/fact.ts";
import type { LineNode, OrderDetailNode, OrderNode } from "./order-node.ts";
import { digitsOf, minorOf } from "./shapes.ts";
import { attributesOf, codeOf, textOf, voidAt } from "./values.ts";

export function orderFacts(node: OrderNode, facts: Facts): void {
  const orderId = digitsOf(node.id);
  const customerId = node.customer ? digitsOf(node.customer.id) : null;
  facts.orders.push({ orderId, updatedAt: node.updatedAt, customerId, ...stateOf(node), ...moneyOf(node), ...wordsOf(node), ...deliveryOf(node), ...orderDetail(node) });
  if (customerId) facts.customers.push({ customerId });
  for (const refund of node.refunds ?? []) {
    const processedAt = refund.processedAt ?? refund.createdAt;
    if (processedAt) facts.refunds.push({ orderId, refundId: digitsOf(refund.id), processedAt, amountMinor: minorOf(refund.totalRefundedSet) });
  }
}

function stateOf(node: OrderNode) {
  const test = node.test ?? false;
  const cancelledAt = node.cancelledAt ?? null;
  const financialStatus = codeOf(node.displayFinancialStatus);
  return {
    processedAt: node.processedAt ?? node.createdAt,
    test,
    cancelledAt,
    cancelReason: codeOf(node.cancelReason),
    voidAt: voidAt({ test, financialStatus, cancelledAt }),
    financialStatus,
    fulfillmentStatus: codeOf(node.displayFulfillmentStatus),
  };
}

const moneyOf = (node: OrderNode) => ({
  currency: codeOf(node.currencyCode),
  presentmentCurrency: codeOf(node.presentmentCurrencyCode),
  grossMinor: minorOf(node.totalPriceSet),
  itemsMinor: node.subtotalPriceSet ? minorOf(node.subtotalPriceSet) : 0,
  discountMinor: node.totalDiscountsSet ? minorOf(node.totalDiscountsSet) : 0,
  shippingMinor: node.totalShippingPriceSet ? minorOf(node.totalShippingPriceSet) : 0,
  taxMinor: node.totalTaxSet ? minorOf(node.totalTaxSet) : 0,
});

const wordsOf = (node: OrderNode) => ({
  name: textOf(node.name),
  sourceName: textOf(node.sourceName),
  locationId: node.retailLocation ? digitsOf(node.retailLocation.id) : null,
  quantity: node.subtotalLineItemsQuantity ?? 0,
  weightGrams: node.totalWeight === null || node.totalWeight === undefined ? null : Math.round(Number(node.totalWeight)),
  discountCodes: node.discountCodes ?? [],
  tags: (node.tags ?? []).map((tag) => tag.trim()).filter(Boolean),
  note: textOf(node.note),
  attributes: attributesOf(node.customAttributes?.map(({ key: name, value }) => ({ name, value }))),
  gateways: node.paymentGatewayNames ?? [],
});

function deliveryOf({ fulfillments, shippingLine, shippingAddress }: OrderNode) {
  const sent = (fulfillments ?? []).filter((each) => codeOf(each.status) !== "CANCELLED");
  return {
    shippingMethod: textOf(shippingLine?.title),
    shipCity: textOf(shippingAddress?.city),
    shipProvince: codeOf(shippingAddress?.provinceCode),
    shipCountry: codeOf(shippingAddress?.countryCodeV2),
    shipZip: textOf(shippingAddress?.zip),
    shippedAt: instants(sent.map((each) => each.createdAt))[0] ?? null,
    deliveredAt: instants(sent.map((each) => each.deliveredAt)).at(-1) ?? null,
  };
}

const instants = (texts: (string | null | undefined)[]) =>
  texts.flatMap((text) => (text ? [text] : [])).sort((one, two) => Date.parse(one) - Date.parse(two));

export function orderDetail(node: OrderDetailNode) {
  const utm = node.customerJourneySummary?.lastVisit?.utmParameters;
  return {
    detailedAt: node.updatedAt,
    appName: textOf(node.app?.name),
    returnStatus: codeOf(node.returnStatus),
    riskLevel: codeOf(node.risk?.recommendation),
    utmSource: textOf(utm?.source),
    utmMedium: textOf(utm?.medium),
    utmCampaign: textOf(utm?.campaign),
    ...firstVisit(node.customerJourneySummary),
  };
}

function firstVisit(journey: OrderNode["customerJourneySummary"]) {
  const visit = journey?.firstVisit;
  return {
    firstSource: textOf(visit?.source),
    firstUtmSource: textOf(visit?.utmParameters?.source),
    firstUtmMedium: textOf(visit?.utmParameters?.medium),
    firstUtmCampaign: textOf(visit?.utmParameters?.campaign),
    firstReferrer: textOf(visit?.referrerUrl),
    firstLanding: textOf(visit?.landingPage),
    daysToConversion: journey?.daysToConversion ?? null,
  };
}

/** The order's own instant stands on another line; the export's beginning is never later than what it shows. */
export function lineFact(node: LineNode, startedAt: string): LineFact {
  const amountMinor = minorOf(node.discountedTotalSet);
  const originalMinor = node.originalTotalSet ? minorOf(node.originalTotalSet) : amountMinor;
  return {
    orderId: digitsOf(node.__parentId),
    lineId: digitsOf(node.id),
    updatedAt: startedAt,
    productId: node.product ? digitsOf(node.product.id) : null,
    variantId: node.variant ? digitsOf(node.variant.id) : null,
    sku: textOf(node.sku),
    title: textOf(node.title),
    variantTitle: textOf(node.variantTitle),
    vendor: textOf(node.vendor),
    quantity: node.quantity,
    currentQuantity: node.currentQuantity ?? node.quantity,
    amountMinor,
    discountMinor: Math.max(0, originalMinor - amountMinor),
    sellingPlan: textOf(node.sellingPlan?.name),
    giftCard: node.isGiftCard ?? false,
    attributes: attributesOf(node.customAttributes?.map(({ key: name, value }) => ({ name, value }))),
  };
}
