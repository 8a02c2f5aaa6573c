// One person's facts for flows, in plain code: everything that is not said is unknown or not there.
import type { CustomerFacts, EventFacts, LineFacts, OrderFacts, PersonFacts, StayFacts } from "#app/segments/person.ts";

const CUSTOMER: CustomerFacts = {
  customerId: "7", createdAt: new Date(0), updatedAt: new Date(0), firstName: null, lastName: null, email: null, phone: null, phoneCountry: null, phoneArea: null, locale: null, state: null, note: null,
  verifiedEmail: null, taxExempt: null, dataSaleOptOut: null, companies: [], tags: [], tagsAt: null, city: null, provinceCode: null, countryCode: null, zip: null, timeZone: null, latitude: null, longitude: null,
  smsState: null, smsOptInLevel: null, smsCollectedFrom: null, smsUpdatedAt: null, smsReach: null, smsReachPhone: null, smsReachAt: null, smsHeldPhone: null, smsHeldAt: null, smsSource: null, smsProof: null, smsEndsAt: null, smsRestedAt: null, mergedAt: null, emailState: null, emailOptInLevel: null, emailUpdatedAt: null, subscriberStatus: null, rfmGroup: null, spendTier: null,
  storeCreditMinor: null, shopifyOrderCount: null, shopifySpentMinor: null, shopifyCountedAt: null, metafields: {}, listed: {}, birthDate: null, orderCount: 0, firstOrderAt: null, lastOrderAt: null, gapMedianMs: null, gapSdMs: null,
};

export const anOrder = (orderId: string, at: number, more: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId, name: `#${orderId}`, processedAt: new Date(at), cancelReason: null, voidAt: null, sourceName: null, appName: null, locationId: null, financialStatus: null, fulfillmentStatus: null, returnStatus: null,
  riskLevel: null, presentmentCurrency: null, grossMinor: 5_000, itemsMinor: 5_000, discountMinor: 0, shippingMinor: 0, taxMinor: 0, quantity: 1, weightGrams: null, discountCodes: [], tags: [], gateways: [], parcels: [],
  shippingMethod: null, shipCity: null, shipProvince: null, shipCountry: null, shipZip: null, utmSource: null, utmMedium: null, utmCampaign: null, firstSource: null, firstUtmSource: null, firstUtmMedium: null,
  firstUtmCampaign: null, firstReferrer: null, firstLanding: null, daysToConversion: null, note: null, attributes: [], shippedAt: null, deliveredAt: null, ...more,
});

export const aLine = (orderId: string, lineId: string, productId: string, more: Partial<LineFacts> = {}): LineFacts => ({
  orderId, lineId, productId, variantId: null, sku: null, title: null, variantTitle: null, vendor: null, quantity: 1, currentQuantity: 1, amountMinor: 5_000, discountMinor: 0, sellingPlan: null, giftCard: false, attributes: [], product: null, variant: null, ...more,
});

export const anEvent = (number: number, kind: EventFacts["kind"], at: number, more: Partial<EventFacts> = {}): EventFacts => ({
  eventId: number.toString(16).padStart(32, "0"), kind, at: new Date(at), source: "test", name: null, productId: null, variantId: null, collectionId: null, valueMinor: null, quantity: null, text: null, campaign: null,
  device: null, referrer: null, utmSource: null, utmMedium: null, utmCampaign: null, props: null, endsAt: null, product: null, ...more,
});

export const aStay = (segmentId: number, stay: number, from: number, to: number | null = null): StayFacts => ({ segmentId, stay, enteredAt: new Date(from), leftAt: to === null ? null : new Date(to) });

type Some = Partial<Omit<PersonFacts, "customer">> & { customer?: Partial<CustomerFacts> };

/** What orders add up to is kept as ingest would keep it, whatever their date. */
export function aFlowPerson({ customer = {}, ...facts }: Some = {}): PersonFacts {
  const at = (facts.orders ?? []).flatMap(({ processedAt }) => processedAt ?? []).sort((one, other) => one.getTime() - other.getTime());
  return {
    orders: [], lines: [], refunds: [], tags: [], events: [], stays: [], runs: [], draws: [], lists: [], pins: [], ...facts,
    customer: { ...CUSTOMER, orderCount: at.length, firstOrderAt: at.at(0) ?? null, lastOrderAt: at.at(-1) ?? null, ...customer },
  };
}
