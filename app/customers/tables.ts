// Which columns of a customer and an order travel together, and who wins (lib/merge.ts).
import type { Group, Table } from "../lib/merge.ts";
import type { CustomerFact, OrderFact } from "./fact.ts";

/** Equal instants: the more restrictive word wins, so that an opt-out is never lost to an opt-in of the same moment. */
const consentWins = (channel: "sms" | "email") => {
  const rank = (row: string) => `array_position(array['SUBSCRIBED', 'PENDING', 'NOT_SUBSCRIBED', 'INVALID', 'UNSUBSCRIBED', 'REDACTED'], ${row}."${channel}_state")`;
  const at = (row: string) => `coalesce(${row}."${channel}_updated_at", 'epoch')`;
  return `excluded."${channel}_state" is not null and (old."${channel}_state" is null or (${at("excluded")}, ${rank("excluded")}) >= (${at("old")}, ${rank("old")}))`;
};

export const CONSENTS: readonly Group[] = [
  { at: "smsUpdatedAt", columns: ["smsState", "smsOptInLevel", "smsCollectedFrom", "smsUpdatedAt", "smsPhone"], wins: consentWins("sms") },
  { at: "emailUpdatedAt", columns: ["emailState", "emailOptInLevel", "emailUpdatedAt"], wins: consentWins("email") },
];

export const CUSTOMER: Table<CustomerFact> = {
  name: "customer",
  keys: ["customerId"],
  columns: {
    customerId: "bigint", updatedAt: "timestamptz", createdAt: "timestamptz", firstName: "text", lastName: "text", email: "text", phone: "text",
    phoneCountry: "text", phoneArea: "text", state: "text", note: "text", verifiedEmail: "boolean", taxExempt: "boolean", city: "text",
    provinceCode: "text", countryCode: "text", zip: "text", detailedAt: "timestamptz", locale: "text", dataSaleOptOut: "boolean", companies: "text[]",
    timeZone: "text", latitude: "double precision", longitude: "double precision", subscriberStatus: "text", rfmGroup: "text", spendTier: "text",
    metafields: "jsonb", birthDate: "date", tagsAt: "timestamptz", tags: "text[]", smsState: "text", smsOptInLevel: "text", smsCollectedFrom: "text",
    smsUpdatedAt: "timestamptz", smsPhone: "text", emailState: "text", emailOptInLevel: "text", emailUpdatedAt: "timestamptz", shopifyCountedAt: "timestamptz",
    shopifyOrderCount: "int", shopifySpentMinor: "bigint",
  },
  groups: [
    {
      at: "updatedAt",
      columns: [
        "updatedAt", "createdAt", "firstName", "lastName", "email", "phone", "phoneCountry", "phoneArea", "state", "note", "verifiedEmail", "taxExempt",
        "city", "provinceCode", "countryCode", "zip",
      ],
    },
    {
      at: "detailedAt",
      columns: [
        "detailedAt", "locale", "dataSaleOptOut", "companies", "timeZone", "latitude", "longitude", "subscriberStatus", "rfmGroup", "spendTier", "metafields", "birthDate",
      ],
    },
    { at: "tagsAt", columns: ["tagsAt", "tags"] },
    ...CONSENTS,
    { at: "shopifyCountedAt", columns: ["shopifyCountedAt", "shopifyOrderCount", "shopifySpentMinor"] },
  ],
  otherwise: { companies: "'{}'", tags: "'{}'", metafields: "'{}'" },
  // What our API told (attribute.ts) is not Shopify's to take away.
  override: { metafields: "case when old.attributes is null then @ else (@) || old.attributes end" },
};

export const ORDER: Table<OrderFact> = {
  name: "orders",
  keys: ["orderId"],
  columns: {
    orderId: "bigint", updatedAt: "timestamptz", customerId: "bigint", name: "text", processedAt: "timestamptz", test: "boolean", cancelledAt: "timestamptz",
    cancelReason: "text", voidAt: "timestamptz", sourceName: "text", locationId: "bigint", financialStatus: "text", fulfillmentStatus: "text", currency: "text",
    presentmentCurrency: "text", grossMinor: "bigint", itemsMinor: "bigint", discountMinor: "bigint", shippingMinor: "bigint", taxMinor: "bigint", quantity: "int",
    weightGrams: "bigint", discountCodes: "text[]", tags: "text[]", gateways: "text[]", shippingMethod: "text", shipCity: "text", shipProvince: "text",
    shipCountry: "text", shipZip: "text", shippedAt: "timestamptz", deliveredAt: "timestamptz", parcels: "text[]", detailedAt: "timestamptz", appName: "text", returnStatus: "text",
    riskLevel: "text", utmSource: "text", utmMedium: "text", utmCampaign: "text", firstSource: "text",
    firstUtmSource: "text", firstUtmMedium: "text", firstUtmCampaign: "text", firstReferrer: "text", firstLanding: "text", daysToConversion: "int", note: "text", attributes: "text[]", deletedAt: "timestamptz",
  },
  groups: [
    {
      at: "updatedAt",
      columns: [
        "updatedAt", "customerId", "name", "processedAt", "test", "cancelledAt", "cancelReason", "voidAt", "sourceName", "locationId", "financialStatus",
        "fulfillmentStatus", "currency", "presentmentCurrency", "grossMinor", "itemsMinor", "discountMinor", "shippingMinor", "taxMinor", "quantity",
        "weightGrams", "discountCodes", "tags", "gateways", "shippingMethod", "shipCity", "shipProvince", "shipCountry", "shipZip", "shippedAt", "deliveredAt", "parcels", "note", "attributes",
      ],
    },
    {
      at: "detailedAt",
      columns: [
        "detailedAt", "appName", "returnStatus", "riskLevel", "utmSource", "utmMedium", "utmCampaign", "firstSource", "firstUtmSource", "firstUtmMedium", "firstUtmCampaign",
        "firstReferrer", "firstLanding", "daysToConversion",
      ],
    },
    { at: "deletedAt", columns: ["deletedAt"] },
  ],
  otherwise: {
    test: "false", grossMinor: "0", itemsMinor: "0", discountMinor: "0", shippingMinor: "0", taxMinor: "0", quantity: "0", discountCodes: "'{}'", tags: "'{}'", gateways: "'{}'", parcels: "'{}'", attributes: "'{}'",
  },
  // A deleted order never counts again, whatever is heard of it later.
  override: {
    voidAt: "case when excluded.deleted_at is not null or old.deleted_at is not null then 'epoch' else @ end",
    parcels: "(select coalesce(array_agg(distinct each collate \"C\" order by each collate \"C\"), '{}') from unnest(old.parcels || excluded.parcels) as each)",
  },
};
