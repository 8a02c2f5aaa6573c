// The kinds of fact and each one's natural key: the key makes twice once, and the instants make any
// order of arrival the same (lib/merge.ts). Instants are ISO text as Shopify wrote them; ids are
// digits; money is minor units of the shop's currency. Absent means "not spoken of"; null means
// "there is none".
import type { Device, EventKind } from "./event-kind.ts";
import type { CollectionFact, InCollectionFact, ProductFact, VariantFact } from "../products/fact.ts";

/** Key: customerId. Groups, each with its own instant: updatedAt, detailedAt, tagsAt, sms, email, shopifyCountedAt. */
export type CustomerFact = {
  customerId: string;
  updatedAt?: string;
  createdAt?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  phoneCountry?: string | null;
  phoneArea?: string | null;
  state?: string | null;
  note?: string | null;
  verifiedEmail?: boolean | null;
  taxExempt?: boolean | null;
  city?: string | null;
  provinceCode?: string | null;
  countryCode?: string | null;
  zip?: string | null;
  /** Only where the whole customer was read through GraphQL. */
  detailedAt?: string;
  locale?: string | null;
  dataSaleOptOut?: boolean | null;
  companies?: string[];
  timeZone?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  subscriberStatus?: string | null;
  rfmGroup?: string | null;
  spendTier?: string | null;
  metafields?: Record<string, { type: string; value: string }>;
  birthDate?: string | null;
  /** The whole list, true at tagsAt; sorted by key. */
  tagsAt?: string;
  tags?: string[];
  smsState?: string;
  smsOptInLevel?: string | null;
  smsCollectedFrom?: string | null;
  smsUpdatedAt?: string | null;
  /** Of which phone that was said; none: of whichever they have. */
  smsPhone?: string | null;
  emailState?: string;
  emailOptInLevel?: string | null;
  emailUpdatedAt?: string | null;
  shopifyCountedAt?: string;
  shopifyOrderCount?: number | null;
  shopifySpentMinor?: number | null;
};

/** Key: customer and tag. One word on some tags. */
export type TagChangeFact = { customerId: string; at: string; present: boolean; tags: string[] };

/** A store credit account of a customer; the one in the shop's currency is kept. */
export type StoreCreditFact = { customerId: string; minor: number; currency: string; at: string };

/** Key: customerId. Merged into another, or deleted (null). */
export type GoneFact = { customerId: string; mergedInto: string | null; at: string };

/** Key: orderId. Groups: updatedAt, detailedAt, deletedAt. */
export type OrderFact = {
  orderId: string;
  updatedAt?: string;
  customerId?: string | null;
  name?: string | null;
  processedAt?: string;
  test?: boolean;
  cancelledAt?: string | null;
  cancelReason?: string | null;
  voidAt?: string | null;
  sourceName?: string | null;
  locationId?: string | null;
  financialStatus?: string | null;
  fulfillmentStatus?: string | null;
  currency?: string | null;
  presentmentCurrency?: string | null;
  grossMinor?: number;
  itemsMinor?: number;
  discountMinor?: number;
  shippingMinor?: number;
  taxMinor?: number;
  quantity?: number;
  weightGrams?: number | null;
  discountCodes?: string[];
  tags?: string[];
  gateways?: string[];
  shippingMethod?: string | null;
  shipCity?: string | null;
  shipProvince?: string | null;
  shipCountry?: string | null;
  shipZip?: string | null;
  note?: string | null;
  /** "name: value" */
  attributes?: string[];
  shippedAt?: string | null;
  deliveredAt?: string | null;
  /** What carriers told of its parcels on their way, each once (fact-id.ts). */
  parcels?: string[];
  detailedAt?: string;
  appName?: string | null;
  returnStatus?: string | null;
  riskLevel?: string | null;
  utmSource?: string | null;
  utmMedium?: string | null;
  utmCampaign?: string | null;
  firstSource?: string | null;
  firstUtmSource?: string | null;
  firstUtmMedium?: string | null;
  firstUtmCampaign?: string | null;
  firstReferrer?: string | null;
  firstLanding?: string | null;
  daysToConversion?: number | null;
  deletedAt?: string;
};

/** Key: order and line. */
export type LineFact = {
  orderId: string;
  lineId: string;
  updatedAt: string;
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
  /** Absent where the source cannot tell. It never changes, so whoever knows it may say it. */
  sellingPlan?: string | null;
  giftCard: boolean;
  /** "name: value" */
  attributes?: string[];
};

/** Key: order and refund. Never changes, but a payment that was pending may succeed: the larger amount is the later one. */
export type RefundFact = { orderId: string; refundId: string; processedAt: string; amountMinor: number };

/**
 * Key: source and sourceId. Something a person did. It never changes; only whose it is may be found out later: `who` is
 * an email or a phone in E.164, for those whose customerId is not known.
 */
export type EventFact = {
  source: string;
  sourceId: string;
  kind: EventKind;
  at: string;
  customerId?: string | null;
  who?: string | null;
  /** Of a custom event. */
  name?: string | null;
  productId?: string | null;
  variantId?: string | null;
  collectionId?: string | null;
  valueMinor?: number | null;
  quantity?: number | null;
  /** What was searched for, the path of a page, a topic, by kind. */
  text?: string | null;
  campaign?: string | null;
  device?: Device | null;
  referrer?: string | null;
  utmSource?: string | null;
  utmMedium?: string | null;
  utmCampaign?: string | null;
  props?: Record<string, string | number | boolean> | null;
  /** Of what they were given. */
  endsAt?: string | null;
};

/** Key: source and sourceId. What an event belonged to, where its teller could not know. */
export type Naming = Pick<EventFact, "source" | "sourceId" | "campaign" | "props">;

/** Key: kind and name. From this instant on we are told of every event of the kind; the earliest such word counts. */
/** toldAt: when we were told so; absent: just now. */
export type CoverFact = { kind: EventKind; name?: string | null; since: string; toldAt?: string };

export type Facts = {
  customers: CustomerFact[];
  tagChanges: TagChangeFact[];
  storeCredits: StoreCreditFact[];
  gone: GoneFact[];
  orders: OrderFact[];
  lines: LineFact[];
  refunds: RefundFact[];
  events: EventFact[];
  covers: CoverFact[];
  products: ProductFact[];
  variants: VariantFact[];
  collections: CollectionFact[];
  inCollections: InCollectionFact[];
};

export const noFacts = (): Facts => ({
  customers: [], tagChanges: [], storeCredits: [], gone: [], orders: [], lines: [], refunds: [], events: [], covers: [], products: [], variants: [], collections: [], inCollections: [],
});

export function addFacts(to: Facts, more: Partial<Facts>): void {
  for (const kind of Object.keys(more) as (keyof Facts)[]) for (const fact of more[kind] ?? []) (to[kind] as unknown[]).push(fact);
}

/** Shopify compares tags without case; this is the key they are compared by. */
export const tagKey = (tag: string) => tag.trim().toLowerCase();

/** The same order as PostgreSQL's bytes, so that a stored list is the same however it came about. */
export function sortTags(tags: readonly string[]): string[] {
  const byKey = new Map(tags.filter((tag) => tagKey(tag) !== "").map((tag) => [tagKey(tag), tag.trim()]));
  return [...byKey].sort(([one], [two]) => Buffer.compare(Buffer.from(one), Buffer.from(two))).map(([, tag]) => tag);
}
