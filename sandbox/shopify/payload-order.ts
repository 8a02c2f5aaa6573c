// orders/*, refunds/create and products/* as Shopify's published samples have them.
import { currentQuantity, currentSubtotal, currentTotal, discounts, financialStatus, kept, subtotal, total } from "./amounts.ts";
import { orderName } from "./fields-order.ts";
import { deliveredAt, sentAt, SHIPPING_TITLE, visitOf } from "./journey.ts";
import { amount, customerInOrder, localInstant, moneySet, orderAddress } from "./payloads.ts";
import type { Line, Order, Product, Refund } from "./records.ts";
import type { Shop } from "./shop.ts";

const money = (shop: Shop, name: string, minor: number) => ({ [name]: amount(shop, minor), [`${name}_set`]: moneySet(shop, minor) });

export function orderPayload(shop: Shop, order: Order) {
  const customer = order.customerId === null ? undefined : shop.tables.Customer.get(order.customerId);
  const address = orderAddress(order);
  return {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: order.acceptsMarketing,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: localInstant(shop, order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    closed_at: null,
    confirmation_number: null,
    confirmed: true,
    contact_email: order.email,
    created_at: localInstant(shop, order.createdAt),
    currency: shop.settings.currency,
    ...money(shop, "current_subtotal_price", currentSubtotal(order)),
    ...money(shop, "current_total_discounts", discounts(order)),
    ...money(shop, "current_total_price", currentTotal(order)),
    ...money(shop, "current_total_tax", 0),
    customer_locale: customer?.locale ?? null,
    discount_codes: order.discountCodes.map((code) => ({ code, amount: amount(shop, discounts(order)), type: "percentage" })),
    email: order.email,
    estimated_taxes: false,
    financial_status: financialStatus(order).toLowerCase(),
    fulfillment_status: order.fulfilled ? "fulfilled" : null,
    landing_site: landingSite(order),
    location_id: null,
    name: orderName(order),
    note: order.note,
    note_attributes: [],
    number: order.number - 1000,
    order_number: order.number,
    payment_gateway_names: ["bogus"],
    phone: order.phone,
    presentment_currency: shop.settings.currency,
    processed_at: localInstant(shop, order.processedAt),
    referring_site: null,
    source_name: order.sourceName,
    ...money(shop, "subtotal_price", subtotal(order)),
    tags: order.tags.join(", "),
    tax_lines: [],
    taxes_included: true,
    test: order.test,
    token: order.checkoutToken,
    ...money(shop, "total_discounts", discounts(order)),
    ...money(shop, "total_line_items_price", order.lines.reduce((sum, line) => sum + line.price * kept(line), 0)),
    total_outstanding: amount(shop, order.paid || order.voided ? 0 : total(order)),
    ...money(shop, "total_price", total(order)),
    total_shipping_price_set: moneySet(shop, order.shipping),
    ...money(shop, "total_tax", 0),
    total_tip_received: "0.00",
    total_weight: 0,
    updated_at: localInstant(shop, order.updatedAt),
    user_id: null,
    billing_address: address,
    ...(customer ? { customer: customerInOrder(shop, customer) } : {}),
    discount_applications: order.discountCodes.map((code) => ({ type: "discount_code", code, value_type: "percentage", target_type: "line_item", target_selection: "all", allocation_method: "across" })),
    fulfillments: order.fulfilled ? [fulfilmentPayload(shop, order)] : [],
    line_items: order.lines.map((line) => ({ ...linePayload(shop, order, line), current_quantity: currentQuantity(order, line) })),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(shop, order, refund)),
    ...(address ? { shipping_address: address } : {}),
    shipping_lines: order.shipping === 0 ? [] : [{ id: order.id + 1, code: SHIPPING_TITLE, ...money(shop, "price", order.shipping), ...money(shop, "discounted_price", order.shipping), title: SHIPPING_TITLE, tax_lines: [], discount_allocations: [] }],
    returns: [],
  };
}

