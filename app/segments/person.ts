// Everything the segment language may ask of one customer, as plain values: the customer's row, and
// all their facts whatever their date. Ids are Shopify's digits, money is minor units of the shop's
// currency, null is unknown.

import type { EventKind } from "#app/customers/event-kind.ts";
import type { Kept } from "#app/lists/column.ts";

export type PersonFacts = {
  /** Of a person as they were in the past: whether all their orders are here now. Absent = their counts say it. */
  isWhole?: boolean;
  customer: CustomerFacts;
  orders: OrderFacts[];
  lines: LineFacts[];
  refunds: RefundFacts[];
  tags: TagFacts[];
  events: EventFacts[];
  /** Of every segment of the shop. */
  stays: StayFacts[];
  /** Of flows of the shop. */
  runs: RunFacts[];
  /** In experiments of flows. */
  draws: DrawFacts[];
  /** The lists they are on. */
  lists: number[];
  /** Of every segment in which the merchant has decided, whatever its question says. */
  pins: PinFacts[];
};

export type CustomerFacts = {
  customerId: string;
  createdAt: Date | null;
  updatedAt: Date | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  phoneCountry: string | null;
  phoneArea: string | null;
  locale: string | null;
  state: string | null;
  note: string | null;
  verifiedEmail: boolean | null;
  taxExempt: boolean | null;
  dataSaleOptOut: boolean | null;
  companies: string[];
  tags: string[];
  tagsAt: Date | null;
  city: string | null;
  provinceCode: string | null;
  countryCode: string | null;
  zip: string | null;
  timeZone: string | null;
  latitude: number | null;
  longitude: number | null;
  smsState: string | null;
  smsOptInLevel: string | null;
  smsCollectedFrom: string | null;
  smsUpdatedAt: Date | null;
  /** What carriers said of a phone, which need not be theirs any more. */
  smsReach: string | null;
  smsReachPhone: string | null;
  smsReachAt: Date | null;
  /** When another customer was last merged into them. */
  mergedAt: Date | null;
  /** What the consent ledger holds of a phone, which need not be theirs any more. */
  smsHeldPhone: string | null;
  smsHeldAt: Date | null;
  smsSource: string | null;
  smsProof: string | null;
  smsEndsAt: Date | null;
  smsRestedAt: Date | null;
  emailState: string | null;
  emailOptInLevel: string | null;
  emailUpdatedAt: Date | null;
  subscriberStatus: string | null;
  rfmGroup: string | null;
  spendTier: string | null;
  storeCreditMinor: number | null;
  shopifyOrderCount: number | null;
  shopifySpentMinor: number | null;
  shopifyCountedAt: Date | null;
  metafields: Record<string, { type: string; value: string }>;
  /** What the columns of the lists that they are on say, by the list's number. */
  listed: Record<string, Kept>;
  /** A day without a zone: "1990-02-28". */
  birthDate: string | null;
  // Roll-ups, as kept by ingest.
  orderCount: number;
  firstOrderAt: Date | null;
  lastOrderAt: Date | null;
  gapMedianMs: number | null;
  gapSdMs: number | null;
};

export type OrderFacts = {
  orderId: string;
  name: string | null;
  processedAt: Date | null;
  cancelReason: string | null;
  voidAt: Date | null;
  sourceName: string | null;
  appName: string | null;
  locationId: string | null;
  financialStatus: string | null;
  fulfillmentStatus: string | null;
  returnStatus: string | null;
  riskLevel: string | null;
  presentmentCurrency: string | null;
  grossMinor: number;
  itemsMinor: number;
  discountMinor: number;
  shippingMinor: number;
  taxMinor: number;
  quantity: number;
  weightGrams: number | null;
  discountCodes: string[];
  tags: string[];
  gateways: string[];
  /** What carriers told of its parcels on their way (customers/fact-id.ts). */
  parcels: string[];
  shippingMethod: string | null;
  shipCity: string | null;
  shipProvince: string | null;
  shipCountry: string | null;
  shipZip: string | null;
  utmSource: string | null;
  utmMedium: string | null;
  utmCampaign: string | null;
  firstSource: string | null;
  firstUtmSource: string | null;
  firstUtmMedium: string | null;
  firstUtmCampaign: string | null;
  firstReferrer: string | null;
  firstLanding: string | null;
  daysToConversion: number | null;
  note: string | null;
  attributes: string[];
  shippedAt: Date | null;
  deliveredAt: Date | null;
};

export type LineFacts = {
  orderId: string;
  lineId: string;
  productId: string | null;
  variantId: string | null;
  sku: string | null;
  title: string | null;
  variantTitle: string | null;
  vendor: string | null;
  quantity: number;
  currentQuantity: number;
  amountMinor: number;
  discountMinor: number;
  sellingPlan: string | null;
  giftCard: boolean;
  attributes: string[];
  /** Null where the product was never seen. */
  product: ProductFacts | null;
  /** As it stands now; null where nothing was told of it. */
  variant: VariantFacts | null;
};

/** Prices in whole units, as they are written. */
export type VariantFacts = { productId: string; price: string | null; stock: number | null; restockedAt: Date | null; cheaperAt: Date | null; cheaperFrom: string | null };

export type ProductFacts = {
  title: string;
  vendor: string | null;
  productType: string | null;
  status: string | null;
  tags: string[];
  category: string | null;
  collections: string[];
};

export type RefundFacts = { orderId: string; refundId: string; processedAt: Date; amountMinor: number };
export type TagFacts = { tag: string; present: boolean; changedAt: Date };
type PinFacts = { segmentId: number; side: "in" | "out" };
export type EventFacts = {
  /** Hexadecimal, and their order where two are of the same instant. */
  eventId: string;
  kind: EventKind;
  at: Date;
  source: string;
  name: string | null;
  productId: string | null;
  variantId: string | null;
  collectionId: string | null;
  valueMinor: number | null;
  quantity: number | null;
  text: string | null;
  campaign: string | null;
  device: string | null;
  referrer: string | null;
  utmSource: string | null;
  utmMedium: string | null;
  utmCampaign: string | null;
  props: Record<string, string | number | boolean> | null;
  endsAt: Date | null;
  /** Null where there is none, or it was never seen. */
  product: ProductFacts | null;
};
/** What somebody did in the storefront from one event on without a rest (visit.ts). */
export type VisitFacts = {
  /** Of its first event. */
  at: Date;
  /** Whole ones, from the first event to the last. */
  minutes: number;
  pages: number;
  first: EventFacts;
  /** The path of the page on which it began. */
  landing: string | null;
};
/** `isControl`: held back, as one of the control group or while the flow was in shadow. */
export type RunFacts = { flowId: number; runId: string; isControl: boolean; step: string | null; enteredAt: Date; endedAt: Date | null; reason: string | null };
/** `arm`: by its name. */
export type DrawFacts = { flowId: number; step: string; arm: string; runId: string; at: Date };
export type StayFacts = { segmentId: number; stay: number; enteredAt: Date; leftAt: Date | null };
