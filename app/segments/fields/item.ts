// Fields of one line of an order. Title, SKU and vendor are as they were at purchase; type, tags,
// collections and category are the product's now, and unknown where the product was never seen.
import type { EventField, FieldType, Occurrence, Value } from "../field.ts";

const field = (key: string, label: string, type: FieldType, sql: string, read: (line: NonNullable<Occurrence["line"]>) => Value, more: Partial<EventField> = {}): EventField => ({
  key, label, group: "Item", type, scope: "item", history: "dated", sql, read: ({ line }) => (line === null ? null : read(line)), ...more,
});

/** What a product is now is all that is kept of it. */
const TODAY = { history: "today" } as const;

export const ITEM_FIELDS: EventField[] = [
  field("item.product", "Product", "ref", "l.product_id", (l) => l.productId, { picker: "product" }),
  field("item.variant", "Variant", "ref", "l.variant_id", (l) => l.variantId, { picker: "variant" }),
  field("item.sku", "SKU", "text", "l.sku", (l) => l.sku),
  field("item.title", "Title", "text", "l.title", (l) => l.title),
  field("item.variantTitle", "Variant title (size, colour)", "text", "l.variant_title", (l) => l.variantTitle),
  field("item.vendor", "Vendor", "text", "l.vendor", (l) => l.vendor, { picker: "vendor" }),
  field("item.type", "Product type", "text", "p.product_type", (l) => l.product?.productType ?? null, { ...TODAY, picker: "productType" }),
  field("item.tags", "Product tags", "set", "p.tags", (l) => l.product?.tags ?? null, { ...TODAY, picker: "productTag" }),
  field("item.collections", "Collections", "refs", "p.collections", (l) => l.product?.collections ?? null, { ...TODAY, picker: "collection" }),
  field("item.category", "Category", "text", "p.category", (l) => l.product?.category ?? null, { ...TODAY, help: "Shopify's taxonomy; \"starts with\" includes what lies below." }),
  field("item.productStatus", "Product status now", "enum", "p.status", (l) => l.product?.status ?? null, { ...TODAY, picker: "options", options: [{ value: "ACTIVE", label: "Active" }, { value: "DRAFT", label: "Draft" }, { value: "ARCHIVED", label: "Archived" }, { value: "UNLISTED", label: "Unlisted" }] }),
  field("item.quantity", "Quantity bought", "number", "l.quantity", (l) => l.quantity, { nonNegative: true }),
  field("item.kept", "Quantity kept after edits and refunds", "number", "l.current_quantity", (l) => l.currentQuantity, { ...TODAY, nonNegative: true }),
  field("item.amount", "Money paid for it", "money", "l.amount_minor", (l) => l.amountMinor, { nonNegative: true }),
  field("item.discount", "Discount on it", "money", "l.discount_minor", (l) => l.discountMinor, { nonNegative: true }),
  field("item.fullPrice", "Bought at full price", "bool", "(l.discount_minor = 0)", (l) => l.discountMinor === 0),
  field("item.onPlan", "Bought on a selling plan", "bool", "(l.selling_plan IS NOT NULL)", (l) => l.sellingPlan !== null),
  field("item.plan", "Selling plan", "text", "l.selling_plan", (l) => l.sellingPlan),
  field("item.giftCard", "Is a gift card", "bool", "l.gift_card", (l) => l.giftCard),
  field("item.attributes", "Item attributes", "set", "l.attributes", (l) => l.attributes, { help: "Each as “name: value”: engraving, gift wrap, bundle." }),
  field("item.order", "Order", "ref", "l.order_id", (l) => l.orderId, { help: "Counted as different values: the number of orders that contain such items." }),
];