const fulfilmentPayload = (shop: Shop, order: Order) => ({
  id: order.id + 2,
  order_id: order.id,
  status: "success",
  shipment_status: "delivered",
  created_at: localInstant(shop, sentAt(order)),
  updated_at: localInstant(shop, deliveredAt(order)),
});

function landingSite(order: Order): string | null {
  const visit = visitOf(order);
  return visit && `/?${new URLSearchParams({ utm_source: visit.source, utm_medium: visit.medium, utm_campaign: visit.campaign })}`;
}

const linePayload = (shop: Shop, order: Order, line: Line) => ({
  id: line.id,
  admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
  fulfillable_quantity: order.fulfilled ? 0 : currentQuantity(order, line),
  fulfillment_service: "manual",
  fulfillment_status: order.fulfilled ? "fulfilled" : null,
  gift_card: false,
  grams: 0,
  name: line.title,
  ...money(shop, "price", line.price),
  product_exists: line.productId !== null && shop.tables.Product.has(line.productId),
  product_id: line.productId,
  properties: [],
  quantity: line.quantity,
  requires_shipping: true,
  sku: line.sku,
  taxable: true,
  title: line.title,
  // A code's discount is in the allocations; total_discount holds what was taken off the line by hand.
  total_discount: "0.00",
  total_discount_set: moneySet(shop, 0),
  variant_id: line.variantId,
  variant_inventory_management: null,
  variant_title: null,
  vendor: line.vendor,
  tax_lines: [],
  duties: [],
  discount_allocations: line.discount === 0 ? [] : [{ amount: amount(shop, line.discount), amount_set: moneySet(shop, line.discount), discount_application_index: 0 }],
});

export function refundPayload(shop: Shop, order: Order, refund: Refund) {
  return {
    id: refund.id,
    order_id: order.id,
    created_at: localInstant(shop, refund.createdAt),
    note: refund.note,
    user_id: null,
    processed_at: localInstant(shop, refund.processedAt),
    duties: [],
    return: null,
    refund_shipping_lines: [],
    restock: false,
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_adjustments: [],
    refund_line_items: refund.lines.flatMap((item) => {
      const line = order.lines.find((candidate) => candidate.id === item.lineId);
      if (!line) return [];
      const { subtotal: minor } = item;
      return [{ id: item.id, quantity: item.quantity, line_item_id: line.id, location_id: null, restock_type: "no_restock", subtotal: Number(amount(shop, minor)), total_tax: 0, subtotal_set: moneySet(shop, minor), total_tax_set: moneySet(shop, 0), line_item: linePayload(shop, order, line) }];
    }),
    transactions: [
      {
        id: refund.transactionId,
        order_id: order.id,
        kind: "refund",
        gateway: "bogus",
        status: "success",
        message: null,
        created_at: localInstant(shop, refund.createdAt),
        test: order.test,
        authorization: null,
        processed_at: localInstant(shop, refund.processedAt),
        source_name: "web",
        amount: amount(shop, refund.amount),
        currency: shop.settings.currency,
        admin_graphql_api_id: `gid://shopify/OrderTransaction/${refund.transactionId}`,
      },
    ],
  };
}

export function productPayload(shop: Shop, product: Product) {
  return {
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    body_html: "",
    created_at: localInstant(shop, product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: localInstant(shop, product.createdAt),
    template_suffix: null,
    title: product.title,
    updated_at: localInstant(shop, product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "global",
    tags: product.tags.join(", "),
    variants: product.variants.map((variant) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
      id: variant.id,
      product_id: product.id,
      position: variant.position,
      price: amount(shop, variant.price),
      sku: variant.sku,
      title: variant.title,
      inventory_quantity: variant.stock ?? 0,
      inventory_management: variant.stock === undefined ? null : "shopify",
      created_at: localInstant(shop, variant.createdAt),
      updated_at: localInstant(shop, variant.updatedAt),
    })),
    options: [],
    images: [],
    image: null,
    media: [],
    variant_gids: product.variants.map((variant) => ({ admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`, updated_at: new Date(variant.updatedAt).toISOString() })),
    category: null,
  };
}
