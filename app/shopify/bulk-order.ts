// An order and its lines as a bulk export writes them. Totals are those of the order as first
// placed; refunds carry their own instants (prisma/schema.prisma, orders).
import { z } from "zod";
import type { Facts, LineFact } from "../customers/fact.ts";
import { toMinor } from "../lib/money.ts";
import { attributesOf, Code, Digits, digitsOf, Flag, GID, GraphMinor, Stamp, Tags, Text, voidAt } from "./values.ts";

const Utm = z.object({ source: Text, medium: Text, campaign: Text }).nullish();
const Ref = z.object({ id: Digits }).nullish();

export const OrderNode = z.object({
  id: Digits,
  name: Text,
  createdAt: Stamp,
  processedAt: Stamp.nullish(),
  updatedAt: Stamp,
  cancelledAt: Stamp.nullish(),
  cancelReason: Code,
  test: Flag,
  sourceName: Text,
  app: z.object({ name: Text }).nullish(),
  retailLocation: Ref,
  displayFinancialStatus: Code,
  displayFulfillmentStatus: Code,
  returnStatus: Code,
  currencyCode: Code,
  presentmentCurrencyCode: Code,
  totalPriceSet: GraphMinor,
  subtotalPriceSet: GraphMinor.nullish(),
  totalDiscountsSet: GraphMinor.nullish(),
  totalShippingPriceSet: GraphMinor.nullish(),
  totalTaxSet: GraphMinor.nullish(),
  totalWeight: z.coerce.number().nullish(),
  subtotalLineItemsQuantity: z.number().int().nullish(),
  discountCodes: z.array(z.string()).nullish(),
  tags: Tags,
  note: Text,
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish(),
  paymentGatewayNames: z.array(z.string()).nullish(),
  shippingLine: z.object({ title: Text }).nullish(),
  shippingAddress: z.object({ city: Text, provinceCode: Code, countryCodeV2: Code, zip: Text }).nullish(),
  risk: z.object({ recommendation: Code }).nullish(),
  customer: Ref,
  customerJourneySummary: z.object({
    daysToConversion: z.number().int().nullish(),
    lastVisit: z.object({ utmParameters: Utm }).nullish(),
    firstVisit: z.object({ source: Text, landingPage: Text, referrerUrl: Text, utmParameters: Utm }).nullish(),
  }).nullish(),
  fulfillments: z.array(z.object({ createdAt: Stamp.nullish(), deliveredAt: Stamp.nullish(), status: Code })).nullish(),
  refunds: z.array(z.object({ id: Digits, createdAt: Stamp.nullish(), processedAt: Stamp.nullish(), totalRefundedSet: GraphMinor })).nullish(),
});

export function orderFacts(node: z.infer<typeof OrderNode>, facts: Facts): void {
  const orderId = node.id;
  const test = node.test ?? false;
  const cancelledAt = node.cancelledAt ?? null;
  const financialStatus = node.displayFinancialStatus;
  const sent = (node.fulfillments ?? []).filter((each) => each.status !== "CANCELLED");
  facts.orders.push({
    orderId,
    updatedAt: node.updatedAt,
    customerId: node.customer?.id ?? null,
    name: node.name,
    processedAt: node.processedAt ?? node.createdAt,
    test,
    cancelledAt,
    cancelReason: node.cancelReason,
    voidAt: voidAt({ test, financialStatus, cancelledAt }),
    sourceName: node.sourceName,
    locationId: node.retailLocation?.id ?? null,
    financialStatus,
    fulfillmentStatus: node.displayFulfillmentStatus,
    currency: node.currencyCode,
    presentmentCurrency: node.presentmentCurrencyCode,
    grossMinor: node.totalPriceSet,
    itemsMinor: node.subtotalPriceSet ?? 0,
    discountMinor: node.totalDiscountsSet ?? 0,
    shippingMinor: node.totalShippingPriceSet ?? 0,
    taxMinor: node.totalTaxSet ?? 0,
    quantity: node.subtotalLineItemsQuantity ?? 0,
    weightGrams: node.totalWeight === null || node.totalWeight === undefined ? null : Math.round(node.totalWeight),
    discountCodes: node.discountCodes ?? [],
    tags: node.tags,
    note: node.note,
    attributes: attributesOf(node.customAttributes?.map(({ key: name, value }) => ({ name, value }))),
    gateways: node.paymentGatewayNames ?? [],
    shippingMethod: node.shippingLine?.title ?? null,
    shipCity: node.shippingAddress?.city ?? null,
    shipProvince: node.shippingAddress?.provinceCode ?? null,
    shipCountry: node.shippingAddress?.countryCodeV2 ?? null,
    shipZip: node.shippingAddress?.zip ?? null,
    shippedAt: earliest(sent.map((each) => each.createdAt)),
    deliveredAt: latest(sent.map((each) => each.deliveredAt)),
    ...orderDetail(node),
  });
  if (node.customer) facts.customers.push({ customerId: node.customer.id });
  for (const refund of node.refunds ?? []) {
    const processedAt = refund.processedAt ?? refund.createdAt;
    if (processedAt) facts.refunds.push({ orderId, refundId: refund.id, processedAt, amountMinor: refund.totalRefundedSet });
  }
}

