// The documents of bulk exports. Shopify takes them as text without variables, so the filter and the
// mapped metafields are written into them. Limits (shopify.dev, bulk operations, 2026-10): five
// connections, two deep, `edges { node }` only, no connection inside a list.
import type { ImportKind } from "../shops/import-kind.ts";

const MONEY = "{ shopMoney { amount currencyCode } }";

export function bulkQuery(kind: ImportKind, filter: string, metafields: readonly string[]): string {
  switch (kind) {
    case "products":
      return bulkProducts(filter);
    case "customers":
      return bulkCustomers(filter, metafields);
    case "orders":
      return bulkOrders(filter);
    default:
      return kind satisfies never;
  }
}

const narrowed = (filter: string) => (filter === "" ? "" : `(query: ${JSON.stringify(filter)})`);

/** A function of the name alone: a file may be read long after it was asked for, when other names are mapped. */
export const metafieldAlias = (name: string) => `m_${Buffer.from(name).toString("hex")}`;

/** A metafield each under an alias: asked for by name it is no connection. */
export function metafieldFields(metafields: readonly string[]): string {
  return metafields.map((name) => {
    const dot = name.indexOf(".");
    return `${metafieldAlias(name)}: metafield(namespace: ${JSON.stringify(name.slice(0, dot))}, key: ${JSON.stringify(name.slice(dot + 1))}) { type value }`;
  }).join("\n      ");
}

/** A whole customer but for what stands in connections. */
export const customerFields = (metafields: readonly string[]) => `
      id createdAt updatedAt firstName lastName locale state tags note verifiedEmail taxExempt dataSaleOptOut
      numberOfOrders amountSpent { amount currencyCode } productSubscriberStatus statistics { predictedSpendTier rfmGroup }
      defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
      defaultPhoneNumber { phoneNumber smsMarketingConsent { state optInLevel updatedAt collectedFrom } }
      defaultAddress { city provinceCode countryCodeV2 zip timeZone latitude longitude }
      companyContactProfiles { company { id name } }
      ${metafieldFields(metafields)}`;

const bulkProducts = (filter: string) => `#graphql
  query BulkProducts {
    products${narrowed(filter)} { edges { node {
      id title handle vendor productType status tags updatedAt category { fullName }
      collections { edges { node { id title } } }
    } } }
  }`;

const bulkCustomers = (filter: string, metafields: readonly string[]) => `#graphql
  query BulkCustomers {
    customers${narrowed(filter)} { edges { node {
      ${customerFields(metafields)}
      storeCreditAccounts { edges { node { id balance { amount currencyCode } } } }
    } } }
  }`;

const bulkOrders = (filter: string) => `#graphql
  query BulkOrders {
    orders${narrowed(filter)} { edges { node {
      id name createdAt processedAt updatedAt cancelledAt cancelReason test sourceName app { name } retailLocation { id }
      displayFinancialStatus displayFulfillmentStatus returnStatus currencyCode presentmentCurrencyCode
      totalPriceSet ${MONEY} subtotalPriceSet ${MONEY} totalDiscountsSet ${MONEY}
      totalShippingPriceSet ${MONEY} totalTaxSet ${MONEY}
      totalWeight subtotalLineItemsQuantity discountCodes tags note customAttributes { key value } paymentGatewayNames shippingLine { title }
      shippingAddress { city provinceCode countryCodeV2 zip } risk { recommendation } customer { id }
      customerJourneySummary {
        daysToConversion lastVisit { utmParameters { source medium campaign } }
        firstVisit { source landingPage referrerUrl utmParameters { source medium campaign } }
      }
      fulfillments { createdAt deliveredAt status }
      refunds { id createdAt processedAt totalRefundedSet ${MONEY} }
      lineItems { edges { node {
        id quantity currentQuantity sku title variantTitle vendor isGiftCard customAttributes { key value } product { id } variant { id } sellingPlan { name }
        originalTotalSet ${MONEY} discountedTotalSet(withCodeDiscounts: true) ${MONEY}
      } } }
    } } }
  }`;
