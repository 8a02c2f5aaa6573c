// What webhooks say of orders: the order with its lines and refunds, whichever of the order topics
// brought it. orders/create alone is enough.
import { z } from "zod";
import type { OrderStep } from "../../customers/fact-id.ts";
import type { CustomerFact, Facts, LineFact, OrderFact } from "../../customers/fact.ts";
import { attributesOf, Code, Digits, EPOCH, Flag, RestMinor, Stamp, Tags, Text, voidAt } from "../values.ts";
import { Customer } from "./customer.ts";
import { Refund, refundFact } from "./refund.ts";

/** Apps write numbers and flags as they are; Shopify shows them as text. */
const Attributes = z.array(z.object({ name: z.coerce.string(), value: z.unknown() })).nullish()
  .transform((list) => attributesOf(list?.map(({ name, value }) => ({ name, value: value === null || value === undefined ? null : String(value) }))));

const Line = z.object({
  admin_graphql_api_id: Digits.optional(),
  id: Digits,
  product_id: Digits.nullish(),
  variant_id: Digits.nullish(),
  sku: Text,
  title: Text,
  variant_title: Text,
  vendor: Text,
  quantity: z.number().int(),
  current_quantity: z.number().int().nullish(),
  grams: z.number().nullish(),
  gift_card: Flag,
  properties: Attributes,
  price_set: RestMinor,
  discount_allocations: z.array(z.object({ amount_set: RestMinor })).nullish(),
});

const Address = z.object({ city: Text, province_code: Code, country_code: Code, zip: Text }).nullish();
const Fulfilment = z.object({ created_at: Stamp.nullish(), updated_at: Stamp.nullish(), status: z.string().nullish(), shipment_status: z.string().nullish() });

const Order = z.object({
  admin_graphql_api_id: Digits.optional(),
  id: Digits,
  updated_at: Stamp,
  processed_at: Stamp.nullish(),
  created_at: Stamp,
  name: Text,
  test: Flag,
  cancelled_at: Stamp.nullish(),
  cancel_reason: Code,
  source_name: Text,
  location_id: Digits.nullish(),
  financial_status: Code,
  fulfillment_status: Code,
  currency: Code,
  presentment_currency: Code,
  total_price_set: RestMinor,
  subtotal_price_set: RestMinor.nullish(),
  total_discounts_set: RestMinor.nullish(),
  total_shipping_price_set: RestMinor.nullish(),
  total_tax_set: RestMinor.nullish(),
  total_weight: z.number().nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  tags: Tags,
  note: Text,
  note_attributes: Attributes,
  payment_gateway_names: z.array(z.string()).nullish(),
  shipping_lines: z.array(z.object({ title: Text })).nullish(),
  shipping_address: Address,
  customer: Customer.nullish(),
  fulfillments: z.array(Fulfilment).nullish(),
  line_items: z.array(Line),
  refunds: z.array(Refund).nullish(),
});
type Order = z.infer<typeof Order>;

export const OrderWritten = Order.transform((order): Partial<Facts> => {
  const orderId = order.admin_graphql_api_id ?? order.id;
  const refunds = (order.refunds ?? []).map((refund) => refundFact(refund, orderId)).filter((fact) => fact !== null);
  return {
    customers: order.customer ? [order.customer] : [],
    orders: [orderFact(order, orderId, order.customer ?? null)],
    lines: order.line_items.map((line) => lineFact(line, orderId, order.updated_at)),
    refunds,
  };
});

function orderFact(order: Order, orderId: string, customer: CustomerFact | null): OrderFact {
  const test = order.test ?? false;
  const cancelledAt = order.cancelled_at ?? null;
  const financialStatus = order.financial_status;
  return {
    orderId,
    updatedAt: order.updated_at,
    customerId: customer?.customerId ?? null,
    name: order.name,
    processedAt: order.processed_at ?? order.created_at,
    test,
    cancelledAt,
    cancelReason: order.cancel_reason,
    voidAt: voidAt({ test, financialStatus, cancelledAt }),
    sourceName: order.source_name,
    locationId: order.location_id ?? null,
    financialStatus,
    fulfillmentStatus: FULFILMENT[order.fulfillment_status ?? ""] ?? order.fulfillment_status,
    currency: order.currency,
    presentmentCurrency: order.presentment_currency,
    grossMinor: order.total_price_set,
    itemsMinor: order.subtotal_price_set ?? 0,
    discountMinor: order.total_discounts_set ?? 0,
    shippingMinor: order.total_shipping_price_set ?? 0,
    taxMinor: order.total_tax_set ?? 0,
    quantity: order.line_items.reduce((sum, line) => sum + line.quantity, 0),
    weightGrams: order.total_weight === null || order.total_weight === undefined ? null : Math.round(order.total_weight),
    discountCodes: (order.discount_codes ?? []).map(({ code }) => code),
    tags: order.tags,
    note: order.note,
    attributes: order.note_attributes,
    gateways: order.payment_gateway_names ?? [],
    shippingMethod: order.shipping_lines?.[0]?.title ?? null,
    ...shippedTo(order),
  };
}

function shippedTo({ shipping_address: address, fulfillments }: Order) {
  const sent = (fulfillments ?? []).filter((each) => each.status !== "cancelled");
  const delivered = sent.filter((each) => each.shipment_status === "delivered");
  return {
    shipCity: address?.city ?? null,
    shipProvince: address?.province_code ?? null,
    shipCountry: address?.country_code ?? null,
    shipZip: address?.zip ?? null,
    shippedAt: sent.map((each) => each.created_at ?? "").filter(Boolean).sort((one, two) => Date.parse(one) - Date.parse(two))[0] ?? null,
    deliveredAt: delivered.map((each) => each.updated_at ?? "").filter(Boolean).sort((one, two) => Date.parse(two) - Date.parse(one))[0] ?? null,
    parcels: [...new Set(sent.flatMap((each) => PARCEL[each.shipment_status ?? ""] ?? []))].sort(),
  };
}

/** Carriers' words for a parcel on its way. */
const PARCEL: Record<string, OrderStep> = { out_for_delivery: "outForDelivery", ready_for_pickup: "readyForPickup", attempted_delivery: "deliveryFailed", failure: "deliveryFailed", delayed: "delayed" };

/** REST's words for what GraphQL calls displayFulfillmentStatus. */
const FULFILMENT: Record<string, string> = { "": "UNFULFILLED", PARTIAL: "PARTIALLY_FULFILLED" };

function lineFact(line: z.infer<typeof Line>, orderId: string, updatedAt: string): LineFact {
  const discountMinor = (line.discount_allocations ?? []).reduce((sum, { amount_set }) => sum + amount_set, 0);
  return {
    orderId,
    lineId: line.admin_graphql_api_id ?? line.id,
    updatedAt,
    productId: line.product_id ?? null,
    variantId: line.variant_id ?? null,
    sku: line.sku,
    title: line.title,
    variantTitle: line.variant_title,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    amountMinor: line.price_set * line.quantity - discountMinor,
    discountMinor,
    giftCard: line.gift_card ?? false,
    attributes: line.properties,
  };
}

export const orderDeleted = (at: string) =>
  z.object({ id: Digits }).transform(({ id }): Partial<Facts> => ({ orders: [{ orderId: id, deletedAt: at, voidAt: EPOCH }] }));

export const RefundCreated = Refund.transform((refund, context): Partial<Facts> => {
  const fact = refund.order_id && refundFact(refund, refund.order_id);
  if (fact) return { refunds: [fact] };
  context.addIssue({ code: "custom", message: "lacks its order or its instant" });
  return z.NEVER;
});