/** What webhooks leave out. */
export const OrderDetailNode = OrderNode.pick({ id: true, updatedAt: true, app: true, returnStatus: true, risk: true, customerJourneySummary: true });

export function orderDetail(node: z.infer<typeof OrderDetailNode>) {
  const utm = node.customerJourneySummary?.lastVisit?.utmParameters;
  return {
    detailedAt: node.updatedAt,
    appName: node.app?.name ?? null,
    returnStatus: node.returnStatus,
    riskLevel: node.risk?.recommendation ?? null,
    utmSource: utm?.source ?? null,
    utmMedium: utm?.medium ?? null,
    utmCampaign: utm?.campaign ?? null,
    ...firstVisit(node.customerJourneySummary),
  };
}

function firstVisit(journey: z.infer<typeof OrderNode>["customerJourneySummary"]) {
  const visit = journey?.firstVisit;
  return {
    firstSource: visit?.source ?? null,
    firstUtmSource: visit?.utmParameters?.source ?? null,
    firstUtmMedium: visit?.utmParameters?.medium ?? null,
    firstUtmCampaign: visit?.utmParameters?.campaign ?? null,
    firstReferrer: visit?.referrerUrl ?? null,
    firstLanding: visit?.landingPage ?? null,
    daysToConversion: journey?.daysToConversion ?? null,
  };
}

const instants = (texts: (string | null | undefined)[]) =>
  texts.flatMap((text) => (text ? [text] : [])).sort((one, two) => Date.parse(one) - Date.parse(two));
const earliest = (texts: (string | null | undefined)[]) => instants(texts)[0] ?? null;
const latest = (texts: (string | null | undefined)[]) => instants(texts).at(-1) ?? null;

// Lines are most of the rows of an import: their shape is checked without transforming, which zod
// does many times faster, and read afterwards.
const Money = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
const Id = z.string().regex(GID);
const Named = z.object({ id: Id }).nullish();

export const LineNode = z.object({
  id: Id,
  __parentId: Id,
  quantity: z.number().int(),
  currentQuantity: z.number().int().nullish(),
  sku: z.string().nullish(),
  title: z.string().nullish(),
  variantTitle: z.string().nullish(),
  vendor: z.string().nullish(),
  isGiftCard: z.boolean().nullish(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish(),
  product: Named,
  variant: Named,
  sellingPlan: z.object({ name: z.string().nullish() }).nullish(),
  originalTotalSet: Money.nullish(),
  discountedTotalSet: Money,
});

/** Null where an amount is none. The order's own instant stands on another line; the export's beginning is never later than what it shows. */
export function lineFact(node: z.infer<typeof LineNode>, startedAt: string): LineFact | null {
  const amountMinor = minorOf(node.discountedTotalSet);
  const originalMinor = node.originalTotalSet ? minorOf(node.originalTotalSet) : amountMinor;
  if (amountMinor === null || originalMinor === null) return null;
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

const minorOf = ({ shopMoney: { amount, currencyCode } }: z.infer<typeof Money>) => toMinor(amount, currencyCode);
const textOf = (text: string | null | undefined) => text?.trim() || null;
