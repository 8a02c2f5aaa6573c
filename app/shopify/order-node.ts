// An order and its lines as GraphQL writes them: their shapes alone.
import { z } from "zod";
import { Attributes, Gid, Money, Ref, Words } from "./shapes.ts";
import { Stamp } from "./values.ts";

const Utm = z.object({ source: Words, medium: Words, campaign: Words }).nullish();

export const OrderNode = z.object({
  id: Gid,
  name: Words,
  createdAt: Stamp,
  processedAt: Stamp.nullish(),
  updatedAt: Stamp,
  cancelledAt: Stamp.nullish(),
  cancelReason: Words,
  test: z.boolean().nullish(),
  sourceName: Words,
  app: z.object({ name: Words }).nullish(),
  retailLocation: Ref,
  displayFinancialStatus: Words,
  displayFulfillmentStatus: Words,
  returnStatus: Words,
  currencyCode: Words,
  presentmentCurrencyCode: Words,
  totalPriceSet: Money,
  subtotalPriceSet: Money.nullish(),
  totalDiscountsSet: Money.nullish(),
  totalShippingPriceSet: Money.nullish(),
  totalTaxSet: Money.nullish(),
  totalWeight: z.union([z.string().regex(/^\d{1,15}$/), z.number()]).nullish(),
  subtotalLineItemsQuantity: z.number().int().nullish(),
  discountCodes: z.array(z.string()).nullish(),
  tags: z.array(z.string()).nullish(),
  note: Words,
  customAttributes: Attributes,
  paymentGatewayNames: z.array(z.string()).nullish(),
  shippingLine: z.object({ title: Words }).nullish(),
  shippingAddress: z.object({ city: Words, provinceCode: Words, countryCodeV2: Words, zip: Words }).nullish(),
  risk: z.object({ recommendation: Words }).nullish(),
  customer: Ref,
  customerJourneySummary: z.object({
    daysToConversion: z.number().int().nullish(),
    lastVisit: z.object({ utmParameters: Utm }).nullish(),
    firstVisit: z.object({ source: Words, landingPage: Words, referrerUrl: Words, utmParameters: Utm }).nullish(),
  }).nullish(),
  fulfillments: z.array(z.object({ createdAt: Stamp.nullish(), deliveredAt: Stamp.nullish(), status: Words })).nullish(),
  refunds: z.array(z.object({ id: Gid, createdAt: Stamp.nullish(), processedAt: Stamp.nullish(), totalRefundedSet: Money })).nullish(),
});
export type OrderNode = z.infer<typeof OrderNode>;

/** What webhooks leave out. */
export const OrderDetailNode = OrderNode.pick({ id: true, updatedAt: true, app: true, returnStatus: true, risk: true, customerJourneySummary: true });
export type OrderDetailNode = z.infer<typeof OrderDetailNode>;

export const LineNode = z.object({
  id: Gid,
  __parentId: Gid,
  quantity: z.number().int(),
  currentQuantity: z.number().int().nullish(),
  sku: Words,
  title: Words,
  variantTitle: Words,
  vendor: Words,
  isGiftCard: z.boolean().nullish(),
  customAttributes: Attributes,
  product: Ref,
  variant: Ref,
  sellingPlan: z.object({ name: Words }).nullish(),
  originalTotalSet: Money.nullish(),
  discountedTotalSet: Money,
});
export type LineNode = z.infer<typeof LineNode>;
