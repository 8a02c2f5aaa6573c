// Products, collections, the shop itself, bulk operations, money and the small types.
import { fromMinor } from "#app/lib/money.ts";
import { fieldsOf, instant, instantOrNull } from "./fields.ts";
import type { FieldsOfType } from "./fields.ts";
import { metafieldFields } from "./fields-customer.ts";
import { bulkStatus } from "./bulk-age.ts";
import { gid } from "./gid.ts";
import { listProducts } from "./list.ts";
import type { BulkOperation, Collection, Product, Segment, Variant } from "./records.ts";
import type { Shop } from "./shop.ts";

/** Shopify's Decimal drops the noughts it can: "12.5", "12.0". */
function decimal(minor: number, currency: string): string {
  const full = fromMinor(minor, currency);
  return full.includes(".") ? full.replace(/0+$/, "").replace(/\.$/, ".0") : `${full}.0`;
}

const inCollection = (shop: Shop, collection: Collection) => [...shop.tables.Product.values()].filter((product) => product.collectionIds.includes(collection.id));

export const SHOP_FIELDS: Record<string, FieldsOfType> = {
  Product: fieldsOf<Product>({
    id: (product) => gid("Product", product.id),
    legacyResourceId: (product) => String(product.id),
    title: (product) => product.title,
    handle: (product) => product.handle,
    vendor: (product) => product.vendor,
    productType: (product) => product.productType,
    status: (product) => product.status,
    tags: (product) => product.tags,
    createdAt: (product) => instant(product.createdAt),
    updatedAt: (product) => instant(product.updatedAt),
    publishedAt: (product) => instant(product.createdAt),
    description: () => "",
    isGiftCard: () => false,
    category: () => null,
    collections: (product, _, shop) => ({ rows: product.collectionIds.flatMap((id) => shop.tables.Collection.get(id) ?? []) }),
    variants: (product) => ({ rows: product.variants }),
    variantsCount: (product) => product.variants.length,
    featuredMedia: () => null,
    ...metafieldFields,
  }),
  TaxonomyCategory: fieldsOf<object>({ id: () => null, name: () => null, fullName: () => null }),
  ProductVariant: fieldsOf<Variant>({
    id: (variant) => gid("ProductVariant", variant.id),
    legacyResourceId: (variant) => String(variant.id),
    title: (variant) => variant.title,
    displayName: (variant, _, shop) => `${shop.tables.Product.get(variant.productId)?.title ?? ""} - ${variant.title}`,
    sku: (variant) => variant.sku,
    price: (variant, _, shop) => fromMinor(variant.price, shop.settings.currency),
    position: (variant) => variant.position,
    product: (variant, _, shop) => shop.tables.Product.get(variant.productId) ?? null,
    createdAt: (variant) => instant(variant.createdAt),
    updatedAt: (variant) => instant(variant.updatedAt),
  }),
  Collection: fieldsOf<Collection>({
    id: (collection) => gid("Collection", collection.id),
    legacyResourceId: (collection) => String(collection.id),
    title: (collection) => collection.title,
    handle: (collection) => collection.handle,
    updatedAt: (collection) => instant(collection.updatedAt),
    products: (collection, args, shop) => listProducts(shop, args, inCollection(shop, collection)),
    productsCount: (collection, _, shop) => inCollection(shop, collection).length,
  }),
  Segment: fieldsOf<Segment>({
    id: (segment) => gid("Segment", segment.id),
    name: (segment) => segment.name,
    query: (segment) => segment.query,
    creationDate: (segment) => instant(segment.createdAt),
    lastEditDate: (segment) => instant(segment.updatedAt),
  }),
  Shop: fieldsOf<Shop>({
    id: (shop) => gid("Shop", shop.id),
    name: (shop) => shop.settings.name,
    email: (shop) => shop.settings.email,
    contactEmail: (shop) => shop.settings.email,
    myshopifyDomain: (shop) => shop.settings.domain,
    currencyCode: (shop) => shop.settings.currency,
    ianaTimezone: (shop) => shop.settings.timeZone,
    url: (shop) => `https://${shop.settings.domain}`,
    plan: (shop) => shop,
    primaryDomain: (shop) => shop,
    shopAddress: (shop) => shop,
    weightUnit: () => "KILOGRAMS",
    taxesIncluded: () => true,
  }),
  ShopPlan: fieldsOf<Shop>({ publicDisplayName: () => "Development", partnerDevelopment: () => true, shopifyPlus: () => false }),
  Domain: fieldsOf<Shop>({ host: (shop) => shop.settings.domain, url: (shop) => `https://${shop.settings.domain}` }),
  ShopAddress: fieldsOf<Shop>({ countryCodeV2: () => "GB", country: () => "United Kingdom" }),
  AppInstallation: fieldsOf<Shop>({
    id: (shop) => gid("AppInstallation", shop.id),
    accessScopes: (shop) => shop.scopes,
    activeSubscriptions: () => [],
  }),
  AccessScope: fieldsOf<string>({ handle: (scope) => scope, description: (scope) => scope }),
  MoneyBag: fieldsOf<number>({ shopMoney: (minor) => minor, presentmentMoney: (minor) => minor }),
  MoneyV2: fieldsOf<number>({
    amount: (minor, _, shop) => decimal(minor, shop.settings.currency),
    currencyCode: (_, __, shop) => shop.settings.currency,
  }),
  Count: fieldsOf<number>({ count: (count) => Math.min(count, 10_000), precision: (count) => (count > 10_000 ? "AT_LEAST" : "EXACT") }),
  BulkOperation: fieldsOf<BulkOperation>({
    id: (operation) => gid("BulkOperation", operation.id),
    type: (operation) => operation.type,
    query: (operation) => operation.text,
    status: (operation, _, shop) => bulkStatus(shop, operation),
    errorCode: (operation) => operation.errorCode,
    createdAt: (operation) => instant(operation.createdAt),
    completedAt: (operation) => instantOrNull(operation.completedAt),
    objectCount: (operation) => String(operation.objectCount),
    rootObjectCount: (operation) => String(operation.rootObjectCount),
    fileSize: (operation) => (operation.fileSize === null ? null : String(operation.fileSize)),
    url: (operation, _, shop) => (bulkStatus(shop, operation) === "COMPLETED" && operation.file ? shop.fileUrl(operation.file) : null),
    partialDataUrl: (operation, _, shop) => (operation.status === "FAILED" && operation.file ? shop.fileUrl(operation.file) : null),
  }),
};
